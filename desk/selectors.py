"""What waits for a viewer: the one list of duties, counted and shown by the same rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from children.models import Child
from core.layout import Link
from core.paging import one_of, page, place_url
from desk.queues import MOST_COUNTED, Queue, capped, later_of, queues_of
from desk.records import page_of
from desk.saved import HomeFilter, filters_on_home
from duties.models import Clock, Duty, Notice, NoticeKind
from duties.selectors import (
    COVER,
    NoticeLine,
    Step,
    StopLine,
    duties_for,
    ladder_of,
    last_stop,
    notice_list,
    place_of,
    raised_to,
    standing_still,
    with_last_stop,
)

FIRST = 10
FIRST_RAISED = 5


@dataclass(frozen=True)
class Waiting:
    """One kind of duty: how many wait, how many are late, when the first falls due."""

    clock: str
    label: str
    count: int
    late: int
    first_due_at: datetime


@dataclass(frozen=True)
class HomePage:
    """The home of one person."""

    waiting: tuple[Waiting, ...]
    raised: tuple[Owed, ...]
    soonest: tuple[Owed, ...]
    more: bool
    queues: tuple[Queue, ...]
    filters: tuple[HomeFilter, ...]
    starts: tuple[Link, ...]
    later: str


@dataclass(frozen=True)
class WaitingPage:
    """One page of the duties a person owes, of every kind or of one."""

    title: str
    clock: str
    lines: tuple[Owed, ...]
    next_url: str
    previous_url: str
    counted: str


@dataclass(frozen=True)
class NoticePage:
    """One page of notices, unread first; `unread` when one of them is."""

    lines: tuple[NoticeLine, ...]
    unread: bool
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class RaisedPage:
    """One page of what was raised to a person, and the ladder of their authority."""

    ladder: tuple[Step, ...]
    lines: tuple[Owed, ...]
    next_url: str
    previous_url: str
    counted: str


@dataclass(frozen=True)
class StoppedPage:
    """One page of the duties whose clock stands still, with who stopped it and why."""

    lines: tuple[Owed, ...]
    next_url: str
    previous_url: str
    counted: str


@dataclass(frozen=True)
class Owed:
    """One duty as a line of a list. The child is named only to those who read the record."""

    id: uuid.UUID
    clock: str
    label: str
    reference: str
    child: str
    subject_id: uuid.UUID | None
    urgent: bool
    opened_at: datetime
    due_at: datetime
    url: str
    had_by: str
    had_at: datetime | None
    stop: StopLine | None

    @property
    def asks(self) -> bool:
        """Urgent, and nobody has said yet that they have it."""
        return self.urgent and not self.had_by

    @property
    def stands_still(self) -> bool:
        """Is the clock stopped now?"""
        return bool(self.stop and self.stop.until_at is None)


def home_of(viewer: Viewer, *, now: datetime) -> HomePage:
    """What waits for the viewer: counts by kind, and the first of all of it."""
    waiting = waiting_for(viewer, now=now)
    soonest = lines_of(viewer, with_last_stop(owed_by(viewer))[:FIRST]) if waiting else ()
    return HomePage(
        waiting,
        raised=lines_of(viewer, with_last_stop(raised_to(viewer))[:FIRST_RAISED]),
        soonest=soonest,
        more=sum(kind.count for kind in waiting) > len(soonest),
        queues=queues_of(viewer),
        filters=filters_on_home(viewer, now=now),
        starts=starts_of(viewer),
        later=later_of(viewer),
    )


def notice_page(viewer: Viewer, *, start: str = "") -> NoticePage:
    """One page of what the viewer was told of and still reaches."""
    shown = notice_list(viewer, start=start)
    here = reverse("desk:notices")
    return NoticePage(
        shown.lines,
        unread=any(line.unread for line in shown.lines),
        next_url=place_url(here, shown.next),
        previous_url=place_url(here, shown.previous),
    )


def page_of_notice(notice: Notice) -> str:
    """Where a notice leads: the page of its record, of following it, or of one's cover."""
    if notice.kind == NoticeKind.REFERRER_TOLD:
        return reverse("referrals:follow", args=[notice.record_id])
    kind, record_id = place_of(notice)
    return reverse("duties:cover") if kind == COVER else page_of(kind, record_id)


def starts_of(viewer: Viewer) -> tuple[Link, ...]:
    """What the viewer may begin from home, whatever waits."""
    starts = (
        (Permission.REFERRAL_MAKE, "Refer a child", "referrals:start"),
        (Permission.EPISODE_LOG, "Log a missing child", "missing:log"),
    )
    return tuple(Link(label, reverse(route)) for need, label, route in starts if viewer.holds(need))


