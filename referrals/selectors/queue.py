"""The triage queue: urgent first, then due soonest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from agencies import access
from agencies.permissions import Permission
from core.paging import page
from duties.models import Clock, Duty
from referrals.models import WAITING, Disagreement, Referral, ReferralStatus

SIZE = 50
MOST_COUNTED = 1000
ORDER = ("-urgent", "due_at", "id")
STATUSES = tuple((status.value, status.label) for status in WAITING)
VIEWS = {
    "waiting": "To decide",
    "social_care": "With Children's Services",
    "tell": "Referrer to be told",
    "disagreed": "Disagreed with",
}
"""The lists of triage and their names in the address."""


@dataclass(frozen=True)
class Wanted:
    """Which list, and what it is narrowed to. Anything unknown narrows nothing."""

    view: str = "waiting"
    statuses: Sequence[str] = ()
    urgent: bool = False
    source: str = ""
    start: str = ""


@dataclass(frozen=True)
class Counted:
    """How many rows a list has; above a thousand it is not counted on."""

    view: str
    label: str
    count: int

    @property
    def words(self) -> str:
        return f"more than {MOST_COUNTED:,}" if self.count > MOST_COUNTED else f"{self.count:,}"


@dataclass(frozen=True)
class Queue:
    """One page of the queue. `urgent` counts what is urgent in it."""

    rows: tuple[Referral, ...]
    next: str
    previous: str
    lists: tuple[Counted, ...]


def triage_queue(viewer: Any, wanted: Wanted) -> Queue:
    """The referrals of a list that the viewer may triage, one page of them."""
    shown = page(triaged(viewer, wanted), ORDER, start=wanted.start, size=SIZE)
    return Queue(
        rows=shown.rows,
        next=shown.next,
        previous=shown.previous,
        lists=_counted(viewer),
    )


def triaged(viewer: Any, wanted: Wanted) -> QuerySet[Referral]:
    """Every row of a list as it is narrowed, in its order, with what a line shows.

    `start` is left aside.
    """
    rows = _narrowed(in_triage(viewer, wanted.view), wanted)
    return rows.select_related("child", "agency", "contact").order_by(*ORDER)


def in_triage(viewer: Any, view: str = "waiting") -> QuerySet[Referral]:
    """The referrals of a list that the viewer may triage."""
    rows = access.visible(viewer, Permission.REFERRAL_TRIAGE, Referral.objects.all())
    return _in_view(rows, view)


def _in_view(rows: QuerySet[Referral], view: str) -> QuerySet[Referral]:
    if view == "tell":
        return rows.filter(_owes(Clock.TELL_REFERRER))
    if view == "disagreed":
        open_ones = Disagreement.objects.filter(referral=OuterRef("pk"), decided_at=None)
        return rows.filter(Exists(open_ones), due_at__isnull=False)
    if view == "social_care":
        unsettled = Q(escalation__acknowledged_at=None) | Q(escalation__decided_at=None)
        return rows.filter(unsettled, status=ReferralStatus.ESCALATED, due_at__isnull=False)
    return rows.filter(status__in=WAITING, due_at__isnull=False)


def _narrowed(rows: QuerySet[Referral], wanted: Wanted) -> QuerySet[Referral]:
    if wanted.statuses:
        rows = rows.filter(status__in=wanted.statuses)
    if wanted.urgent:
        rows = rows.filter(urgent=True)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    return rows


def _owes(clock: Clock) -> Exists:
    owed = Duty.objects.filter(clock=clock, record_id=OuterRef("pk"), status=Duty.Status.OPEN)
    return Exists(owed)


def _counted(viewer: Any) -> tuple[Counted, ...]:
    """How long each list is, asked in one question and counted to one more than people read."""
    first, *others = (
        in_triage(viewer, view).order_by().values_list(Value(view))[: MOST_COUNTED + 1]
        for view in VIEWS
    )
    found = Counter(view for (view,) in first.union(*others, all=True))
    return tuple(Counted(view, label, found[view]) for view, label in VIEWS.items())
