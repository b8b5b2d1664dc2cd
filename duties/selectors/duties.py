"""Reads of duties."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from agencies.access import viewer_of
from agencies.models import User
from agencies.selectors import holders_of
from core.calendar import local_day
from duties.models import Cover, Duty
from duties.policies import in_force, owed_by
from duties.selectors.barriers import within_barriers


def duties_for(viewer: Any) -> QuerySet[Duty]:
    """What a viewer owes now, urgent first, then due soonest.

    A duty about a restricted or barred child is left out like the child's records.
    """
    who = viewer_of(viewer)
    return within_barriers(who, owed_by(who)).filter(status=Duty.Status.OPEN)


def open_for(case_id: uuid.UUID) -> QuerySet[Duty]:
    """What a case still owes; closing a case asks this."""
    live = (Duty.Status.OPEN, Duty.Status.STOPPED)
    return Duty.objects.filter(case_id=case_id, status__in=live).order_by("due_at")


def duty_with(duty_id: uuid.UUID) -> Duty | None:
    """The duty an event is about, for the portal itself."""
    return Duty.objects.select_related("owner").filter(pk=duty_id).first()


def addresses_owing(duty: Duty, *, at: datetime) -> list[str]:
    """Whoever owes a duty now: the person and who covers for them, or everybody who holds the role
    in its place.
    """
    if duty.owner:
        return sorted({duty.owner.email, *_covering(duty.owner, local_day(at))})
    held = holders_of(
        duty.owner_role,
        authority_id=duty.authority_id,
        agency_id=duty.owner_agency_id,
        on=local_day(at),
    )
    return sorted(held.values_list("email", flat=True))


def duty_of(record_id: uuid.UUID, clock: str) -> Duty | None:
    """The latest duty of one clock that a record owes or owed."""
    return (
        Duty.objects.filter(record_id=record_id, clock=clock)
        .prefetch_related("stops")
        .order_by("-opened_at")
        .first()
    )


def _covering(person: User, day: date) -> QuerySet[Any]:
    rows = Cover.objects.filter(in_force(day), person=person, cover__is_active=True)
    return rows.values_list("cover__email", flat=True)
