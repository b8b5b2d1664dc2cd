"""The engine itself: reach, barriers, grants, refusals. The tables of roles are in tests/access."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agencies import access, services
from agencies.models import Share, User
from agencies.permissions import DataClass, Permission
from agencies.roles import Role
from cases.models import Case
from cases.services import allocate
from core.refusals import Invalid, NotAllowed, OutOfReach
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def sees(who: User, case: Case) -> bool:
    fresh = User.objects.get(pk=who.pk)
    listed = access.visible(fresh, Permission.CASE_VIEW, Case.objects.all())
    return listed.filter(pk=case.pk).exists()


def share_with_schools(case: Case, **more: object) -> Share:
    return access.share(
        case,
        agency=agency("CSC"),
        role=Role.SOCIAL_WORKER,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="They hold the family's history.",
        by=None,
        at=NOW,
        **more,  # type: ignore[arg-type]
    )


def test_a_coordinator_sees_the_whole_authority_and_no_other() -> None:
    case = make_case()
    elsewhere = make_case(where=authority(SANDWELL))
    coordinator = UserFactory(role=Role.COORDINATOR)
    assert sees(coordinator, case)
    assert not sees(coordinator, elsewhere)


def test_a_role_without_allocation_opens_no_case() -> None:
    case = make_case()
    screener = UserFactory(role=Role.SCREENER)
    assert not sees(screener, case)
    allocate(case, agency=agency("CSE_TEAM"), role=Role.SCREENER, by=None, at=NOW)
    assert sees(screener, case)


def test_staff_and_superuser_flags_open_no_case() -> None:
    case = make_case()
    flagged = UserFactory(is_staff=True, is_superuser=True)
    assert not sees(flagged, case)


def test_a_share_opens_the_case_to_one_role_of_one_agency() -> None:
    case = make_case()
    worker, elsewhere = UserFactory(role=Role.SOCIAL_WORKER), UserFactory(role=Role.DIRECT_WORKER)
    assert not sees(worker, case)
    share_with_schools(case)
    assert sees(worker, case)
    assert not sees(elsewhere, case)


def test_a_grant_stands_while_any_share_is_live() -> None:
    case, worker = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    first, second = share_with_schools(case), share_with_schools(case)
    access.end_share(case, first, at=NOW + timedelta(hours=1))
    assert sees(worker, case)
    access.end_share(case, second, at=NOW + timedelta(hours=2))
    assert not sees(worker, case)


def test_an_expired_share_opens_nothing() -> None:
    case, worker = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    share_with_schools(case, until=NOW + timedelta(days=1))
    assert not sees(worker, case)


def test_a_share_without_a_reason_is_refused() -> None:
    with pytest.raises(Invalid):
        access.share(
            make_case(),
            agency=agency("CSC"),
            role=Role.SOCIAL_WORKER,
            purpose=Share.Purpose.PROTECT_CHILD,
            because="  ",
            by=None,
            at=NOW,
        )


def test_a_restricted_child_is_for_named_people_only() -> None:
    case = make_case()
    named, other = UserFactory(role=Role.COORDINATOR), UserFactory(role=Role.COORDINATOR)
    services.restrict(case.child_id, to=[named], because="Staff member's child", by=None, at=NOW)
    assert sees(named, case)
    assert not sees(other, case)


def test_an_exclusion_holds_above_every_grant() -> None:
    case, worker = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    share_with_schools(case)
    assert sees(worker, case)
    services.exclude(case.child_id, user=worker, because="A relative", by=None, at=NOW)
    assert not sees(worker, case)


def test_an_excluded_agency_sees_nothing() -> None:
    case, worker = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    share_with_schools(case)
    services.exclude(case.child_id, agency=agency("CSC"), because="Named", by=None, at=NOW)
    assert not sees(worker, case)


def test_as_agency_sees_what_was_shared_with_it_and_no_restricted_child() -> None:
    case = make_case()
    share_with_schools(case)
    look = access.as_agency(agency("CSC"), Role.SOCIAL_WORKER)
    assert access.visible(look, Permission.CASE_VIEW, Case.objects.all()).get() == case
    services.restrict(
        case.child_id,
        to=[UserFactory(role=Role.COORDINATOR)],
        because="Informant risk",
        by=None,
        at=NOW,
    )
    assert not access.visible(look, Permission.CASE_VIEW, Case.objects.all()).exists()


def test_an_exclusion_of_one_agency_leaves_the_others_their_sight() -> None:
    case = make_case()
    share_with_schools(case)
    services.exclude(case.child_id, agency=agency("WMP"), because="Named", by=None, at=NOW)
    look = access.as_agency(agency("CSC"), Role.SOCIAL_WORKER)
    assert access.visible(look, Permission.CASE_VIEW, Case.objects.all()).get() == case


def test_require_answers_404_out_of_reach_and_403_within() -> None:
    case = make_case()
    screener = UserFactory(role=Role.SCREENER)
    with pytest.raises(OutOfReach):
        access.require(screener, Permission.CASE_ALLOCATE, case)
    allocate(case, agency=agency("CSE_TEAM"), role=Role.SCREENER, by=None, at=NOW)
    fresh = User.objects.get(pk=screener.pk)
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        access.require(fresh, Permission.CASE_ALLOCATE, case)


def test_a_post_that_ended_opens_nothing() -> None:
    case, coordinator = make_case(), UserFactory(role=Role.COORDINATOR)
    post = coordinator.memberships.get()
    services.end_post(post, on=datetime(2020, 1, 1).date(), by=None, at=NOW)
    assert not sees(coordinator, case)


def test_health_detail_is_a_class_of_its_own() -> None:
    case = make_case()
    police = UserFactory(role=Role.POLICE_CSE)
    coordinator = UserFactory(role=Role.COORDINATOR)
    allocate(case, agency=agency("WMP"), role=Role.POLICE_CSE, by=None, at=NOW)
    assert sees(police, case)
    assert not access.may_read(police, DataClass.HEALTH, case)
    assert access.may_read(coordinator, DataClass.HEALTH, case)
