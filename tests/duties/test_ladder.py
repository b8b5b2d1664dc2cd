"""What is late climbs: coordinator, team manager, head; whoever says to have it holds it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from agencies.services import restrict
from cases.models import Case
from core.refusals import NotNow, OutOfReach
from duties import services
from duties.models import Clock, Duty, Raised, Rung
from duties.selectors import raised_to
from duties.selectors.ladder import may_climb
from duties.services import Owner
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of
from tests.jobs import jobs_run_at_once

pytestmark = pytest.mark.django_db
__all__ = ["jobs_run_at_once"]

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def manager() -> User:
    return UserFactory(role=Role.TEAM_MANAGER)


@pytest.fixture
def head() -> User:
    return UserFactory(role=Role.HEAD_OF_SERVICE)


def owed(**more: Any) -> Duty:
    """A screening owed by the screeners since Monday, late from Tuesday nine o'clock."""
    facts: dict[str, Any] = {"owner": Owner(role=Role.SCREENER), **more}
    return open_duty_of(make_case(), Clock.SCREEN_REFERRAL, **{"starts_at": MONDAY, **facts})


def reached(duty: Duty) -> list[str]:
    return list(Raised.objects.filter(duty=duty).order_by("number").values_list("role", flat=True))


LATE = MONDAY + DAY


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (LATE - HOUR, []),
        (LATE, [Role.COORDINATOR]),
        (LATE + DAY - HOUR, [Role.COORDINATOR]),
        (LATE + DAY, [Role.COORDINATOR, Role.TEAM_MANAGER]),
        (LATE + 2 * DAY, [Role.COORDINATOR, Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE]),
        (LATE + 30 * DAY, [Role.COORDINATOR, Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE]),
    ],
)
def test_what_is_late_climbs_a_rung_a_working_day(at: datetime, told: list[str]) -> None:
    duty = owed()
    moment = MONDAY
    while moment <= at:
        services.raise_late_duties(at=moment)
        moment += HOUR
    assert reached(duty) == told


def test_a_weekend_is_no_working_time() -> None:
    duty = owed(starts_at=MONDAY, due_at=MONDAY + 4 * DAY)
    friday = MONDAY + 4 * DAY
    services.raise_late_duties(at=friday)
    services.raise_late_duties(at=friday + 2 * DAY)
    assert reached(duty) == [Role.COORDINATOR]
    services.raise_late_duties(at=friday + 3 * DAY)
    assert reached(duty) == [Role.COORDINATOR, Role.TEAM_MANAGER]


def test_what_is_urgent_and_nobody_has_goes_on_in_half_hours() -> None:
    duty = owed(urgent=True)
    services.raise_late_duties(at=MONDAY + timedelta(minutes=29))
    assert reached(duty) == []
    services.raise_late_duties(at=MONDAY + timedelta(minutes=30))
    services.raise_late_duties(at=MONDAY + timedelta(minutes=60))
    assert reached(duty) == [Role.COORDINATOR, Role.TEAM_MANAGER]


def test_a_pass_made_twice_raises_once() -> None:
    duty = owed()
    assert services.raise_late_duties(at=LATE) == 1
    assert services.raise_late_duties(at=LATE) == 0
    assert reached(duty) == [Role.COORDINATOR]


def test_who_owes_it_anyway_is_no_rung() -> None:
    duty = owed(owner=Owner(role=Role.COORDINATOR))
    services.raise_late_duties(at=LATE + DAY)
    assert reached(duty) == [Role.TEAM_MANAGER]


def test_an_authority_may_have_its_own_ladder() -> None:
    Rung.objects.create(
        authority=authority(),
        number=1,
        role=Role.HEAD_OF_SERVICE,
        after_hours=0,
        urgent_minutes=5,
        source="Agreed",
    )
    duty = owed()
    services.raise_late_duties(at=LATE)
    assert reached(duty) == [Role.HEAD_OF_SERVICE]


def test_whoever_says_to_have_it_holds_the_climb(coordinator: User) -> None:
    duty = owed()
    services.raise_late_duties(at=LATE)
    services.acknowledge(duty, by=coordinator, at=LATE + HOUR)
    services.raise_late_duties(at=LATE + DAY)
    assert reached(duty) == [Role.COORDINATOR]
    services.raise_late_duties(at=LATE + DAY + HOUR)
    assert reached(duty) == [Role.COORDINATOR, Role.TEAM_MANAGER]
    assert Duty.objects.get(pk=duty.pk).acknowledged_by is None


def test_an_urgent_thing_somebody_has_waits_until_it_is_late() -> None:
    duty = owed(urgent=True)
    screener = UserFactory(role=Role.SCREENER)
    services.acknowledge(duty, by=screener, at=MONDAY + timedelta(minutes=5))
    services.raise_late_duties(at=LATE)
    assert reached(duty) == []
    services.raise_late_duties(at=LATE + timedelta(minutes=30))
    assert reached(duty) == [Role.COORDINATOR]


