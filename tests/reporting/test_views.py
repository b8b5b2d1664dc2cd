"""The pages of a return: who reads them, what they say, and what leaves the portal."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies import services as agency_services
from agencies.models import User
from agencies.roles import Role
from cases.models import Case, RiskLevel
from children.models import Child, Identity
from core import outbox, references
from core.models import Effect, Event, ReadEvent
from missing.models import Setting
from reporting.models import FigureCell, FigureRow, Return, ReturnRequest
from reporting.toolkit import Period
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.children.factories import make_child
from tests.missing.factories import make_episode
from tests.reporting.factories import AUTUMN, NOW, at_risk, draft, looked_after, sign

pytestmark = pytest.mark.django_db(transaction=True)
WINTER = Period("Quarter 4", date(2016, 1, 1), date(2016, 1, 31))
TYPED = {
    "label": "Quarter 3",
    "start_day": "1",
    "start_month": "9",
    "start_year": "2015",
    "end_day": "31",
    "end_month": "12",
    "end_year": "2015",
}


def as_role(client: Client, role: Role, *, where: str | None = None) -> User:
    user = UserFactory(role=role, role__serving=authority(where) if where else None)
    sign_in(client, user)
    return user


def url(name: str, *args: Any) -> str:
    return reverse(f"reporting:{name}", args=args)


def text_of(answer: Any) -> str:
    """What a reader sees, in one line."""
    visible = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(visible.split())


def carry_out_all() -> None:
    for pk in Effect.objects.filter(done_at=None).values_list("pk", flat=True):
        outbox.carry_out(pk, now=NOW)


def test_an_analyst_drafts_a_return_and_reads_it(client: Client) -> None:
    at_risk(RiskLevel.SERIOUS)
    as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), TYPED, follow=True)
    assert "The return is being counted" in text_of(answer)
    asked = ReturnRequest.objects.get()
    carry_out_all()
    answer = client.get(url("request", asked.pk), follow=True)
    assert answer.redirect_chain == [(url("detail", Return.objects.get().pk), 302)]
    assert "those whose risk level is serious" in text_of(answer)
    assert "This period is not a standard quarter" in text_of(answer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"end_year": "2014"}, "The last day must not be before the first day."),
        ({"end_day": "31", "end_month": "2"}, "Last day must be a real date"),
        ({"label": ""}, "Enter what the period is called"),
        ({"end_year": "2999"}, "The period must have ended before today."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_typed_is_lost(
    client: Client, changed: dict[str, str], said: str
) -> None:
    as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), {**TYPED, **changed})
    assert answer.status_code == 400
    assert said in text_of(answer)
    kept = {**TYPED, **changed}
    assert f'value="{kept["start_year"]}"' in answer.content.decode()


def test_a_signed_period_is_not_drafted_again(client: Client) -> None:
    sign(draft())
    as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), TYPED)
    assert "revise it with a reason" in text_of(answer)


def test_a_request_that_is_refused_says_why(client: Client) -> None:
    as_role(client, Role.ANALYST)
    client.post(url("draft"), TYPED)
    sign(draft())
    carry_out_all()
    answer = client.get(url("request", ReturnRequest.objects.get().pk))
    assert "The return was not drafted" in text_of(answer)
    assert "This period is signed off." in text_of(answer)
    assert "Not drafted" in text_of(client.get(url("list")))


PAGES = ("detail", "compare", "sign_off", "revise")


@pytest.mark.parametrize("page", [*PAGES, "figure", "figure_rows", "cell_rows", "download"])
def test_nobody_of_another_authority_learns_of_a_return(client: Client, page: str) -> None:
    record = draft()
    for role in (Role.ANALYST, Role.COORDINATOR):
        as_role(client, role, where=SANDWELL)
        more: tuple[object, ...] = ()
        if page.startswith("figure"):
            more = ("M001",)
        if page == "cell_rows":
            cells = FigureCell.objects.filter(figure__of=record)
            more = (cells.values_list("pk", flat=True)[0],)
        ask = client.post if page == "download" else client.get
        here = ask(url(page, record.pk, *more), {"format": "csv"})
        nowhere = ask(url(page, uuid4(), *more), {"format": "csv"})
        assert here.status_code == nowhere.status_code
        assert here.status_code in (403, 404)
    assert text_of(client.get(url("list"))).count("Quarter 3") == 0


@pytest.mark.parametrize("role", [Role.REFERRER, Role.SCREENER, Role.SOCIAL_WORKER, Role.SYS_ADMIN])
def test_a_role_without_returns_is_told_so(client: Client, role: Role) -> None:
    as_role(client, role)
    answer = client.get(url("list"))
    assert answer.status_code == 403
    assert "The quarterly return is not open to your role." in text_of(answer)


@pytest.mark.parametrize("page", [*PAGES, "figure_rows"])
def test_an_unknown_return_is_not_found(client: Client, page: str) -> None:
    as_role(client, Role.COORDINATOR if page != "revise" else Role.ANALYST)
    more = ("M001",) if page == "figure_rows" else ()
    assert client.get(url(page, uuid4(), *more)).status_code == 404


def test_a_figure_shows_its_breakdowns_and_links_to_its_rows(client: Client) -> None:
    at_risk(RiskLevel.SERIOUS)
    record = draft()
    as_role(client, Role.COORDINATOR)
    answer = client.get(url("figure", record.pk, "M001"))
    cell = record.figures.get(code="M001").cells.get(breakdown="level", key="SERIOUS")
    assert url("cell_rows", record.pk, cell.pk) in answer.content.decode()
    assert "The groups need not add up to 1." in text_of(answer)


def test_an_analyst_reads_figures_and_not_the_rows(client: Client) -> None:
    at_risk()
    record = draft()
    as_role(client, Role.ANALYST)
    assert "/rows/" not in client.get(url("detail", record.pk)).content.decode()
    answer = client.get(url("figure_rows", record.pk, "M001"))
    assert answer.status_code == 403
    assert "The rows behind a figure are not open to your role." in text_of(answer)


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


def test_the_page_says_why_home_and_care_do_not_add_up(client: Client) -> None:
    both, home, nowhere = make_child(), make_child(), make_child()
    for child, setting in (
        (both, Setting.HOME),
        (both, Setting.CARE),
        (home, Setting.HOME),
        (nowhere, Setting.UNKNOWN),
    ):
        day = 3 if setting == Setting.HOME else 8
        make_episode(
            child=child,
            setting=setting,
            started_at=NOW.replace(year=2015, month=10, day=day),
            ended_at=NOW.replace(year=2015, month=10, day=day + 1),
        )
    record = draft()
    as_role(client, Role.ANALYST)
    answer = text_of(client.get(url("detail", record.pk)))
    assert (
        "2 from home and 1 from care are not 3 because 1 child went missing from both and counts "
        "once in each and 1 child went missing only from education, or from where is not known."
    ) in answer
    assert (
        "2 episodes from home and 1 from care are not 4 because 1 episode does not say what the "
        "child was missing from."
    ) in answer


def test_a_coordinator_signs_off_with_a_tick(client: Client) -> None:
    record = draft()
    signer = as_role(client, Role.COORDINATOR)
    answer = client.post(url("sign_off", record.pk))
    assert answer.status_code == 400
    assert "Tick that you have checked the figures" in text_of(answer)
    answer = client.post(url("sign_off", record.pk), {"checked": "on"}, follow=True)
    assert "The return is signed off and frozen." in text_of(answer)
    record.refresh_from_db()
    assert record.signed_by == signer
    answer = client.post(url("sign_off", record.pk), {"checked": "on"})
    assert answer.status_code == 409


def test_an_analyst_cannot_sign_off(client: Client) -> None:
    record = draft()
    as_role(client, Role.ANALYST)
    assert client.post(url("sign_off", record.pk), {"checked": "on"}).status_code == 403
    assert "Only the coordinator or team manager signs a return off." in text_of(
        client.get(url("detail", record.pk))
    )


def test_an_analyst_revises_a_signed_return_with_a_reason(client: Client) -> None:
    record = sign(draft())
    as_role(client, Role.ANALYST)
    assert client.post(url("revise", record.pk), {"because": " "}).status_code == 400
    client.post(url("revise", record.pk), {"because": "A late episode."})
    carry_out_all()
    answer = client.get(url("detail", record.revisions.get().pk))
    assert "A late episode." in text_of(answer)


def test_a_return_is_compared_with_the_one_before(client: Client) -> None:
    at_risk()
    sign(draft())
    at_risk(from_at=NOW.replace(month=1), opened_at=NOW.replace(month=1))
    later = draft(period=WINTER)
    as_role(client, Role.ANALYST)
    answer = text_of(client.get(url("compare", later.pk)))
    assert "M001: Children known to be at risk of CSE (medium to high) 1 2 +1" in answer
    assert "The two periods share days" not in answer
    assert "The two periods are not of the same length" in answer


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_a_file_holds_the_figures_and_no_child_and_is_written_down(
    client: Client, format: str
) -> None:
    case = at_risk(child=make_child(given_name="Canary"))
    record = draft()
    reader = as_role(client, Role.ANALYST)
    answer = client.post(url("download", record.pk), {"format": format})
    assert answer["Content-Disposition"].endswith(f'filename="{record.reference}.{format}"')
    said = readable(answer, format)
    assert record.checksum in said
    for secret in ("Canary", case.reference, str(case.pk), str(case.child_id)):
        assert secret not in said
    seen = ReadEvent.objects.get(by_id=reader.pk)
    assert (seen.action, seen.record_ids, seen.reason) == ("EXPORT", [record.pk], format)


def readable(answer: Any, format: str) -> str:
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        return str([[cell.value for cell in row] for row in book["Return"]])
    if format == "json":
        json.loads(answer.content)
    return answer.content.decode()


def test_an_unknown_format_is_answered_plainly(client: Client) -> None:
    record = draft()
    as_role(client, Role.ANALYST)
    answer = client.post(url("download", record.pk), {"format": "exe"})
    assert answer.status_code == 400
    assert "Choose CSV, Excel or JSON." in text_of(answer)


def make_returns(number: int) -> None:
    Return.objects.bulk_create(
        Return(
            reference=references.new("Q"),
            authority=authority(),
            label=f"Number {n}",
            start_on=AUTUMN.start,
            end_on=AUTUMN.end,
            standard_quarter=False,
            toolkit="west_midlands_1",
            status="SUPERSEDED",
            built_at=NOW,
        )
        for n in range(number)
    )


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_asks_as_much_of_a_thousand_returns_as_of_ten(client: Client) -> None:
    as_role(client, Role.ANALYST)
    make_returns(10)
    client.get(url("list"))
    few = queries_of(client, url("list"))
    make_returns(990)
    assert queries_of(client, url("list")) == few


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


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "\0"])
def test_a_page_that_is_not_there_is_the_nearest_one(client: Client, page: str) -> None:
    make_returns(30)
    as_role(client, Role.ANALYST)
    assert client.get(url("list"), {"page": page}).status_code == 200


def test_no_name_reaches_the_trail(client: Client) -> None:
    as_role(client, Role.ANALYST)
    client.post(url("draft"), {**TYPED, "label": "A label with Words"})
    assert "Words" not in str(list(Event.objects.values()))


ANYTHING = st.text(max_size=60) | st.sampled_from(["1", "31", "2015", "feb", "=1+1", "<b>", "\0"])


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TYPED, ANYTHING)))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_typed_is_answered_without_failing(
    client: Client, typed: dict[str, str]
) -> None:
    if "_auth_user_id" not in client.session:
        as_role(client, Role.ANALYST)
    answer = client.post(url("draft"), {**TYPED, **typed})
    assert answer.status_code in (302, 400)
