"""When a duty falls due, and when it is raised, counted as the partnership counts.

The ladder is worker, deputy, manager, head (capabilities 22 and 23).
"""

from __future__ import annotations

import calendar as months
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import F, Q

from agencies.models import Authority
from core import calendar
from core.batch import asked_once
from duties.models import Clock, ClockLimit, Duty, Raised, Rung


@asked_once
def limit_of(clock: str, authority: Authority) -> ClockLimit:
    """The authority's own limit, else the partnership's; ClockLimit.DoesNotExist if neither."""
    limits = ClockLimit.objects.filter(Q(authority=authority) | Q(authority=None), clock=clock)
    found = limits.order_by(F("authority").asc(nulls_last=True)).first()
    if found is None:
        raise ClockLimit.DoesNotExist(f"no limit of {clock}")
    return found


def due_at(limit: ClockLimit, start: datetime) -> datetime:
    """The moment a clock started at `start` runs out.

    Hours run over weekends and clock changes; working days skip weekends and the bank
    holidays of England; months keep the day, or the last day of a shorter month.
    """
    if limit.unit == ClockLimit.Unit.HOURS:
        return calendar.add_hours(start, limit.amount)
    if limit.unit == ClockLimit.Unit.WORKING_DAYS:
        return calendar.add_working_days(start, limit.amount)
    return _add_months(start, limit.amount)


def due_after_stop(
    limit: ClockLimit, due: datetime, *, stopped_at: datetime, resumed_at: datetime
) -> datetime:
    """When a clock that stood still runs out: what was left at the stop is left now.

    A clock of working days keeps its working time, so that a stop over a weekend neither gives
    nor takes. A clock that had run out already stays as late as it was.
    """
    if limit.unit != ClockLimit.Unit.WORKING_DAYS or due <= stopped_at:
        return due + (resumed_at - stopped_at)
    return calendar.add_working_time(resumed_at, calendar.working_time(stopped_at, due))


def _add_months(start: datetime, count: int) -> datetime:
    here = start.astimezone(calendar.LONDON)
    year, month = divmod(here.year * 12 + here.month - 1 + count, 12)
    day = min(here.day, months.monthrange(year, month + 1)[1])
    return here.replace(year=year, month=month + 1, day=day).astimezone(UTC)


NEVER_RAISED = (Clock.REVIEW_ACCESS, Clock.NEXT_ACCESS_REVIEW)
"""What administrators owe about accounts is no step of a child's pathway."""


@dataclass(frozen=True)
class Climb:
    """Where a duty stands on the ladder, and how it goes on."""

    duty: Duty
    last: Raised | None
    rungs: Sequence[Rung]

    @property
    def next(self) -> Rung | None:
        """The rung above the last. Whoever owes it anyway is no rung of it."""
        reached = self.last.number if self.last else 0
        above = (rung for rung in self.rungs if rung.number > reached)
        return next((rung for rung in above if not self._owes(rung)), None)

    def due_at(self, rung: Rung) -> datetime:
        """When the rung hears of it, unless it is done or somebody says before that they have it.

        Counted from the rung below; the first from the moment the duty was late, or, where it is
        urgent, from the moment it was opened. Who says that they have it holds the climb until
        the duty is late, and then for as long again.
        """
        start = self._start()
        if self.duty.urgent:
            return start + timedelta(minutes=rung.urgent_minutes)
        return calendar.add_working_time(start, timedelta(hours=rung.after_hours))

    def _start(self) -> datetime:
        if self.duty.acknowledged_at:
            return max(self.duty.due_at, self.duty.acknowledged_at)
        if self.last:
            return self.last.at
        return self.duty.opened_at if self.duty.urgent else self.duty.due_at

    def _owes(self, rung: Rung) -> bool:
        anywhere = self.duty.owner is None and self.duty.owner_agency is None
        return anywhere and self.duty.owner_role == rung.role


@asked_once
def rungs_of(authority_id: uuid.UUID | None) -> list[Rung]:
    """The authority's own ladder, else the partnership's, from the bottom."""
    rungs = list(
        Rung.objects.filter(Q(authority=authority_id) | Q(authority=None)).order_by("number")
    )
    return [rung for rung in rungs if rung.authority_id] or rungs
