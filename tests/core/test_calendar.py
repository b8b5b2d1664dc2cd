"""Time as the partnership counts it: the vectors of the pathway's clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from core import calendar
from core.calendar import LONDON, local, local_day
from core.refusals import Invalid

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 1, 9)


def on(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return local(day, time(hour, minute))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 3, 28, 10), datetime(2026, 3, 31, 11)),  # into summer time
        (datetime(2026, 10, 24, 10), datetime(2026, 10, 27, 9)),  # out of it
        (datetime(2026, 1, 9, 10), datetime(2026, 1, 12, 10)),  # over a weekend
    ],
)
def test_hours_run_over_weekends_and_clock_changes(start: datetime, end: datetime) -> None:
    due = calendar.add_hours(start.replace(tzinfo=LONDON), 72)
    assert due == end.replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 12, 24), date(2026, 12, 31)),
        (date(2027, 3, 25), date(2027, 4, 1)),
        (date(2013, 3, 28), date(2013, 4, 4)),
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(start: date, end: date) -> None:
    assert calendar.add_working_days(on(start, 10), 3) == on(end, 10)


def test_a_working_day_keeps_the_local_time_over_a_clock_change() -> None:
    assert calendar.add_working_days(on(date(2026, 3, 27), 10), 1) == on(date(2026, 3, 30), 10)


def test_a_time_that_the_clocks_skipped_is_refused() -> None:
    with pytest.raises(Invalid, match="01:30 on 29 March 2026 does not exist"):
        local(date(2026, 3, 29), time(1, 30))


def test_a_time_that_came_twice_asks_which() -> None:
    day, clock = date(2026, 10, 25), time(1, 30)
    with pytest.raises(Invalid, match="happened twice"):
        local(day, clock)
    first, second = local(day, clock, second=False), local(day, clock, second=True)
    assert second - first == timedelta(hours=1)


@pytest.mark.parametrize("day", [date(2012, 12, 31), date(2090, 1, 1)])
def test_a_date_beyond_the_table_is_refused(day: date) -> None:
    with pytest.raises(Invalid, match="does not cover"):
        calendar.add_working_days(on(day, 10), 1)


def test_a_bank_holiday_and_a_weekend_are_no_working_days() -> None:
    assert calendar.is_working_day(FRIDAY)
    assert not calendar.is_working_day(FRIDAY + timedelta(days=1))
    assert not calendar.is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (on(FRIDAY, 10), on(FRIDAY, 16), 6),
        (on(FRIDAY, 16), on(date(2026, 1, 12), 9), 17),
        (on(date(2026, 1, 10), 9), on(date(2026, 1, 11), 9), 0),
    ],
)
def test_working_time_leaves_weekends_out(start: datetime, end: datetime, hours: int) -> None:
    assert calendar.working_time(start, end) == timedelta(hours=hours)


def test_working_time_added_is_working_time_passed() -> None:
    start, span = on(FRIDAY, 16), timedelta(hours=17)
    assert calendar.add_working_time(start, span) == on(date(2026, 1, 12), 9)
    assert calendar.add_working_time(start, timedelta(hours=24)) == on(date(2026, 1, 12), 16)


def test_the_table_says_how_far_it_reaches() -> None:
    last = calendar.holidays_end()
    assert last
    assert last > date(2027, 12, 1)


def test_moments_are_kept_in_universal_time() -> None:
    assert on(date(2026, 7, 1), 12).tzinfo is UTC


def test_the_day_of_a_summer_night_is_the_local_one() -> None:
    assert local_day(datetime(2026, 8, 11, 23, 30, tzinfo=UTC)) == date(2026, 8, 12)
    assert local_day(datetime(2026, 12, 11, 23, 30, tzinfo=UTC)) == date(2026, 12, 11)