def waiting_list(viewer: Viewer, *, clock: str = "", start: str = "") -> WaitingPage:
    """The rows behind a count. Raises Unreadable for an unknown kind."""
    kind = Clock(clock) if one_of(clock, Clock.values, "kind of duty") else None
    rows = owed_by(viewer, kind)
    shown = page(with_last_stop(rows), ("-urgent", "due_at", "id"), start=start)
    return WaitingPage(
        title=kind.label if kind else "Everything that waits for you",
        clock=kind or "",
        lines=lines_of(viewer, shown.rows),
        next_url=_address(clock=kind or "", start=shown.next),
        previous_url=_address(clock=kind or "", start=shown.previous),
        counted=counted(capped(rows), "thing to do", "things to do"),
    )


def raised_list(viewer: Viewer, *, start: str = "") -> RaisedPage:
    """What was raised to the viewer, because it was late or nobody had it."""
    rows = raised_to(viewer, stopped=True)
    shown = page(with_last_stop(rows), ("-urgent", "due_at", "id"), start=start)
    here = reverse("desk:raised")
    return RaisedPage(
        ladder=ladder_of(viewer),
        lines=lines_of(viewer, shown.rows),
        next_url=place_url(here, shown.next),
        previous_url=place_url(here, shown.previous),
        counted=counted(capped(rows), "thing raised to you", "things raised to you"),
    )


def stopped_list(viewer: Viewer, *, start: str = "") -> StoppedPage:
    """The clocks that stand still and are the viewer's to start again."""
    rows = standing_still(viewer)
    shown = page(with_last_stop(rows), ("due_at", "id"), start=start)
    here = reverse("desk:stopped")
    return StoppedPage(
        lines=lines_of(viewer, shown.rows),
        next_url=place_url(here, shown.next),
        previous_url=place_url(here, shown.previous),
        counted=counted(capped(rows), "clock that stands still", "clocks that stand still"),
    )


def counted(count: int, one: str, many: str) -> str:
    """How many, counted no further than people read: more than 1,000 is said so."""
    if count > MOST_COUNTED:
        return f"More than {MOST_COUNTED:,} {many}"
    return f"{count:,} {one if count == 1 else many}"


def waiting_for(viewer: Viewer, *, now: datetime) -> tuple[Waiting, ...]:
    """Every kind of duty the viewer owes, the one with the soonest first."""
    rows = (
        duties_for(viewer)
        .order_by()
        .values("clock")
        .annotate(
            count=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)), first=Min("due_at")
        )
        .order_by("first")
    )
    return tuple(
        Waiting(row["clock"], Clock(row["clock"]).label, row["count"], row["late"], row["first"])
        for row in rows
    )


def owed_by(viewer: Viewer, clock: str | None = None) -> QuerySet[Duty]:
    """The duties behind a count: exactly those rows, urgent first, then due soonest."""
    rows = duties_for(viewer)
    return rows.filter(clock=clock) if clock else rows


def lines_of(viewer: Viewer, duties: Iterable[Duty]) -> tuple[Owed, ...]:
    """Duties read `with_last_stop` as lines; a child is named to who may read its record."""
    rows = list(duties)
    names = _names(viewer, {row.subject_id for row in rows if row.subject_id})
    return tuple(
        Owed(
            id=row.pk,
            clock=row.clock,
            label=row.get_clock_display(),
            reference=row.reference,
            child=names.get(row.subject_id, "") if row.subject_id else "",
            subject_id=row.subject_id if row.subject_id in names else None,
            urgent=row.urgent,
            opened_at=row.opened_at,
            due_at=row.due_at,
            url=page_of(row.record_kind, row.record_id),
            had_by=row.acknowledged_by.name if row.acknowledged_by else "",
            had_at=row.acknowledged_at,
            stop=last_stop(row),
        )
        for row in rows
    )


def _names(viewer: Viewer, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    if not ids:
        return {}
    rows = access.visible(viewer, Permission.CHILD_VIEW, Child.objects.filter(pk__in=ids))
    return {child.pk: child.full_name for child in rows.only("given_name", "family_name")}


def _address(*, clock: str, start: str) -> str:
    if not start:
        return ""
    asked = {"kind": clock, "from": start} if clock else {"from": start}
    return f"{reverse('desk:waiting')}?{urlencode(asked)}"
