"""Reads of duties."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from agencies.access import viewer_of
from agencies.models import Membership, User
from core.calendar import local_day
from duties.models import Cover, Duty
from duties.policies import owed_by
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
    posts = Membership.objects.held_on(local_day(at)).serving(duty.authority_id)
    posts = posts.filter(role=duty.owner_role, user__is_active=True)
    if duty.owner_agency_id:
        posts = posts.filter(agency_id=duty.owner_agency_id)
    return sorted(set(posts.values_list("user__email", flat=True)))


def duty_of(record_id: uuid.UUID, clock: str) -> Duty | None:
    """The latest duty of one clock that a record owes or owed."""
    return (
        Duty.objects.filter(record_id=record_id, clock=clock)
        .prefetch_related("stops")
        .order_by("-opened_at")
        .first()
    )


def _covering(person: User, day: date) -> QuerySet[Any]:
    rows = Cover.objects.filter(person=person, from_on__lte=day, until_on__gte=day, ended_at=None)
    return rows.filter(cover__is_active=True).values_list("cover__email", flat=True)
