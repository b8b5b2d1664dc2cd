"""Home: what waits, with counts that lead to exactly those rows."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agencies import services as agency_services
from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from core.models import ReadEvent
from duties.models import Clock, Duty
from duties.services import Owner, open_duty
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


def owe(case: Case, clock: Clock = Clock.RESCREEN, **more: Any) -> Duty:
    """A duty of the CSE team's screeners about a case."""
    facts: dict[str, Any] = {"owner": Owner(role=Role.SCREENER), "starts_at": NOW, **more}
    return open_duty(
        clock,
        about=case,
        reference=case.reference,
        authority=case.authority,
        by=None,
        at=NOW,
        case_id=case.pk,
        subject_id=case.child_id,
        **facts,
    )


def owe_many(count: int) -> None:
    """Bulk rows about one case's child: only the number of rows differs."""
    case = make_case()
    Duty.objects.bulk_create(
        Duty(
            clock=Clock.RESCREEN,
            record_kind="cases.case",
            record_id=case.pk if n == 0 else uuid4(),
            reference=case.reference,
            subject_id=case.child_id,
            authority=case.authority,
            owner_role=Role.SCREENER,
            opened_at=NOW,
            due_at=NOW + timedelta(minutes=n),
        )
        for n in range(count)
    )


@pytest.fixture
def screener() -> User:
    return UserFactory(role=Role.SCREENER)


@pytest.fixture
def desk(client: Client, screener: User) -> Client:
    return sign_in(client, screener)


def test_home_lists_urgent_first_then_due_soonest(desk: Client) -> None:
    late = owe(make_case(), starts_at=NOW - timedelta(days=300))
    soon = owe(make_case(), Clock.SCREEN_REFERRAL)
    urgent = owe(make_case(), urgent=True)
    shown = re.findall(r">(CSE-\w{4}-\w{4})<", desk.get(reverse("desk:home")).text)
    assert shown == [urgent.reference, late.reference, soon.reference]


def test_a_count_leads_to_exactly_those_rows(desk: Client) -> None:
    kept = {owe(make_case()).reference for _ in range(3)}
    owe(make_case(), Clock.SCREEN_REFERRAL)
    home = desk.get(reverse("desk:home")).text
    assert re.search(r"Screen again</a>\s*<span[^>]*>3</span>", home)
    rows = desk.get(reverse("desk:waiting"), {"kind": Clock.RESCREEN}).text
    assert set(re.findall(r">(CSE-\w{4}-\w{4})<", rows)) == kept
    assert "3 things to do" in rows


def test_home_counts_what_is_late(desk: Client) -> None:
    owe(make_case(), starts_at=NOW - timedelta(days=300))
    owe(make_case())
    assert "1 late" in desk.get(reverse("desk:home")).text


def test_an_empty_home_says_why(desk: Client) -> None:
    text = desk.get(reverse("desk:home")).text
    assert "Nothing waits for you" in text
    assert "Nothing is owed now" in text


@pytest.mark.parametrize(
    ("role", "later"), [(Role.PANEL_MEMBER, "panel meetings"), (Role.STRATEGIC, "action plan")]
)
def test_a_role_without_pages_is_told_what_it_will_find(
    client: Client, role: Role, later: str
) -> None:
    sign_in(client, UserFactory(role=role))
    text = client.get(reverse("desk:home")).text
    assert "Nothing here for your role yet" in text
    assert later in text


def test_what_others_owe_is_not_shown(desk: Client) -> None:
    owe(make_case(), owner=Owner(role=Role.COORDINATOR))
    owe(make_case(where=authority(SANDWELL)))
    assert "Nothing waits for you" in desk.get(reverse("desk:home")).text


def test_a_duty_about_a_restricted_child_is_left_out(desk: Client) -> None:
    case = make_case()
    owe(case)
    named = [UserFactory(role=Role.COORDINATOR)]
    agency_services.restrict(case.child_id, to=named, because="Invented.", by=None, at=NOW)
    assert case.reference not in desk.get(reverse("desk:home")).text


def test_home_names_the_child_to_those_who_read_the_record(desk: Client) -> None:
    case = make_case()
    owe(case)
    assert case.child.full_name in desk.get(reverse("desk:home")).text


def test_home_does_not_name_the_child_to_others(client: Client) -> None:
    case = make_case()
    person = UserFactory(role=Role.REFERRER)
    owe(case, owner=Owner(person=person))
    sign_in(client, person)
    text = client.get(reverse("desk:home")).text
    assert case.reference in text
    assert case.child.full_name not in text
    assert not ReadEvent.objects.exists()


def test_a_home_that_names_children_leaves_one_read_event(desk: Client, screener: User) -> None:
    cases = [make_case(), make_case()]
    duties = [owe(case) for case in cases]
    desk.get(reverse("desk:home"))
    event = ReadEvent.objects.get()
    assert event.by_id == screener.pk
    assert set(event.record_ids) == {duty.pk for duty in duties}
    assert set(event.subject_ids) == {case.child_id for case in cases}


@pytest.mark.parametrize("asked", ["?kind=NONSENSE", "?from=%00", "?from=WzFd", "?from=e30"])
def test_a_list_asked_for_nonsense_says_so_and_leads_on(desk: Client, asked: str) -> None:
    answer = desk.get(reverse("desk:waiting") + asked)
    assert answer.status_code == 400
    assert f'href="{reverse("desk:waiting")}"' in answer.text


def test_paging_walks_every_row_once_and_back_again(desk: Client) -> None:
    owe_many(120)
    seen, url = [], reverse("desk:waiting")
    for _ in range(3):
        text = desk.get(url).text
        seen.append(re.findall(r'datetime="([^"]+)"', text))
        found = re.search(r'href="([^"]+)" rel="next"', text)
        url = found[1].replace("&amp;", "&") if found else ""
    assert [len(rows) for rows in seen] == [50, 50, 20]
    assert not url
    walked = [due for rows in seen for due in rows]
    assert walked == sorted(set(walked))
    back = re.search(r'href="([^"]+)" rel="prev"', text)
    assert back
    again = desk.get(back[1].replace("&amp;", "&")).text
    assert re.findall(r'datetime="([^"]+)"', again) == seen[1]


@pytest.mark.parametrize(("name", "most"), [("desk:home", 18), ("desk:waiting", 8)])
def test_a_list_asks_the_same_number_of_queries_at_any_length(
    desk: Client, name: str, most: int, django_assert_max_num_queries: Any
) -> None:
    desk.get(reverse(name))  # the first page of a session also writes when it began
    asked = []
    for count in (10, 990):
        owe_many(count)
        with django_assert_max_num_queries(most + 2) as captured:  # session and user
            answer = desk.get(reverse(name))
        assert len(answer.content) < 40_000
        asked.append(len(captured))
    assert asked[0] == asked[1]
