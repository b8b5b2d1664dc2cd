"""Every six months somebody looks at each post of each agency (requirement AUTHN-6)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.db import IntegrityError, transaction

from agencies import access, services
from agencies.models import Agency, Membership, User
from agencies.permissions import Permission
from agencies.roles import Role
from core.models import Event, JobRun
from core.refusals import Invalid, NotNow, OutOfReach
from duties.models import AccessReview, Clock, ClockLimit, Duty, ReviewedPost
from duties.selectors import duties_for
from duties.services import Decision, open_access_reviews, sign_off_review
from duties.tasks import open_access_reviews as daily_job
from tests.agencies.factories import DUDLEY, SANDWELL, AgencyFactory, UserFactory, authority

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
KEEP, END = Decision.KEEP, Decision.END


@pytest.fixture
def school() -> Agency:
    return AgencyFactory(name="An Invented School")


@pytest.fixture
def admin() -> User:
    """An administrator, whose own agency owes no review yet."""
    user = UserFactory(role=Role.SYS_ADMIN, role__agency=AgencyFactory())
    user.memberships.update(from_on=date(2025, 12, 1))
    return user


def works_at(agency: Agency, *, since: date = date(2025, 1, 1), **more: object) -> Membership:
    return services.appoint(
        UserFactory(**more),
        agency=agency,
        role=Role.REFERRER,
        authority=authority(),
        from_on=since,
        by=None,
        at=START,
    )


def opened(at: datetime, code: str = DUDLEY) -> list[AccessReview]:
    return open_access_reviews(authority(code), at=at)


def review_of(agency: Agency, at: datetime = START) -> AccessReview:
    (review,) = [one for one in opened(at) if one.agency == agency]
    return review


def deciding(posts: Iterable[Membership], decision: Decision) -> dict[uuid.UUID, Decision]:
    return {post.pk: decision for post in posts}


def test_a_review_opens_for_an_agency_with_posts_and_its_duty_is_the_administrators(
    school: Agency, admin: User
) -> None:
    works_at(school)
    AgencyFactory(name="An agency without posts")
    review = review_of(school)
    assert [one.agency for one in AccessReview.objects.all()] == [school]
    duty = Duty.objects.get(record_id=review.pk)
    assert (duty.clock, duty.owner_role) == (Clock.REVIEW_ACCESS, Role.SYS_ADMIN)
    assert duty in duties_for(admin)
    neighbour = UserFactory(role=Role.SYS_ADMIN, role__serving=authority(SANDWELL))
    assert duty not in duties_for(neighbour)


def test_a_new_agency_is_reviewed_six_months_after_its_first_post(school: Agency) -> None:
    works_at(school, since=date(2026, 1, 5))
    works_at(school, since=date(2026, 3, 5))
    assert opened(datetime(2026, 7, 4, 9, tzinfo=UTC)) == []
    assert review_of(school, datetime(2026, 7, 5, 9, tzinfo=UTC))


def test_the_next_review_opens_six_months_after_the_last_was_signed_off(
    school: Agency, admin: User
) -> None:
    post = works_at(school)
    review = review_of(school)
    late = START + timedelta(days=40)
    sign_off_review(review, decisions=deciding([post], KEEP), by=admin, at=late)
    due = datetime(2026, 8, 14, 9, tzinfo=UTC)
    assert school not in {one.agency for one in opened(due - timedelta(days=1))}
    assert school in {one.agency for one in opened(due + timedelta(hours=1))}


def test_time_travel_the_daily_job_opens_one_review_each_half_year(
    school: Agency, admin: User
) -> None:
    post, days = works_at(school), list[int]()
    with time_machine.travel(START, tick=False) as clock:
        for day in range(0, 760, 5):
            clock.move_to(START + timedelta(days=day))
            daily_job()
            daily_job()
            for review in AccessReview.objects.filter(agency=school, signed_off_at=None):
                days.append(day)
                now = START + timedelta(days=day)
                sign_off_review(review, decisions=deciding([post], KEEP), by=admin, at=now)
    assert len(days) == 5
    assert all(180 < later - day < 190 for day, later in pairwise(days))
    assert not Duty.objects.filter(record_id__in=_ids(school), status=Duty.Status.OPEN).exists()


def _ids(agency: Agency) -> list[uuid.UUID]:
    return list(AccessReview.objects.filter(agency=agency).values_list("pk", flat=True))


def test_a_review_nobody_does_is_not_opened_again(school: Agency) -> None:
    works_at(school)
    for day in (0, 1, 30, 400):
        opened(START + timedelta(days=day))
    assert AccessReview.objects.filter(agency=school).count() == 1


def test_two_schedulers_open_once(school: Agency) -> None:
    works_at(school)
    assert len(opened(START)) == 1
    assert opened(START) == []
    assert JobRun.objects.get().outcome == "opened 1"


def test_the_database_holds_one_open_review_of_an_agency(school: Agency) -> None:
    works_at(school)
    review = review_of(school)
    with pytest.raises(IntegrityError, match="one_open_access_review"), transaction.atomic():
        AccessReview.objects.create(
            reference="AR-X", agency=school, authority=review.authority, opened_at=START
        )


def test_an_authority_may_have_a_limit_of_its_own(school: Agency) -> None:
    works_at(school, since=date(2026, 1, 5))
    ClockLimit.objects.create(
        clock=Clock.NEXT_ACCESS_REVIEW, authority=authority(), amount=3, unit="MONTHS", source="x"
    )
    assert review_of(school, datetime(2026, 4, 5, 9, tzinfo=UTC))


def test_a_region_wide_agency_is_reviewed_by_each_authority_it_serves(admin: User) -> None:
    region = AgencyFactory(authority=None)
    here = works_at(region)
    there = UserFactory(role=Role.POLICE_CSE, role__agency=region)
    there.memberships.update(authority=authority(SANDWELL))
    review = review_of(region)
    sign_off_review(review, decisions=deciding([here], END), by=admin, at=START)
    assert [row.post for row in review.posts.all()] == [here]
    assert region in {one.agency for one in opened(START, SANDWELL)}


def test_sign_off_keeps_and_ends_posts_and_writes_down_what_was_decided(
    school: Agency, admin: User
) -> None:
    seen = START - timedelta(days=3)
    stays, goes = works_at(school, last_login=seen), works_at(school)
    review = review_of(school)
    decisions = {stays.pk: KEEP, goes.pk: END}
    sign_off_review(review, decisions=decisions, by=admin, at=START)
    rows = {row.post: row for row in ReviewedPost.objects.filter(review=review)}
    assert {post: row.decision for post, row in rows.items()} == {stays: KEEP, goes: END}
    assert rows[stays].last_signed_in_at == seen
    review.refresh_from_db()
    assert (review.signed_off_by, review.signed_off_at) == (admin, START)
    with time_machine.travel(START):
        assert access.can(User.objects.get(pk=stays.user_id), Permission.REFERRAL_MAKE)
        assert not access.can(User.objects.get(pk=goes.user_id), Permission.REFERRAL_MAKE)
    assert Duty.objects.get(record_id=review.pk).status == Duty.Status.DONE
    told = Event.objects.get(name="access_review.signed_off")
    assert told.facts == {"kept": 1, "ended": 1}


def test_sign_off_refuses_a_skipped_post_by_name_and_changes_nothing(
    school: Agency, admin: User
) -> None:
    first, second = works_at(school), works_at(school, name="Tansy Ladle")
    review = review_of(school)
    with pytest.raises(Invalid, match="Left out: Tansy Ladle, Practitioner"):
        sign_off_review(review, decisions=deciding([first], END), by=admin, at=START)
    assert not ReviewedPost.objects.exists()
    assert not Membership.objects.filter(pk__in=[first.pk, second.pk]).exclude(until_on=None)


def test_sign_off_refuses_a_post_that_was_given_meanwhile(school: Agency, admin: User) -> None:
    post = works_at(school)
    review = review_of(school)
    works_at(school, name="Myrtle Anchor")
    with pytest.raises(Invalid, match="Myrtle Anchor"):
        sign_off_review(review, decisions=deciding([post], KEEP), by=admin, at=START)


def test_a_post_that_ended_meanwhile_needs_no_decision(school: Agency, admin: User) -> None:
    stays, gone = works_at(school), works_at(school)
    review = review_of(school)
    services.end_post(gone, on=START.date(), by=None, at=START)
    sign_off_review(review, decisions=deciding([stays, gone], KEEP), by=admin, at=START)
    assert [row.post for row in review.posts.all()] == [stays]


def test_a_review_is_signed_off_once(school: Agency, admin: User) -> None:
    post = works_at(school)
    review = review_of(school)
    same = AccessReview.objects.get(pk=review.pk)
    sign_off_review(review, decisions=deciding([post], KEEP), by=admin, at=START)
    with pytest.raises(NotNow, match=f"{admin.name} has signed this review off already"):
        sign_off_review(same, decisions=deciding([post], END), by=admin, at=START)
    post.refresh_from_db()
    assert post.until_on is None


@pytest.mark.parametrize("role", [Role.TEAM_MANAGER, Role.CALDICOTT_IG])
def test_only_an_administrator_of_the_authority_signs_off(school: Agency, role: Role) -> None:
    post = works_at(school)
    review = review_of(school)
    neighbour = UserFactory(role=Role.SYS_ADMIN, role__serving=authority(SANDWELL))
    for user in (UserFactory(role=role), neighbour):
        with pytest.raises(OutOfReach):
            sign_off_review(review, decisions=deciding([post], KEEP), by=user, at=START)
