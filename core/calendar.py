"""Time as the partnership counts it: elapsed hours, and working days in England."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Max

from core.batch import asked_once
from core.models import BankHoliday
from core.refusals import Invalid

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5
DAY = timedelta(days=1)


def local(day: date, at: time, *, second: bool | None = None) -> datetime:
    """The moment of a local clock reading (requirement C-6).

    A reading that the spring change skips, and an autumn reading that occurs twice without
    `second` saying which, raise Invalid with a sentence.
    """
    naive = datetime.combine(day, at)
    first, later = (naive.replace(tzinfo=LONDON, fold=fold) for fold in (0, 1))
    if first.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) != naive:
        raise Invalid(
            f"{at:%H:%M} on {day.day} {day:%B %Y} does not exist: the clocks went forward."
        )
    if first.utcoffset() == later.utcoffset():
        return first.astimezone(UTC)
    if second is None:
        raise Invalid(
            f"{at:%H:%M} on {day.day} {day:%B %Y} happened twice: the clocks went back. "
            "Say whether it was the first or the second time."
        )
    return (later if second else first).astimezone(UTC)


def local_day(moment: datetime) -> date:
    """The day it is in England at a moment: for an hour of each summer night not the UTC day."""
    return moment.astimezone(LONDON).date()


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday in England."""
    return day.weekday() < SATURDAY and not BankHoliday.objects.filter(on=day).exists()


def add_working_days(start: datetime, days: int) -> datetime:
    """The same local time, `days` working days after the day of `start`.

    Raises Invalid when the bank-holiday table does not reach that far: a wrong date is worse.
    """
    here = start.astimezone(LONDON)
    free = _holidays(here.date(), here.date() + timedelta(days=days * 2 + 14))
    day = here.date()
    while days:
        day += timedelta(days=1)
        if _works(day, free):
            days -= 1
    return datetime.combine(day, here.time(), tzinfo=LONDON).astimezone(UTC)


def working_time(start: datetime, end: datetime) -> timedelta:
    """How much of the time between two moments lies on working days, by the local clock."""
    first, last = (moment.astimezone(LONDON).replace(tzinfo=None) for moment in (start, end))
    free = _holidays(first.date(), last.date())
    total, day = timedelta(), first.date()
    while day <= last.date():
        if _works(day, free):
            midnight = datetime.combine(day, time())
            total += min(last, midnight + DAY) - max(first, midnight)
        day += DAY
    return total


def add_working_time(start: datetime, span: timedelta) -> datetime:
    """The moment by which `span` of time on working days has passed since `start`."""
    here = start.astimezone(LONDON).replace(tzinfo=None)
    free = _holidays(here.date(), here.date() + span * 2 + timedelta(days=14))
    while True:
        tomorrow = datetime.combine(here.date() + DAY, time())
        if _works(here.date(), free):
            if here + span < tomorrow:
                return (here + span).replace(tzinfo=LONDON).astimezone(UTC)
            span -= tomorrow - here
        here = tomorrow


def add_hours(start: datetime, hours: int) -> datetime:
    """Elapsed hours: weekends and clock changes make no difference."""
    return start.astimezone(UTC) + timedelta(hours=hours)


def holidays_end() -> date | None:
    """The last bank holiday in the table; an alarm rings twelve months before."""
    return BankHoliday.objects.aggregate(last=Max("on"))["last"]


def _works(day: date, free: frozenset[date]) -> bool:
    return day.weekday() < SATURDAY and day not in free


def _holidays(first: date, last: date) -> frozenset[date]:
    """Every bank holiday, of a table that covers the years of both dates."""
    known = _bank_holidays()
    if not known or first.year < min(known).year or last.year > max(known).year:
        raise Invalid("The bank-holiday table does not cover this date.")
    return known


@asked_once
def _bank_holidays() -> frozenset[date]:
    return frozenset(BankHoliday.objects.values_list("on", flat=True))
