"""What the app does when something happens below it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases.models import Case
from core import outbox
from core.models import Effect
from duties.models import Clock, Duty
from duties.selectors import duty_of
from missing.selectors import duty_faults
from tests.missing.factories import CAME_BACK, LATER, make_episode
from tests.missing.test_services import signed

pytestmark = pytest.mark.django_db


def test_a_signed_screening_ends_the_duty_once_however_often_it_is_told() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    signed(Case.objects.get(child=episode.child), CAME_BACK + timedelta(hours=5))
    reaction = "missing.tasks.end_screening_after_missing"
    effect = Effect.objects.get(reaction=reaction)
    assert outbox.carry_out(effect.pk, now=LATER)
    assert not outbox.carry_out(effect.pk, now=LATER)
    duty = duty_of(episode.pk, Clock.SCREEN_AFTER_MISSING)
    assert duty is not None
    assert duty.status == Duty.Status.DONE
    assert duty_faults() == []
