"""The list of cases: whose, in which order, narrowed, and at what price."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Share, User
from agencies.roles import Role
from cases import services
from cases.models import Case, CaseStatus, RiskLevel
from core import references
from core.models import ReadEvent
from duties.models import Clock
from duties.services import Owner, open_duty
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.COORDINATOR))


def shown(desk: Client, **asked: Any) -> list[str]:
    """The references of one page, in order."""
    return re.findall(r">(CSE-\w{4}-\w{4})<", desk.get(reverse("desk:cases"), asked).text)


def owe(case: Case, *, days: int) -> None:
    """A duty of the case that started `days` ago and falls due three months later."""
    open_duty(
        Clock.RESCREEN,
        about=case,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role.SCREENER),
        starts_at=NOW - timedelta(days=days),
        by=None,
        at=NOW,
        case_id=case.pk,
        subject_id=case.child_id,
    )


def at_level(level: RiskLevel) -> Case:
    case = make_case()
    services.set_level(case, level=level, from_at=NOW, reached=case, by=None, at=NOW)
    return case


def test_the_list_shows_open_cases_due_soonest_first(desk: Client) -> None:
    late, soon, never = make_case(), make_case(), make_case()
    owe(soon, days=10)
    owe(late, days=200)
    assert shown(desk) == [late.reference, soon.reference, never.reference]


def test_the_list_holds_the_cases_of_ones_own_authority_only(desk: Client) -> None:
    ours = make_case()
    make_case(where=authority(SANDWELL))
    assert shown(desk) == [ours.reference]


def test_a_shared_case_stands_in_the_list_of_those_it_is_shared_with(client: Client) -> None:
    case, other = make_case(), make_case()
    services.share_case(
        case,
        agency=agency("PHASE"),
        role=Role.DIRECT_WORKER,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="Invented.",
        by=None,
        at=NOW,
    )
    worker: User = UserFactory(role=Role.DIRECT_WORKER)
    assert shown(sign_in(client, worker)) == [case.reference]
    assert other.reference not in client.get(reverse("desk:cases")).text


def test_the_list_is_narrowed_by_status(desk: Client) -> None:
    waiting, moved = make_case(), make_case()
    services.move_case(moved, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    assert shown(desk, status="OUTCOME_SET") == [moved.reference]
    assert set(shown(desk, status=["OUTCOME_SET", "SCREENING"])) == {
        waiting.reference,
        moved.reference,
    }


def test_the_list_is_narrowed_by_level(desk: Client) -> None:
    serious, unscreened = at_level(RiskLevel.SERIOUS), make_case()
    assert shown(desk, level="SERIOUS") == [serious.reference]
    assert shown(desk, level="NONE") == [unscreened.reference]


def test_the_list_is_narrowed_to_what_is_late(desk: Client) -> None:
    late, soon = make_case(), make_case()
    owe(late, days=200)
    owe(soon, days=10)
    assert shown(desk, late="on") == [late.reference]


def test_a_filter_in_force_can_be_taken_off(desk: Client) -> None:
    text = desk.get(reverse("desk:cases"), {"level": "SERIOUS", "late": "on"}).text
    assert "Remove this filter:</span> Serious risk" in text
    assert f'href="{reverse("desk:cases")}?late=on"' in text


@pytest.mark.parametrize(
    "asked", ["?status=NONSENSE", "?level=%00&late=", "?from=nowhere", "?from=_x&status=1"]
)
def test_nonsense_is_refused_and_leads_on(desk: Client, asked: str) -> None:
    answer = desk.get(reverse("desk:cases") + asked)
    assert answer.status_code == 400
    assert f'href="{reverse("desk:cases")}"' in answer.text


def test_an_empty_list_says_why(desk: Client) -> None:
    assert "No open case" in desk.get(reverse("desk:cases")).text
    narrowed = desk.get(reverse("desk:cases"), {"level": "SERIOUS"}).text
    assert "No case is like that" in narrowed


def test_a_list_of_children_leaves_one_read_event(desk: Client) -> None:
    cases = {make_case().pk, make_case().pk}
    desk.get(reverse("desk:cases"))
    assert set(ReadEvent.objects.get().record_ids) == cases


def make_many(count: int) -> None:
    """Bulk cases of one child's authority; only the number of rows differs."""
    plain = make_case()
    Case.objects.bulk_create(
        Case(
            reference=references.new("CSE"),
            child=plain.child,
            authority=plain.authority,
            status=CaseStatus.CLOSED,
            opened_at=NOW,
            closed_at=NOW,
        )
        for _ in range(count)
    )


def test_the_worklist_asks_the_same_at_any_length(
    desk: Client, django_assert_max_num_queries: Any
) -> None:
    asked = {"status": [CaseStatus.CLOSED, CaseStatus.SCREENING]}
    desk.get(reverse("desk:cases"))  # the first page of a session also writes when it began
    lengths, queries = [], []
    for count in (10, 990):
        make_many(count)
        with django_assert_max_num_queries(8 + 2) as captured:  # session and user
            answer = desk.get(reverse("desk:cases"), asked)
        queries.append(len(captured))
        lengths.append(len(shown(desk, **asked)))
        assert len(answer.content) < 40_000
    assert queries[0] == queries[1]
    assert lengths == [11, 50]


def test_counts_over_a_thousand_are_not_counted_on(desk: Client) -> None:
    make_many(1010)
    text = desk.get(reverse("desk:cases"), {"status": "CLOSED"}).text
    assert "More than 1,000 cases" in text


def test_paging_walks_every_case_once(desk: Client) -> None:
    make_many(120)
    seen, url = [], f"{reverse('desk:cases')}?status=CLOSED"
    while url:
        text = desk.get(url).text
        seen += re.findall(r">(CSE-\w{4}-\w{4})<", text)
        found = re.search(r'href="([^"]+)" rel="next"', text)
        url = found[1].replace("&amp;", "&") if found else ""
    assert len(seen) == len(set(seen)) == 120
