"""The timeline as a page: narrowed, paged, printed, and never more than the viewer may be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from agencies.models import User
from agencies.roles import Role
from cases.events import CaseEvent
from cases.models import Case, CaseStatus
from cases.services import allocate, move_case, write_note
from core import trail
from core.models import Event, ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import NOTED, OPENED, make_case, make_note
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def case() -> Case:
    return make_case()


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR, name="Invented Coordinator")
    sign_in(client, user)
    return user


def seen(client: Client, case: Case, **query: Any) -> str:
    answer = client.get(f"/cases/{case.pk}/timeline/", query)
    assert answer.status_code == 200
    return str(answer.text)


def day(name: str, moment: datetime) -> dict[str, int]:
    return {f"{name}_{part}": getattr(moment, part) for part in ("day", "month", "year")}


def test_kind_narrows_the_timeline_and_other_holds_the_rest(
    client: Client, coordinator: User, case: Case
) -> None:
    make_note(case)
    assert "Note: Visit" in seen(client, case, kind="note")
    assert "Case opened" not in seen(client, case, kind="note")
    assert "Case opened" in seen(client, case, kind=["note", "case"])
    assert "Nothing like that happened" in seen(client, case, kind="other")


def test_agency_and_person_narrow_the_timeline_to_what_they_did_in_their_post(
    client: Client, coordinator: User, case: Case
) -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER, name="Invented Worker")
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=coordinator, at=NOTED)
    make_note(case, by=worker)
    social_care, team = agency("CSC"), agency("CSE_TEAM")
    assert "Note: Visit" in seen(client, case, agency=social_care.pk)
    assert "Note: Visit" not in seen(client, case, agency=team.pk)
    assert "Note: Visit" in seen(client, case, person=worker.pk)
    assert "Note: Visit" not in seen(client, case, person=coordinator.pk)
    worker.memberships.update(until_on=OPENED.date() - DAY)
    assert "Note: Visit" not in seen(client, case, agency=social_care.pk)


def test_period_holds_its_first_and_last_day_by_the_clock_in_england(
    client: Client, coordinator: User, case: Case
) -> None:
    late = datetime(2015, 9, 20, 22, 30, tzinfo=UTC)
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=late)
    assert "Case moved" in seen(client, case, **day("since", late), **day("until", late))
    assert "Case moved" not in seen(client, case, **day("since", late + DAY))
    assert "Case moved" not in seen(client, case, **day("until", late - DAY))
    after_midnight = late + timedelta(minutes=40)
    assert after_midnight.day == late.day
    move_case(case, to=CaseStatus.CSE_TEAM_MANAGED, by=None, at=after_midnight)
    shown = seen(client, case, **day("until", late))
    assert "“Outcome set”" in shown
    assert "“CSE team managed”" not in shown


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"kind": "horoscope"}, "Choose one of the answers"),
        ({"person": "nobody"}, "Choose one of the answers in the list"),
        ({"agency": "' OR 1=1"}, "Choose one of the answers in the list"),
        ({"since_day": "31", "since_month": "2", "since_year": "2015"}, "must be a real date"),
        ({"since_day": "1"}, "must include a month and year"),
        (
            {**day("since", NOTED), **day("until", NOTED - DAY)},
            "The last day must be the same as or after",
        ),
    ],
)
def test_what_cannot_be_asked_is_answered_in_words_and_lists_nothing(
    client: Client, coordinator: User, case: Case, asked: dict[str, Any], sentence: str
) -> None:
    answer = client.get(f"/cases/{case.pk}/timeline/", asked)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Case opened" not in answer.text
    printed = client.get(f"/cases/{case.pk}/timeline/print", asked, follow=True)
    assert (printed.status_code, sentence in printed.text) == (400, True)


def test_a_place_that_is_none_is_refused(client: Client, coordinator: User, case: Case) -> None:
    assert client.get(f"/cases/{case.pk}/timeline/?from=nonsense").status_code == 400


def many(case: Case, count: int, by: User | None = None) -> None:
    for number in range(count):
        at = OPENED + timedelta(minutes=number)
        trail.record(CaseEvent.MOVED, case, by=by, at=at, case=case.pk)


def test_every_happening_stands_on_exactly_one_page(
    client: Client, coordinator: User, case: Case
) -> None:
    many(case, 120)
    address, moments = f"/cases/{case.pk}/timeline/?kind=case", []
    while address:
        page = client.get(address).context["page"].section
        moments += [entry.id for entry in page.entries]
        address = page.next_url
        assert page.counted == "121 things happened"
    assert len(moments) == len(set(moments)) == 121
    assert moments == sorted(moments, reverse=True)


def test_what_is_hidden_is_in_no_page_no_count_and_no_choice(client: Client) -> None:
    screening = make_signed()
    case = screening.case
    allocate(case, agency=agency("RUNAWAYS"), role=Role.RUNAWAYS, by=None, at=NOTED)
    sign_in(client, UserFactory(role=Role.RUNAWAYS))
    page = client.get(f"/cases/{case.pk}/timeline/").context["page"].section
    hidden = Event.objects.filter(case_id=case.pk, record_kind="screening.screening")
    assert hidden.count() > 1
    told = Event.objects.filter(case_id=case.pk).exclude(record_kind="screening.screening")
    assert page.counted == f"{told.count()} things happened"
    assert {entry.id for entry in page.entries} == set(told.values_list("pk", flat=True))
    trail_of_hidden = UserFactory(role=Role.SCREENER, name="Hidden Screener")
    trail.record(CaseEvent.MOVED, screening, by=trail_of_hidden, at=NOTED, case=case.pk)
    again = client.get(f"/cases/{case.pk}/timeline/").text
    assert "Hidden Screener" not in again


def test_a_note_is_told_to_who_reads_notes_and_health_to_nobody(client: Client) -> None:
    case = make_case()
    make_note(case, health="Canary of health.", health_mark="FACT", fact="Canary of fact.")
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    for address in ("timeline/", "timeline/print"):
        text = client.get(f"/cases/{case.pk}/{address}").text
        assert "Note: Visit" in text
        assert "Canary" not in text
    worker = UserFactory(role=Role.DIRECT_WORKER)
    allocate(case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, by=None, at=OPENED)
    own: dict[str, Any] = {
        "kind": "TELEPHONE",
        "happened_at": OPENED,
        "reported": "x",
        "key": case.pk,
    }
    write_note(case, by=worker, at=NOTED, **own)
    sign_in(client, worker)
    text = client.get(f"/cases/{case.pk}/timeline/").text
    assert "Note: Telephone call" in text
    assert "Note: Visit" not in text


def test_a_copy_for_paper_holds_the_same_and_is_written_down_as_printed(
    client: Client, coordinator: User, case: Case
) -> None:
    make_note(case)
    text = client.get(f"/cases/{case.pk}/timeline/print", {"kind": "note"}).text
    assert "Made for Invented Coordinator" in text
    assert "Narrowed to: Notes" in text
    assert "Note: Visit" in text
    assert "Case opened" not in text
    event = ReadEvent.objects.latest("id")
    assert (event.action, event.record_ids, event.by_id) == ("PRINT", [case.pk], coordinator.pk)


@pytest.mark.parametrize("address", ["timeline/", "timeline/?kind=case", "timeline/print"])
def test_the_timeline_asks_the_same_of_ten_and_a_thousand_happenings(
    client: Client,
    coordinator: User,
    case: Case,
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    asked = []
    client.get(f"/cases/{case.pk}/{address}")
    for count in (10, 990):
        many(case, count, by=coordinator)
        with django_assert_max_num_queries(30) as captured:
            client.get(f"/cases/{case.pk}/{address}")
        asked.append(len(captured))
    assert asked[0] == asked[1]
