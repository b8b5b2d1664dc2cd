"""The case file: its sections, whose record it is, and who may open it."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies import services as agency_services
from agencies.roles import Role
from cases import services as case_services
from cases.models import Case, CaseStatus
from children import services as child_services
from core.models import ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOW = datetime(2015, 9, 16, 9, tzinfo=UTC)


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.COORDINATOR))


def file_of(case: Case, section: str = "") -> str:
    return (
        reverse("desk:case_section", args=[case.pk, section])
        if section
        else reverse("desk:case", args=[case.pk])
    )


def test_the_file_opens_at_its_overview(desk: Client) -> None:
    case = make_case()
    text = desk.get(file_of(case)).text
    assert '<h1 class="govuk-heading-l">Overview</h1>' in text
    assert "Not yet screened" in text


def test_the_bar_says_whose_record_it_is(desk: Client) -> None:
    case = make_case()
    child_services.change_details(
        case.child, born_on=date(2001, 6, 1), born_on_estimated=True, by=None, at=NOW
    )
    child_services.look_after(
        case.child,
        legal_status="C2",
        responsible=case.authority,
        from_on=date(2015, 1, 1),
        by=None,
        at=NOW,
    )
    text = desk.get(file_of(case)).text
    for said in (case.child.full_name, case.reference, "(estimated)", "Full care order"):
        assert said in text


def test_the_bar_marks_a_restricted_record_to_those_who_are_named(client: Client) -> None:
    case, person = make_case(), UserFactory(role=Role.COORDINATOR)
    agency_services.restrict(case.child_id, to=[person], because="Invented.", by=None, at=NOW)
    sign_in(client, person)
    assert "Restricted record" in client.get(file_of(case)).text


def test_the_timeline_tells_what_happened_in_plain_words(desk: Client) -> None:
    case, person = make_case(), UserFactory(role=Role.SCREENER)
    case_services.move_case(case, to=CaseStatus.OUTCOME_SET, by=person, at=NOW)
    text = desk.get(file_of(case, "timeline")).text
    assert "Case opened" in text
    assert "Case moved" in text
    assert "From “Screening” to “Outcome set”" in text
    assert person.name in text


def test_the_overview_names_who_holds_the_case(desk: Client) -> None:
    case = make_case()
    case_services.allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=NOW)
    assert "Social worker, Dudley Children" in desk.get(file_of(case)).text


def test_opening_the_file_leaves_one_read_event(desk: Client) -> None:
    case = make_case()
    desk.get(file_of(case))
    event = ReadEvent.objects.get()
    assert (event.record_ids, event.subject_ids) == ([case.pk], [case.child_id])


def test_a_section_nobody_registered_is_not_there(desk: Client) -> None:
    assert desk.get(file_of(make_case(), "horoscope")).status_code == 404


def test_another_authority_has_no_such_case(client: Client) -> None:
    case = make_case(where=authority(SANDWELL))
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    unknown = client.get(reverse("desk:case", args=[uuid.uuid4()]))
    answer = client.get(file_of(case))
    assert answer.status_code == unknown.status_code == 404
    assert not ReadEvent.objects.exists()


def test_a_role_without_cases_is_told_so(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.ANALYST))
    answer = client.get(file_of(make_case()))
    assert answer.status_code == 403
    assert "This case is not shared with your role." in answer.text


@pytest.mark.parametrize("section", ["overview", "timeline"])
def test_a_file_asks_the_same_number_of_queries_however_long_its_story(
    desk: Client, section: str, django_assert_max_num_queries: Any
) -> None:
    case, asked = make_case(), []
    desk.get(file_of(case))  # the first page of a session also writes when it began
    for steps in (1, 40):
        for _ in range(steps):
            case_services.allocate(
                case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=NOW
            )
            case_services.end_allocation(case.allocations.get(until_at=None), by=None, at=NOW)
        with django_assert_max_num_queries(24) as captured:
            desk.get(file_of(case, section))
        asked.append(len(captured))
    assert asked[0] == asked[1]
