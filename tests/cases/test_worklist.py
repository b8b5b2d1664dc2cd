"""The worklist gives the rows the one predicate gives, in order, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle

import pytest
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies import access
from agencies import services as agencies
from agencies.models import Authority, Membership, Restriction, Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.worklist import ORDER, After, count_of, pages
from cases.models import Case, CaseStatus
from cases.selectors import cases_counted, cases_page
from cases.services import allocate, step_up
from core.refusals import Unreadable
from duties.models import Clock
from tests.agencies.factories import LONG_AGO, SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
BOTH = (CaseStatus.SCREENING, CaseStatus.WITH_SOCIAL_CARE)


def share(case: Case, code: str, role: Role, **more: object) -> None:
    access.share(
        case,
        agency=agency(code),
        role=role,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="They know the family.",
        by=None,
        at=NOW,
        **more,  # type: ignore[arg-type]
    )


def case_with_due_time(place: int, where: Authority) -> Case:
    case = make_case(where=where)
    if place % 3:
        open_duty_of(case, Clock.RESCREEN, starts_at=NOW + timedelta(days=place % 7))
    if place % 4 == 1:
        step_up(case, by=None, at=NOW, because="Section 47.")
    return case


@pytest.fixture
def worker() -> User:
    """A social worker who is a direct worker in another agency as well."""
    user = UserFactory(role=Role.SOCIAL_WORKER)
    agencies.appoint(
        user,
        agency=agency("PHASE"),
        role=Role.DIRECT_WORKER,
        authority=authority(),
        from_on=LONG_AGO.date(),
        by=None,
        at=LONG_AGO,
    )
    return user


@pytest.fixture
def cases(worker: User) -> list[Case]:
    """Forty cases reached in every way there is, and not reached in every way there is."""
    places: Iterator[Authority] = cycle((authority(), authority(SANDWELL)))
    rows = [case_with_due_time(place, next(places)) for place in range(40)]
    for case in rows[0:12]:
        share(case, "CSC", Role.SOCIAL_WORKER)
    for case in rows[8:16]:
        share(case, "PHASE", Role.DIRECT_WORKER)
    for case in rows[16:18]:
        share(case, "CSC", Role.SOCIAL_WORKER, until=NOW + timedelta(days=1))
    for case in rows[18:22]:
        share(case, "CSC", Role.SOCIAL_WORKER, person=worker)
    for case in rows[20:26]:
        allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=NOW)
    for case in rows[24:28]:
        allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, user=worker, by=None, at=NOW)
    agencies.restrict(
        rows[3].child_id, to=[UserFactory(role=Role.COORDINATOR)], because="x", by=None, at=NOW
    )
    agencies.exclude(rows[9].child_id, user=worker, because="A relative", by=None, at=NOW)
    agencies.exclude(rows[25].child_id, agency=agency("PHASE"), because="x", by=None, at=NOW)
    return rows


def expected(who: User, statuses: tuple[CaseStatus, ...] = BOTH) -> list[Case]:
    rows = Case.objects.filter(status__in=statuses)
    return list(access.visible(who, Permission.CASE_VIEW, rows).order_by(*ORDER))


def walked(who: User, only: Q | None = None, size: int = 7) -> list[Case]:
    rows: list[Case] = []
    after: After | None = None
    while True:
        page = cases_page(who, statuses=BOTH, after=after, only=only, size=size)
        rows += page.rows
        if page.following is None:
            return rows
        after = After.read(str(page.following))


def test_pages_hold_what_the_predicate_shows_in_order(worker: User, cases: list[Case]) -> None:
    assert len(expected(worker)) == 23
    assert walked(worker) == expected(worker)


def test_a_rare_filter_pages_the_same_way(worker: User, cases: list[Case]) -> None:
    few = Q(pk__in=[case.pk for case in cases[:20]])
    wanted = [case for case in expected(worker) if case in cases[:20]]
    assert walked(worker, only=few, size=3) == wanted


def test_one_state_holds_only_its_cases(worker: User, cases: list[Case]) -> None:
    one = (CaseStatus.WITH_SOCIAL_CARE,)
    assert cases_page(worker, statuses=one).rows == expected(worker, one)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SCREENER, Role.AUDITOR, Role.POLICE_CSE])
def test_every_reach_agrees_with_the_predicate(role: Role, cases: list[Case]) -> None:
    user = UserFactory(role=role)
    assert walked(user) == expected(user)


def test_the_coordinator_walks_the_authority_without_the_restricted(cases: list[Case]) -> None:
    user = UserFactory(role=Role.COORDINATOR)
    assert len(walked(user)) == 20
    agencies.restrict(cases[0].child_id, to=[UserFactory()], because="x", by=None, at=NOW)
    assert len(walked(user)) == 19


def test_a_role_without_the_permission_has_an_empty_list(cases: list[Case]) -> None:
    user = UserFactory(role=Role.ANALYST)
    assert cases_page(user, statuses=BOTH).rows == []
    assert cases_counted(user, statuses=BOTH) == 0


def test_a_count_is_of_different_cases(worker: User, cases: list[Case]) -> None:
    assert cases_counted(worker, statuses=BOTH) == 23


def test_a_count_stops_behind_a_thousand(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = make_case()
    Case.objects.bulk_create(
        Case(
            reference=f"CSE-{place}",
            child=first.child,
            authority=authority(),
            status=CaseStatus.CLOSED,
            opened_at=NOW,
            closed_at=NOW,
        )
        for place in range(1200)
    )
    user = User.objects.get(pk=UserFactory(role=Role.COORDINATOR).pk)
    with django_assert_num_queries(2):
        assert cases_counted(user, statuses=[CaseStatus.CLOSED]) == 1001


def test_a_page_is_one_query_beside_the_viewer(
    worker: User, cases: list[Case], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = User.objects.get(pk=worker.pk)
    with django_assert_num_queries(2):
        page = cases_page(user, statuses=BOTH)
        assert [case.child.full_name for case in page.rows]


@pytest.mark.parametrize("few", [0, 1000])
@pytest.mark.parametrize("most", [1, 5, 22, 23, 1000])
def test_a_count_reads_on_past_barred_rows_and_rows_that_come_twice(
    worker: User, cases: list[Case], monkeypatch: pytest.MonkeyPatch, few: int, most: int
) -> None:
    monkeypatch.setattr(pages, "SPARE", 0)
    monkeypatch.setattr(pages, "FEW", few)
    pages._count.cache_clear()
    counted = count_of(worker, Permission.CASE_VIEW, Case, statuses=BOTH, most=most)
    pages._count.cache_clear()
    assert counted == min(most + 1, 23)


def seen(who: User, case: Case) -> list[bool]:
    """In the list, in the count and by its address, asked as the next request would."""
    fresh = User.objects.get(pk=who.pk)
    opened = access.fetch(fresh, Permission.CASE_VIEW, Case, case.pk)
    listed = cases_page(fresh, statuses=BOTH).rows
    return [case in listed, cases_counted(fresh, statuses=BOTH) == 1, opened == case]


YES, NO = [True] * 3, [False] * 3


@pytest.fixture
def social_worker() -> User:
    return UserFactory(role=Role.SOCIAL_WORKER)


def test_a_grant_shows_at_once_and_ends_at_once(social_worker: User) -> None:
    case = make_case()
    assert seen(social_worker, case) == NO
    share(case, "CSC", Role.SOCIAL_WORKER)
    assert seen(social_worker, case) == YES
    access.end_share(case, Share.objects.get(record_id=case.pk), at=NOW)
    assert seen(social_worker, case) == NO


@pytest.mark.parametrize("by_name", [True, False])
def test_a_grant_ends_by_the_clock_with_nothing_written(social_worker: User, by_name: bool) -> None:
    case, person = make_case(), {"person": social_worker} if by_name else {}
    soon = timezone.now() + timedelta(seconds=1)
    share(case, "CSC", Role.SOCIAL_WORKER, until=soon, **person)
    assert seen(social_worker, case) == YES
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep_until(%s)", [soon])
    assert seen(social_worker, case) == NO


@pytest.mark.parametrize("personal", [True, False])
def test_an_allocation_shows_at_once(social_worker: User, personal: bool) -> None:
    case, user = make_case(), social_worker if personal else None
    assert seen(social_worker, case) == NO
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, user=user, by=None, at=NOW)
    assert seen(social_worker, case) == YES


def test_a_restriction_holds_at_once_and_frees_at_once(social_worker: User) -> None:
    case, named = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    share(case, "CSC", Role.SOCIAL_WORKER)
    assert seen(social_worker, case) == YES
    row = agencies.restrict(case.child_id, to=[named], because="x", by=None, at=NOW)
    assert (seen(social_worker, case), seen(named, case)) == (NO, YES)
    Restriction.objects.filter(pk=row.pk).update(until_at=NOW)
    assert seen(social_worker, case) == YES


@pytest.mark.parametrize("whole_agency", [True, False])
def test_an_exclusion_holds_at_once(social_worker: User, whole_agency: bool) -> None:
    case, colleague = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    share(case, "CSC", Role.SOCIAL_WORKER)
    assert seen(social_worker, case) == YES
    barred = {"agency": agency("CSC")} if whole_agency else {"user": social_worker}
    agencies.exclude(case.child_id, because="A relative", by=None, at=NOW, **barred)
    assert seen(social_worker, case) == NO
    assert seen(colleague, case) == (NO if whole_agency else YES)


def test_a_post_shows_its_cases_at_once_and_no_longer_than_it_lasts(social_worker: User) -> None:
    case = make_case()
    share(case, "PHASE", Role.DIRECT_WORKER)
    assert seen(social_worker, case) == NO
    post = agencies.appoint(
        *(social_worker,),
        agency=agency("PHASE"),
        role=Role.DIRECT_WORKER,
        from_on=LONG_AGO.date(),
        by=None,
        at=LONG_AGO,
    )
    assert seen(social_worker, case) == YES
    Membership.objects.filter(pk=post.pk).update(until_on=LONG_AGO.date())
    assert seen(social_worker, case) == NO


@pytest.mark.parametrize("text", ["", "x", "2026_1", "2026-01-05T09:00:00+00:00_no", "_" * 9])
def test_a_place_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        After.read(text)
