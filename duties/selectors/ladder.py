"""Reads of the ladder: what was raised to a viewer, and what may climb."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from agencies.access import Viewer, viewer_of
from agencies.models import User
from agencies.roles import ROLE_NAMES, Role
from agencies.selectors import holders_of
from core.calendar import local_day
from core.refusals import OutOfReach
from duties.clocks import NEVER_RAISED, rungs_of
from duties.models import Duty, Raised, Rung
from duties.policies import owed_by, raised_to_posts
from duties.selectors.barriers import within_barriers
from duties.selectors.limits import after_words


@dataclass(frozen=True)
class Step:
    """One rung in words: who hears, how long after the rung below."""

    role: str
    after: str
    urgent: str


def raised_to(viewer: Any, *, stopped: bool = False) -> QuerySet[Duty]:
    """What was raised to a role the viewer holds there and is still open, urgent first.

    With `stopped`, also what stands still since. A duty about a restricted or barred child is
    left out like the child's records.
    """
    who = viewer_of(viewer)
    live = (Duty.Status.OPEN, Duty.Status.STOPPED) if stopped else (Duty.Status.OPEN,)
    return within_barriers(who, raised_to_posts(who)).filter(status__in=live)


def answerable_by(viewer: Any) -> QuerySet[Duty]:
    """What the viewer owes or was raised to the viewer, done or not: of these one may speak."""
    who = viewer_of(viewer)
    return within_barriers(who, owed_by(who) | raised_to_posts(who))


def answerable(viewer: Any, duty_id: uuid.UUID) -> Duty:
    """One of these; OutOfReach for any other."""
    duty = answerable_by(viewer).filter(pk=duty_id).first()
    if duty is None:
        raise OutOfReach
    return duty


def ladder_of(viewer: Viewer) -> tuple[Step, ...]:
    """The ladder of the first authority the viewer serves; the partnership's for nobody's."""
    home = next((post.authority_id for post in viewer.posts if post.authority_id), None)
    return tuple(
        Step(
            ROLE_NAMES[Role(rung.role)],
            after_words(rung.after_hours),
            f"{rung.urgent_minutes} minutes",
        )
        for rung in rungs_of(home)
    )


def may_climb(*, at: datetime) -> list[uuid.UUID]:
    """Open duties that are late or urgent and have not reached the top, longest due first."""
    top = Rung.objects.aggregate(top=Max("number"))["top"]
    rows = Duty.objects.filter(Q(due_at__lte=at) | Q(urgent=True), status=Duty.Status.OPEN)
    at_top = Raised.objects.filter(duty=OuterRef("pk"), number=top)
    rows = rows.exclude(Exists(at_top)).exclude(clock__in=NEVER_RAISED).order_by("due_at", "id")
    return list(rows.values_list("pk", flat=True))


def addresses_raised_to(duty_id: uuid.UUID, *, number: int, at: datetime) -> list[str]:
    """Who is to hear that something was raised; asked again when the mail is sent.

    One mail a person for all that was raised to a role at one moment: the first duty of them
    speaks for the rest. Nobody hears of a child that is restricted to others.
    """
    raised = Raised.objects.filter(duty_id=duty_id, number=number).select_related("duty").first()
    if raised is None or not _speaks(raised):
        return []
    together = Q(
        raisings__at=raised.at,
        raisings__role=raised.role,
        authority_id=raised.duty.authority_id,
    )
    holders = _holders(raised, at=at)
    return sorted(one.email for one in holders if raised_to(one).filter(together).exists())


def addresses_on_rung(duty_id: uuid.UUID, *, number: int, at: datetime) -> list[str]:
    """Everybody who holds the role a duty was raised to, whether or not it is open to them."""
    raised = Raised.objects.filter(duty_id=duty_id, number=number).select_related("duty").first()
    return [one.email for one in _holders(raised, at=at)] if raised else []


def _holders(raised: Raised, *, at: datetime) -> QuerySet[User]:
    where = raised.duty.authority_id
    return holders_of(raised.role, authority_id=where, on=local_day(at))


def _speaks(raised: Raised) -> bool:
    together = Raised.objects.filter(
        at=raised.at, role=raised.role, duty__authority_id=raised.duty.authority_id
    )
    return not together.filter(pk__lt=raised.pk).exists()
