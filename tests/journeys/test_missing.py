"""A child goes missing, comes back, and is screened: the whole way, told once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, CaseStatus
from core import outbox
from duties.models import Clock, Duty
from duties.selectors import duties_for
from missing.models import Episode
from missing.selectors import ended_not_screened
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, authority
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
SATURDAY_NIGHT = datetime(2026, 3, 28, 22, tzinfo=UTC)
"""The night the clocks go forward."""


def typed(name: str, moment: datetime, clock: str) -> dict[str, str]:
    """A moment as a person types it."""
    day = {"day": moment.day, "month": moment.month, "year": moment.year, "time": clock}
    return {f"{name}_{part}": str(value) for part, value in day.items()}


def owed(person: User) -> dict[str, Duty]:
    """What a person sees as waiting for them, by clock."""
    fresh = User.objects.get(pk=person.pk)
    return {duty.clock: duty for duty in duties_for(fresh)}


@time_machine.travel(SATURDAY_NIGHT, tick=False)
def log_by(person: User) -> Episode:
    """Placement staff report a child; a Runaways worker logs it."""
    told: dict[str, Any] = {
        "given_name": "Invented",
        "family_name": "Wanderer",
        "child": "NEW",
        "authority": str(authority().pk),
        "setting": "CARE",
        "reported_by": "PLACEMENT",
        **typed("reported_at", SATURDAY_NIGHT, "21:30"),
    }
    sign_in(Client(), person).post(reverse("missing:log_details"), told)
    return Episode.objects.get()


def return_by(person: User, episode: Episode, *, at: datetime) -> None:
    """The child is back on Sunday at nine by the new time."""
    with time_machine.travel(at, tick=False):
        told = typed("ended_at", at, "09:00")
        sign_in(Client(), person).post(reverse("missing:return", args=[episode.pk]), told)


def test_a_missing_child_comes_back_is_interviewed_for_and_screened() -> None:
    worker, screener = UserFactory(role=Role.RUNAWAYS), UserFactory(role=Role.SCREENER)

    # Given an episode without a start: the report stands for it.
    episode = log_by(worker)
    assert episode.start_is_reported
    assert not owed(worker)

    # When the child comes back, 72 hours run for Runaways and the CSE team owes a screening.
    sunday = datetime(2026, 3, 29, 8, 30, tzinfo=UTC)
    return_by(worker, episode, at=sunday)
    episode.refresh_from_db()
    assert episode.ended_at == datetime(2026, 3, 29, 8, tzinfo=UTC)
    assert owed(worker)[Clock.RETURN_INTERVIEW].due_at == episode.ended_at + timedelta(hours=72)
    assert Clock.SCREEN_AFTER_MISSING in owed(screener)
    case = Case.objects.get(child=episode.child)
    assert case.status == CaseStatus.SCREENING
    assert list(ended_not_screened(screener)) == [episode]

    # Then the signed screening ends its duty, once what follows from it is carried out.
    monday = datetime(2026, 3, 30, 10, tzinfo=UTC)
    make_signed(case=case, by=screener, at=monday)
    for effect in outbox.waiting(now=monday + timedelta(days=3650)):
        outbox.carry_out(effect, now=monday)
    assert Clock.SCREEN_AFTER_MISSING not in owed(screener)
    assert not ended_not_screened(screener).exists()
    assert Clock.RETURN_INTERVIEW in owed(worker)
    call_command("check_duties")
