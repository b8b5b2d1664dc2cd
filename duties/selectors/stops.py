"""Reads of clocks that stop: whose they are to stop, which stand still, since when and why."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from agencies.access import Viewer, viewer_of
from agencies.permissions import Permission, Reach
from core import calendar
from core.models import Code
from core.refusals import OutOfReach
from core.templatetags.portal import how_long, uk_datetime
from duties import clocks
from duties.models import ClockLimit, Duty, DutyStop
from duties.policies import owed_by, raised_to_posts
from duties.selectors.barriers import within_barriers
from duties.selectors.limits import amount_words

REASONS = "clock_stop_reason"
BY_HAND = "HAND"
OTHER = "OTHER"
HOUSE = "the portal"


@dataclass(frozen=True)
class StopLine:
    """One time a clock stood still, in words."""

    why: str
    more: str
    from_at: datetime
    by: str
    until_at: datetime | None
    until_by: str

    @property
    def sentence(self) -> str:
        """Who stopped it, when and why."""
        more = f" ({self.more})" if self.more else ""
        return f"{self.by} stopped it on {uk_datetime(self.from_at)}: {self.why}{more}"


@dataclass(frozen=True)
class ClockPage:
    """The clock of one duty: what it counts, what stopped it, and whether it may be stopped."""

    duty: Duty
    limit: str
    source: str
    ran: str
    stood: str
    left: str
    stops: tuple[StopLine, ...]
    reasons: tuple[tuple[str, str], ...]
    never: str

    @property
    def runs(self) -> bool:
        return self.duty.status == Duty.Status.OPEN

    @property
    def stopped(self) -> bool:
        return self.duty.status == Duty.Status.STOPPED


def clocks_kept_by(viewer: Any) -> QuerySet[Duty]:
    """The duties whose clocks a viewer reads, stops and starts.

    Those owed by the viewer, those raised to the viewer, and all of an authority in which the
    viewer gives cases out [D]. One about a restricted or barred child is left out.
    """
    who = viewer_of(viewer)
    return within_barriers(who, owed_by(who) | raised_to_posts(who) | _overseen(who))


def standing_still(viewer: Any) -> QuerySet[Duty]:
    """Of these, the ones whose clock stands still, by when they would have been due."""
    return clocks_kept_by(viewer).filter(status=Duty.Status.STOPPED).order_by("due_at", "id")


def clock_page(viewer: Viewer, duty_id: uuid.UUID, *, now: datetime) -> ClockPage:
    """One clock; OutOfReach for one that is not the viewer's to keep."""
    rows = clocks_kept_by(viewer).select_related("authority", "closed_by")
    duty = rows.filter(pk=duty_id).first()
    if duty is None:
        raise OutOfReach
    stops = tuple(_line(said) for said in _said(duty.stops.all()))
    limit = clocks.limit_of(duty.clock, duty.authority)
    standing = duty.status == Duty.Status.STOPPED
    stood = sum(
        ((stop.until_at or duty.closed_at or now) - stop.from_at for stop in stops), timedelta()
    )
    return ClockPage(
        duty=duty,
        limit=amount_words(limit.amount, limit.unit),
        source=limit.source,
        ran=how_long((duty.closed_at or now) - duty.opened_at - stood),
        stood=how_long(stood) if stops else "",
        left=_left(duty, limit, at=stops[0].from_at) if standing else "",
        stops=stops,
        reasons=reasons_to_stop(),
        never=why_it_never_stops(duty),
    )


def with_last_stop(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """Duties with the latest time their clock stood still, for `last_stop`; no further question."""
    stops = _said(DutyStop.objects.filter(duty=OuterRef("pk")))
    return rows.annotate(last_stop_said=Subquery(stops[:1]))


def last_stop(duty: Duty) -> StopLine | None:
    """The latest stop of a duty that was read `with_last_stop`; None if its clock always ran."""
    said: Mapping[str, Any] | None = vars(duty)["last_stop_said"]
    return _line(said) if said else None


def _said(rows: QuerySet[DutyStop]) -> QuerySet[Any, Any]:
    """Stops in words, the latest first."""
    why = Code.objects.filter(list=REASONS, code=OuterRef("reason")).values("label")
    words = JSONObject(
        why=Subquery(why[:1]),
        more="because",
        from_at="from_at",
        by="by__name",
        until_at="until_at",
        until_by="until_by__name",
    )
    return rows.order_by("-from_at", "-id").values_list(words, flat=True)


def _line(said: Mapping[str, Any]) -> StopLine:
    until = said["until_at"]
    return StopLine(
        why=said["why"] or "",
        more=said["more"],
        from_at=datetime.fromisoformat(said["from_at"]),
        by=said["by"] or HOUSE,
        until_at=datetime.fromisoformat(until) if until else None,
        until_by=said["until_by"] or HOUSE,
    )


def reasons_to_stop() -> tuple[tuple[str, str], ...]:
    """What a person may stop a clock for."""
    rows = Code.objects.filter(list=REASONS, group=BY_HAND, active=True).order_by("sort")
    return tuple(rows.values_list("code", "label"))


def why_it_never_stops(duty: Duty) -> str:
    """Why a clock may not be stopped, with where its limit comes from; "" where it may."""
    if clocks.limit_of(duty.clock, duty.authority).may_stop:
        return ""
    shipped = ClockLimit.objects.filter(clock=duty.clock, authority=None).first()
    whence = f" Where its limit comes from: {shipped.source.rstrip('.')}." if shipped else ""
    urgent = " It is urgent, so it runs day and night until it is done." if duty.urgent else ""
    return f"The clock “{duty.get_clock_display()}” never stops.{urgent}{whence}"


def _overseen(viewer: Viewer) -> Q:
    total = Q(pk__in=())
    for post in viewer.posts:
        if post.authority_id and Reach.AUTHORITY in post.reaches(Permission.CASE_ALLOCATE):
            total |= Q(authority_id=post.authority_id)
    return total


def _left(duty: Duty, limit: ClockLimit, *, at: datetime) -> str:
    """What is left of a clock that stands still since a moment."""
    if duty.due_at <= at:
        return f"nothing: it was {how_long(at - duty.due_at)} late when it stopped"
    if limit.unit == ClockLimit.Unit.WORKING_DAYS:
        return f"{how_long(calendar.working_time(at, duty.due_at))} of working days"
    return how_long(duty.due_at - at)
