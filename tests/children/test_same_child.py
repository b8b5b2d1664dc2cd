"""Two records are one child: only the pointer moves, and every barrier of either holds for both."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from agencies import access
from agencies import services as agencies
from agencies.models import Exclusion, Restriction, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.services import open_case
from children.models import Child, Merge
from children.services import same_child
from core.refusals import Invalid, NotNow
from tests.agencies.factories import UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def known(**details: object) -> Child:
    """A child with an open case, so that a coordinator reads the record."""
    return make_case(child=make_child(**details)).child


def join(one: Child, other: Child, *, at: datetime = NOW) -> Merge:
    return same_child(one, as_=other, because="The school confirmed it.", by=None, at=at)


def reads(who: User, *children: Child) -> list[bool]:
    fresh = User.objects.get(pk=who.pk)
    return [access.can(fresh, Permission.CHILD_VIEW, child) for child in children]


def test_only_the_pointer_moves() -> None:
    one, other = known(given_name="Bex"), known(given_name="Rebecca")
    before = Child.objects.filter(pk=one.pk).values().get()
    merge = join(one, other)
    after = Child.objects.filter(pk=one.pk).values().get()
    assert after == {**before, "identity_id": other.identity_id}
    assert [row.pk for row in merge.moved.all()] == [one.pk]


def test_a_record_is_not_merged_with_itself() -> None:
    one = known()
    with pytest.raises(Invalid, match="itself"):
        join(one, Child.objects.get(pk=one.pk))


def test_what_is_one_already_says_who_said_so() -> None:
    one, other = known(), known()
    by = UserFactory(name="Sedge Bracket")
    same_child(one, as_=other, because="x", by=by, at=NOW)
    for first, second in permutations((one, other)):
        with pytest.raises(NotNow, match="Sedge Bracket said so on 5 January 2026"):
            join(first, second, at=LATER)


def test_no_cycle_of_merges_can_close() -> None:
    one, other, third = known(), known(), known()
    join(one, other)
    join(other, third)
    assert len({row.identity_id for row in Child.objects.all()}) == 1
    with pytest.raises(NotNow, match="already"):
        join(third, one)


@pytest.mark.parametrize("turned", [False, True])
def test_a_restriction_of_either_record_holds_for_both(turned: bool, coordinator: User) -> None:
    one, other = known(), known()
    named = UserFactory(role=Role.COORDINATOR)
    agencies.restrict(one.pk, to=[named], because="Staff child", by=None, at=NOW)
    assert reads(coordinator, one, other) == [False, True]
    join(*((other, one) if turned else (one, other)))
    assert reads(coordinator, one, other) == [False, False]
    assert reads(named, one, other) == [True, True]


@pytest.mark.parametrize("turned", [False, True])
def test_an_exclusion_of_either_record_holds_for_both(turned: bool, coordinator: User) -> None:
    one, other = known(), known()
    agencies.exclude(one.pk, user=coordinator, because="A relative", by=None, at=NOW)
    join(*((other, one) if turned else (one, other)))
    assert reads(coordinator, one, other) == [False, False]


def test_an_agency_barred_from_one_is_barred_from_both(coordinator: User) -> None:
    one, other = known(), known()
    agencies.exclude(other.pk, agency=agency("CSE_TEAM"), because="x", by=None, at=NOW)
    join(one, other)
    assert reads(coordinator, one, other) == [False, False]


def test_nobody_gains_only_who_is_named_for_both_reads(coordinator: User) -> None:
    one, other = known(), known()
    first, second = (UserFactory(role=Role.COORDINATOR) for _ in range(2))
    agencies.restrict(one.pk, to=[first, coordinator], because="x", by=None, at=NOW)
    agencies.restrict(other.pk, to=[second, coordinator], because="x", by=None, at=NOW)
    join(one, other)
    assert reads(first, one, other) == [False, False]
    assert reads(second, one, other) == [False, False]
    assert reads(coordinator, one, other) == [True, True]


def test_a_merge_that_nobody_could_read_afterwards_is_refused() -> None:
    one, other = known(), known()
    steward = UserFactory(role=Role.STEWARD)
    for child in (one, other):
        named = [UserFactory(role=Role.COORDINATOR), steward]
        agencies.restrict(child.pk, to=named, because="x", by=None, at=NOW)
    with pytest.raises(NotNow, match="named for both"):
        join(one, other)


def test_a_barrier_set_later_on_either_record_holds_for_both(coordinator: User) -> None:
    one, other, third = known(), known(), known()
    join(one, other)
    agencies.exclude(other.pk, user=coordinator, because="A relative", by=None, at=LATER)
    assert reads(coordinator, one, other, third) == [False, False, True]
    named = UserFactory(role=Role.COORDINATOR)
    agencies.restrict(one.pk, to=[named], because="x", by=None, at=LATER)
    assert reads(named, one, other) == [True, True]
    assert reads(UserFactory(role=Role.COORDINATOR), one, other) == [False, False]


def test_a_third_record_takes_every_barrier_once(coordinator: User) -> None:
    one, other, third = known(), known(), known()
    agencies.exclude(one.pk, user=coordinator, because="A relative", by=None, at=NOW)
    join(one, other)
    join(third, one)
    assert reads(coordinator, one, other, third) == [False] * 3
    rows = Exclusion.objects.values_list("subject_id", flat=True)
    assert sorted(rows) == sorted([one.pk, other.pk, third.pk])


def test_a_copy_ends_with_the_barrier_it_repeats(coordinator: User) -> None:
    one, other = known(), known()
    row = agencies.restrict(
        one.pk, to=[UserFactory(role=Role.COORDINATOR)], because="x", by=None, at=NOW
    )
    join(one, other)
    Restriction.objects.filter(pk=row.pk).update(until_at=LATER)
    assert reads(coordinator, one, other) == [True, True]


def test_whoever_is_named_later_is_named_for_both(coordinator: User) -> None:
    one, other = known(), known()
    named = [UserFactory(role=Role.COORDINATOR)]
    row = agencies.restrict(one.pk, to=named, because="x", by=None, at=NOW)
    join(one, other)
    row.named.create(user=coordinator)
    assert reads(coordinator, one, other) == [True, True]


def test_what_leads_to_one_record_leads_to_the_other() -> None:
    one, other = known(), make_child()
    coordinator = UserFactory(role=Role.COORDINATOR)
    assert reads(coordinator, one, other) == [True, False]
    join(other, one)
    assert reads(coordinator, one, other) == [True, True]


def test_open_case_finds_the_case_of_the_other_record() -> None:
    one, other = known(), make_child()
    stale = Child.objects.select_related("identity").get(pk=other.pk)
    join(other, one)
    case = open_case(stale, authority=authority(), by=None, at=LATER)
    assert case.child_id == one.pk
