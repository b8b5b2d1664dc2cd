"""Who covers sees what a colleague owes and holds by name, from the first day to the last."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.access import viewer_of
from agencies.models import Agency, User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.services import restrict
from cases.models import Case
from cases.services import allocate
from core.refusals import Invalid, NotNow, OutOfReach
from duties import services
from duties.models import Clock, Cover
from duties.selectors import addresses_owing, duties_for
from duties.services import Owner
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of
from tests.jobs import jobs_run_at_once

pytestmark = pytest.mark.django_db
__all__ = ["jobs_run_at_once"]
DAY = timedelta(days=1)


@pytest.fixture
def away() -> User:
    return UserFactory(role=Role.SCREENER)


@pytest.fixture
def deputy() -> User:
    return UserFactory(role=Role.SCREENER)


def cover(
    away: User, deputy: User, *, first: int = 0, last: int = 7, by: User | None = None
) -> Cover:
    now = timezone.now()
    today = timezone.localdate()
    return services.name_cover(
        away,
        cover=deputy,
        from_on=today + first * DAY,
        until_on=today + last * DAY,
        by=by or away,
        at=now,
    )


@pytest.mark.parametrize(("first", "last", "sees"), [(0, 0, True), (1, 5, False), (-5, 0, True)])
def test_cover_holds_from_its_first_day_to_its_last(
    away: User, deputy: User, first: int, last: int, sees: bool
) -> None:
    duty = open_duty_of(
        make_case(), Clock.RESCREEN, starts_at=timezone.now(), owner=Owner(person=away)
    )
    assert not duties_for(viewer_of(deputy))
    cover(away, deputy, first=first, last=last)
    assert (duty in duties_for(viewer_of(deputy))) is sees
    assert duty in duties_for(viewer_of(away))


def test_cover_that_ended_shows_nothing_more(away: User, deputy: User) -> None:
    open_duty_of(make_case(), Clock.RESCREEN, starts_at=timezone.now(), owner=Owner(person=away))
    row = cover(away, deputy)
    services.end_cover(row, by=away, at=timezone.now())
    assert not duties_for(viewer_of(deputy))
    with pytest.raises(NotNow):
        services.end_cover(row, by=away, at=timezone.now())


def test_cover_opens_no_restricted_child(away: User, deputy: User) -> None:
    case = make_case()
    open_duty_of(case, Clock.RESCREEN, starts_at=timezone.now(), owner=Owner(person=away))
    cover(away, deputy)
    restrict(case.child_id, to=[away], because="Named", by=None, at=timezone.now())
    assert not duties_for(viewer_of(deputy))
    assert duties_for(viewer_of(away))


def worker() -> User:
    return UserFactory(role=Role.SOCIAL_WORKER)


def given_to(person: User, *, role: Role = Role.SOCIAL_WORKER) -> Case:
    case = make_case()
    post = viewer_of(person).posts[0]
    at, where = timezone.now(), Agency.objects.get(pk=post.agency_id)
    allocate(case, agency=where, role=role, user=person, by=None, at=at)
    return case


@pytest.mark.parametrize(("first", "last", "opens"), [(0, 0, True), (1, 5, False)])
def test_cover_opens_the_cases_of_who_is_away(first: int, last: int, opens: bool) -> None:
    person, deputy = worker(), worker()
    case = given_to(person)
    assert not access.can(deputy, Permission.CASE_VIEW, case)
    row = cover(person, deputy, first=first, last=last)
    assert access.can(deputy, Permission.CASE_VIEW, case) is opens
    assert list(access.visible(deputy, Permission.CASE_VIEW, Case.objects.all())) == [case] * opens
    services.end_cover(row, by=person, at=timezone.now())
    assert not access.can(deputy, Permission.CASE_VIEW, case)
    assert access.can(person, Permission.CASE_VIEW, case)


def test_cover_opens_what_is_given_to_the_same_post_and_to_nobody_else() -> None:
    person, deputy, other = worker(), worker(), worker()
    in_another_role = given_to(person, role=Role.DIRECT_WORKER)
    somebody_elses = given_to(other)
    cover(person, deputy)
    for case in (in_another_role, somebody_elses):
        assert not access.can(deputy, Permission.CASE_VIEW, case)


def test_cover_opens_no_case_of_a_restricted_child() -> None:
    person, deputy = worker(), worker()
    case = given_to(person)
    cover(person, deputy)
    restrict(case.child_id, to=[person], because="Named", by=None, at=timezone.now())
    assert not access.can(deputy, Permission.CASE_VIEW, case)
    assert access.can(person, Permission.CASE_VIEW, case)


def test_whoever_covers_is_told_what_is_given_to_who_is_away(away: User, deputy: User) -> None:
    cover(away, deputy)
    now = timezone.now()
    duty = open_duty_of(make_case(), Clock.RESCREEN, starts_at=now, owner=Owner(person=away))
    assert addresses_owing(duty, at=now) == sorted([away.email, deputy.email])
    assert addresses_owing(duty, at=now + 30 * DAY) == [away.email]


def test_only_a_colleague_in_the_same_role_covers(away: User) -> None:
    with pytest.raises(Invalid, match="same role"):
        cover(away, UserFactory(role=Role.REFERRER))
    with pytest.raises(Invalid, match="same role"):
        cover(away, away)


def test_a_manager_names_cover_for_somebody_who_fell_ill(away: User, deputy: User) -> None:
    manager = UserFactory(role=Role.TEAM_MANAGER)
    assert cover(away, deputy, by=manager).by == manager
    with pytest.raises(OutOfReach):
        cover(deputy, away, by=UserFactory(role=Role.REFERRER))


@pytest.mark.parametrize(
    ("first", "last", "why"), [(3, 2, "before the first"), (-3, -1, "is over")]
)
def test_days_that_cannot_be_are_refused(
    away: User, deputy: User, first: int, last: int, why: str
) -> None:
    with pytest.raises(Invalid, match=why):
        cover(away, deputy, first=first, last=last)


def test_one_covers_at_a_time(away: User, deputy: User) -> None:
    cover(away, deputy, first=0, last=5)
    with pytest.raises(Invalid, match="End that first"):
        cover(away, UserFactory(role=Role.SCREENER), first=5, last=9)
    cover(away, deputy, first=6, last=9)


@pytest.mark.usefixtures("jobs_run_at_once")
def test_whoever_covers_is_told_without_a_name(
    away: User, deputy: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        cover(away, deputy)
    assert [message.to for message in mail.outbox] == [[deputy.email]]
    assert away.name not in mail.outbox[0].body


def test_it_is_named_and_ended_on_one_page(client: Client, away: User, deputy: User) -> None:
    sign_in(client, away)
    page = reverse("duties:cover")
    day: date = timezone.localdate()
    said = {
        "away": str(away.pk),
        "cover": str(deputy.pk),
        "from_on_day": day.day,
        "from_on_month": day.month,
        "from_on_year": day.year,
        "until_on_day": day.day,
        "until_on_month": day.month,
        "until_on_year": day.year,
    }
    assert client.post(page, said).status_code == 302
    assert deputy.name in client.get(page).content.decode()
    row = Cover.objects.get()
    assert client.post(page, {"end": str(row.pk)}).status_code == 302
    assert Cover.objects.get().ended_at
    assert client.post(page, {"end": "nothing"}).status_code == 404


def test_somebody_else_cannot_end_it(client: Client, away: User, deputy: User) -> None:
    row = cover(away, deputy)
    sign_in(client, UserFactory(role=Role.REFERRER))
    assert client.post(reverse("duties:cover"), {"end": str(row.pk)}).status_code == 404
    assert Cover.objects.get().ended_at is None


def test_whoever_covers_sees_it_and_cannot_end_it_but_the_manager_can(
    client: Client, away: User, deputy: User
) -> None:
    row = cover(away, deputy)
    page = reverse("duties:cover")
    sign_in(client, deputy)
    assert "End it" not in client.get(page).text
    assert client.post(page, {"end": str(row.pk)}).status_code == 404
    sign_in(client, UserFactory(role=Role.TEAM_MANAGER))
    assert "End it" in client.get(page).text
    assert client.post(page, {"end": str(row.pk)}).status_code == 302
