"""When a duty falls due: the limit of its clock, counted as the partnership counts."""

from __future__ import annotations

import calendar as months
from datetime import UTC, datetime

from django.db.models import F, Q

from agencies.models import Authority
from core import calendar
from core.batch import asked_once
from duties.models import ClockLimit


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