def test_done_and_stopped_things_do_not_climb() -> None:
    done, stopped = owed(), owed()
    services.close_duty(Clock.SCREEN_REFERRAL, about=_about(done), by=None, at=MONDAY + HOUR)
    services.stop_clock(
        Clock.SCREEN_REFERRAL, about=_about(stopped), because="Asked.", by=None, at=MONDAY + HOUR
    )
    assert services.raise_late_duties(at=LATE + DAY) == 0


def _about(duty: Duty) -> Case:
    return Case.objects.get(pk=duty.record_id)


def test_it_is_raised_in_its_own_authority_only(manager: User) -> None:
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    here = UserFactory(role=Role.COORDINATOR)
    duty = owed()
    services.raise_late_duties(at=LATE)
    assert list(raised_to(viewer_of(here))) == [duty]
    assert not raised_to(viewer_of(elsewhere))
    assert not raised_to(viewer_of(manager))
    for stranger in (elsewhere, manager):
        with pytest.raises(OutOfReach):
            services.acknowledge(duty, by=stranger, at=LATE)


def test_a_restricted_child_is_raised_to_nobody_who_may_not_know(coordinator: User) -> None:
    duty = owed()
    assert duty.subject_id
    services.raise_late_duties(at=LATE)
    restrict(_about(duty).child_id, to=[UserFactory()], because="Named", by=None, at=LATE)
    assert not raised_to(viewer_of(coordinator))
    with pytest.raises(OutOfReach):
        services.acknowledge(duty, by=coordinator, at=LATE)


def test_what_is_done_meanwhile_cannot_be_had(coordinator: User) -> None:
    duty = owed()
    services.raise_late_duties(at=LATE)
    services.close_duty(Clock.SCREEN_REFERRAL, about=_about(duty), by=None, at=LATE)
    with pytest.raises(NotNow, match="done meanwhile"):
        services.acknowledge(duty, by=coordinator, at=LATE)


def test_one_person_has_it_at_a_time(coordinator: User) -> None:
    duty = owed()
    services.raise_late_duties(at=LATE)
    services.acknowledge(duty, by=coordinator, at=LATE)
    with pytest.raises(NotNow, match=f"{coordinator.name} has it already"):
        services.acknowledge(duty, by=UserFactory(role=Role.COORDINATOR), at=LATE)
    assert Duty.objects.get(pk=duty.pk).acknowledged_by == coordinator


def test_what_has_reached_the_top_is_not_looked_at_again() -> None:
    duty = owed()
    for day in range(4):
        services.raise_late_duties(at=LATE + day * DAY)
    assert len(reached(duty)) == 3
    assert may_climb(at=LATE + 30 * DAY) == []


@pytest.mark.usefixtures("jobs_run_at_once", "manager")
def test_one_mail_for_all_that_is_raised_at_once(
    coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    for _ in range(3):
        owed()
    with django_capture_on_commit_callbacks(execute=True):
        services.raise_late_duties(at=LATE)
    assert [message.to for message in mail.outbox] == [[coordinator.email]]


def test_home_shows_it_and_the_answer_is_one_press(client: Client, coordinator: User) -> None:
    duty = owed()
    services.raise_late_duties(at=LATE)
    sign_in(client, coordinator)
    assert "Raised to you" in client.get(reverse("desk:home")).content.decode()
    answer = client.post(reverse("desk:raised"), {"duty": str(duty.pk)})
    assert answer.status_code == 302
    assert Duty.objects.get(pk=duty.pk).acknowledged_by == coordinator
    assert f"{coordinator.name} has it" in client.get(reverse("desk:raised")).content.decode()


@pytest.mark.parametrize("said", [{}, {"duty": "nothing"}])
def test_an_answer_about_nothing_is_refused_in_words(
    client: Client, coordinator: User, said: dict[str, str]
) -> None:
    sign_in(client, coordinator)
    answer = client.post(reverse("desk:raised"), said)
    assert answer.status_code == 400
    assert "Choose what you have from the list." in answer.content.decode()


@pytest.mark.parametrize("count", [10, 1000])
def test_the_list_asks_as_often_however_long_it_is(
    client: Client, coordinator: User, django_assert_num_queries: Any, count: int
) -> None:
    first = owed()
    Duty.objects.bulk_create(
        Duty(
            clock=Clock.RESCREEN,
            record_kind="cases.case",
            record_id=first.record_id if n == 0 else first.pk.__class__(int=n),
            reference=first.reference,
            subject_id=first.subject_id,
            authority=first.authority,
            owner_role=Role.SCREENER,
            opened_at=MONDAY,
            due_at=LATE,
        )
        for n in range(1, count)
    )
    services.raise_late_duties(at=LATE)
    sign_in(client, coordinator)
    client.get(reverse("desk:raised"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("desk:raised"))


QUERIES = 10
