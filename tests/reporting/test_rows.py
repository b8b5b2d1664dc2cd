"""The rows behind a figure: shown as far as the viewer reaches, and written down."""

from __future__ import annotations

import pytest
from django.test import Client

from agencies import services as agency_services
from agencies.roles import Role
from cases.models import Case, RiskLevel
from children.models import Child, Identity
from core import references
from core.models import ReadEvent
from reporting.models import FigureRow, Return
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.reporting.factories import NOW, at_risk, draft, looked_after
from tests.reporting.pages import WINTER, as_role, queries_of, text_of, url

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_rows_of_a_figure_are_shown_and_written_down(client: Client) -> None:
    case = at_risk()
    record = draft()
    reader = as_role(client, Role.COORDINATOR)
    answer = client.get(url("figure_rows", record.pk, "M001"))
    assert case.reference in text_of(answer)
    assert case.child.full_name in text_of(answer)
    seen = ReadEvent.objects.get(by_id=reader.pk)
    assert (seen.record_kind, seen.record_ids) == ("cases.case", [case.pk])
    assert seen.subject_ids == [case.child_id]
    assert seen.reason == f"Return {record.reference}, M001"


def test_a_row_out_of_reach_is_counted_and_not_shown(client: Client) -> None:
    seen, barred = at_risk(), at_risk()
    agency_services.restrict(
        barred.child_id, to=[UserFactory()], because="Named people only", by=None, at=NOW
    )
    record = draft()
    as_role(client, Role.COORDINATOR)
    answer = client.get(url("figure_rows", record.pk, "M001"))
    assert "1 more is counted and not shown" in text_of(answer)
    assert seen.reference in text_of(answer)
    assert barred.reference not in text_of(answer)
    assert barred.child.full_name not in text_of(answer)


def test_our_child_s_case_in_another_authority_is_counted_and_not_shown(client: Client) -> None:
    case = at_risk(where=authority(SANDWELL))
    looked_after(case.child, lies_in=authority(SANDWELL))
    record = draft()
    as_role(client, Role.COORDINATOR)
    answer = client.get(url("figure_rows", record.pk, "M010"))
    assert "1 more is counted and not shown" in text_of(answer)
    assert case.child.full_name not in text_of(answer)


def test_a_cell_shows_its_own_rows_only(client: Client) -> None:
    serious, significant = at_risk(RiskLevel.SERIOUS), at_risk()
    record = draft()
    cell = record.figures.get(code="M001").cells.get(breakdown="level", key="SERIOUS")
    as_role(client, Role.TEAM_MANAGER)
    answer = text_of(client.get(url("cell_rows", record.pk, cell.pk)))
    assert serious.reference in answer
    assert significant.reference not in answer
    assert "Risk level: Serious risk" in answer


def test_a_cell_of_another_return_is_not_found(client: Client) -> None:
    at_risk()
    first, second = draft(), draft(period=WINTER)
    as_role(client, Role.COORDINATOR)
    cell = second.figures.get(code="M001").cells.first()
    assert cell is not None
    assert client.get(url("cell_rows", first.pk, cell.pk)).status_code == 404


def many_behind(record: Return, number: int) -> None:
    """Cases bulk-made behind M001 of a draft: only their number matters."""
    made = Identity.objects.bulk_create(Identity(opened_at=NOW) for _ in range(number))
    children = Child.objects.bulk_create(
        Child(identity=one, given_name="Invented", family_name="Child", recorded_at=NOW)
        for one in made
    )
    cases = Case.objects.bulk_create(
        Case(reference=references.new("CSE"), child=one, authority=record.authority, opened_at=NOW)
        for one in children
    )
    figure = record.figures.get(code="M001")
    FigureRow.objects.bulk_create(
        FigureRow(
            figure=figure,
            kind="cases.case",
            record_id=one.pk,
            child_id=one.child_id,
            identity_id=one.child.identity_id,
            cells=[],
        )
        for one in cases
    )


def test_the_rows_ask_as_much_of_a_thousand_as_of_ten(client: Client) -> None:
    as_role(client, Role.COORDINATOR)
    record = draft()
    address = url("figure_rows", record.pk, "M001")
    many_behind(record, 10)
    client.get(address)
    few = queries_of(client, address)
    many_behind(record, 990)
    assert queries_of(client, address) == few
    assert "of 1,000" in text_of(client.get(address))
