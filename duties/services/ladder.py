"""Raise what is late to the next rung, and say that somebody has it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies.models import User
from core import trail
from core.refusals import NotNow, OutOfReach
from duties import clocks
from duties.events import DutyEvent
from duties.models import Duty, Raised
from duties.selectors.ladder import answerable_by, may_climb


def raise_late_duties(*, at: datetime) -> int:
    """Raise every duty whose next rung is due; how many. Twice at one moment raises once."""
    return sum(raise_duty(duty_id, at=at) is not None for duty_id in may_climb(at=at))


@transaction.atomic
def raise_duty(duty_id: uuid.UUID, *, at: datetime) -> Raised | None:
    """Tell the next rung of one open duty, if it is time; one rung at a time.

    Whoever said before to have it is asked again, by the rung that hears of it now.
    """
    rows = Duty.objects.select_for_update(skip_locked=True, of=("self",))
    duty = rows.filter(pk=duty_id, status=Duty.Status.OPEN).first()
    if duty is None:
        return None
    last = duty.raisings.order_by("-number").first()
    climb = clocks.Climb(duty, last, clocks.rungs_of(duty.authority_id))
    rung = climb.next
    if rung is None or climb.due_at(rung) > at:
        return None
    raised = Raised.objects.create(duty=duty, number=rung.number, role=rung.role, at=at)
    duty.acknowledged_at = duty.acknowledged_by = None
    duty.save(update_fields=["acknowledged_at", "acknowledged_by"])
    facts: dict[str, str | int | bool | None] = {
        "clock": duty.clock,
        "role": rung.role,
        "number": rung.number,
    }
    trail.record(DutyEvent.RAISED, duty, by=None, at=at, case=duty.case_id, facts=facts)
    return raised


@transaction.atomic
def acknowledge(duty: Duty, *, by: User, at: datetime) -> Duty:
    """Say that one has it, by name: the climb holds. The duty stays owed by whoever owes it.

    For whoever owes it, and whoever it was raised to; OutOfReach for anybody else. NotNow once it
    is done, and while somebody else has it.
    """
    if not answerable_by(by).filter(pk=duty.pk).exists():
        raise OutOfReach
    rows = Duty.objects.select_for_update(of=("self",)).select_related("acknowledged_by")
    duty = rows.get(pk=duty.pk)
    if duty.status != Duty.Status.OPEN:
        raise NotNow("This has been done meanwhile.")
    if duty.acknowledged_by and duty.acknowledged_by != by:
        raise NotNow(f"{duty.acknowledged_by.name} has it already.")
    duty.acknowledged_at, duty.acknowledged_by = at, by
    duty.save(update_fields=["acknowledged_at", "acknowledged_by"])
    facts = {"clock": duty.clock}
    trail.record(DutyEvent.ACKNOWLEDGED, duty, by=by, at=at, case=duty.case_id, facts=facts)
    return duty
