"""The list of what a case owes: whose it is, who covers today, and who has said they have it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from core.templatetags.portal import uk_date, uk_datetime
from desk.sections import overview
from duties import services
from duties.models import Clock, Cover
from duties.selectors import covering_today
from duties.services import Owner
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import OPENED, make_case
from tests.duties.factories import open_duty_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make_case()


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR, name="Ayo Clerk")


@pytest.fixture
def owner() -> User:
    return UserFactory(role=Role.SCREENER, name="Invented Owner")


def hints(case: Case, viewer: User) -> list[list[str]]:
    return [task.hint.split("\n") for task in overview(viewer_of(viewer), case, None).owed]


def cover(away: User, *, first: int = 0, last: int = 7, name: str = "Invented Deputy") -> Cover:
    today = timezone.localdate()
    return services.name_cover(
        away,
        cover=UserFactory(role=Role.SCREENER, name=name),
        from_on=today + timedelta(days=first),
        until_on=today + timedelta(days=last),
        by=away,
        at=timezone.now(),
    )


def owed(case: Case, owner: User, **details: Any) -> Any:
    said = {"starts_at": OPENED, "owner": Owner(person=owner), **details}
    return open_duty_of(case, Clock.RESCREEN, **said)


def test_a_duty_names_the_role_or_the_person_that_owes_it(
    case: Case, coordinator: User, owner: User
) -> None:
    open_duty_of(case, Clock.URGENT_DECISION, starts_at=OPENED)
    owed(case, owner)
    assert hints(case, coordinator) == [["CSE coordinator"], ["Invented Owner"]]


def test_who_has_acknowledged_it_is_named_with_the_moment(
    case: Case, coordinator: User, client: Client
) -> None:
    duty = open_duty_of(case, Clock.URGENT_DECISION, starts_at=OPENED)
    now = timezone.now()
    services.acknowledge(duty, by=coordinator, at=now)
    said = f"Ayo Clerk has it since {uk_datetime(now)}"
    assert hints(case, coordinator) == [["CSE coordinator", said]]
    page = sign_in(client, coordinator).get(reverse("desk:case", args=[case.pk])).text
    assert f"CSE coordinator<br>{said}" in page


def test_who_covers_for_the_owner_today_is_named(
    case: Case, coordinator: User, owner: User
) -> None:
    row = cover(owner)
    owed(case, owner)
    said = f"Away: Invented Deputy covers until {uk_date(row.until_on)}"
    assert hints(case, coordinator) == [["Invented Owner", said]]


@pytest.mark.parametrize(("first", "last"), [(1, 7), (-7, -1)])
def test_cover_before_and_after_its_days_is_not(
    first: int, last: int, case: Case, coordinator: User, owner: User
) -> None:
    row = cover(owner)
    today = timezone.localdate()
    Cover.objects.filter(pk=row.pk).update(
        from_on=today + timedelta(days=first), until_on=today + timedelta(days=last)
    )
    owed(case, owner)
    assert hints(case, coordinator) == [["Invented Owner"]]


def test_cover_that_was_ended_is_not(case: Case, coordinator: User, owner: User) -> None:
    row = cover(owner)
    services.end_cover(row, by=owner, at=timezone.now())
    owed(case, owner)
    assert hints(case, coordinator) == [["Invented Owner"]]


def test_nobody_asked_of_is_no_question(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert covering_today([None]) == {}


def test_the_list_asks_as_often_however_much_is_owed(coordinator: User) -> None:
    few, many = make_case(), make_case()

    def asked(case: Case) -> int:
        with CaptureQueriesContext(connection) as captured:
            overview(viewer_of(coordinator), case, None)
        return len(captured)

    clocks = [Clock.RESCREEN, Clock.PLAN_REVIEW, Clock.INITIAL_MASE, Clock.COUNTERSIGN]
    for case, kinds in ((few, clocks[:1]), (many, clocks)):
        for clock in kinds:
            away = UserFactory(role=Role.SCREENER)
            cover(away)
            open_duty_of(case, clock, starts_at=OPENED, owner=Owner(person=away))
    asked(few)
    assert asked(many) == asked(few)
