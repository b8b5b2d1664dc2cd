"""Dates of birth as people mistype them, and what each agreement says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from children.search.names import UNSAID, Level
from core.layout import PartialDate

SAME = Level(0.88, 1 / 3650)
"""Of two children of 8 to 17, one pair in 3,650 is born on the same day."""
SWAPPED = Level(0.01, 0.4 / 3650)
NEAR = Level(0.05, 25 / 3650)
ESTIMATED = Level(0.5, 0.25)
ANOTHER = Level(0.02, 0.98)
WHY = {
    SAME: "same date of birth",
    SWAPPED: "day and month swapped",
    NEAR: "date of birth differs in one place",
    ESTIMATED: "born in about the same year, estimated",
    UNSAID: "",
    ANOTHER: "",
}
PARTLY, ANOTHER_BIRTH = "fits the part of the date of birth given", "another date of birth"
DAYS, MONTHS, YEARS = 30.4, 12, 10


def swapped(day: date) -> date | None:
    """The date with day and month exchanged, if that is another real date."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(day=day.month, month=day.day)


@lru_cache(maxsize=64)
def near(day: date) -> frozenset[date]:
    """Dates one slip away: a digit mistyped, two exchanged, day and month swapped, another year,
    the day before or after."""
    return frozenset(_slips(day)) - {day}


def _slips(day: date) -> Iterator[date]:
    yield from filter(None, [swapped(day)])
    yield from (day - timedelta(days=1), day + timedelta(days=1))
    for years in range(-YEARS, YEARS + 1):
        yield from _real(day.year + years, day.month, day.day)
    for month, number in _digits_away(day.month, day.day):
        yield from _real(day.year, month, number)


@cache
def _digits_away(month: int, day: int) -> tuple[tuple[int, int], ...]:
    """Months and days written with one digit of day or month mistyped, or two exchanged."""
    digits = f"{day:02}{month:02}"
    return tuple(
        (other_month, other)
        for other_month in range(1, 13)
        for other in range(1, 32)
        if OSA.distance(digits, f"{other:02}{other_month:02}") <= 1
    )


def _real(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def born_level(typed: PartialDate | None, known: date | None, *, estimated: bool) -> Level:
    """How a date of birth, known in whole or in part, fits a whole one."""
    if typed is None or known is None:
        return UNSAID
    exact = typed.exact
    if exact is None:
        return part_level(typed) if _fits(typed, known) else ANOTHER
    if exact == known:
        return SAME
    if swapped(exact) == known:
        return SWAPPED
    if known in near(exact):
        return NEAR
    if estimated and abs(exact.year - known.year) <= 1:
        return ESTIMATED
    return ANOTHER


def part_level(typed: PartialDate) -> Level:
    """What it says that the known parts of a date fit: a year alone says little."""
    parts = ((typed.day, DAYS), (typed.month, MONTHS), (typed.year, YEARS))
    of_two = 1.0
    for part, size in parts:
        of_two /= size if part else 1
    return Level(0.95, of_two)


def _fits(typed: PartialDate, known: date) -> bool:
    pairs = ((typed.day, known.day), (typed.month, known.month), (typed.year, known.year))
    return all(part is None or part == there for part, there in pairs)


def most_of(typed: PartialDate | None) -> Level:
    """What it would say if all that is known of the date fitted."""
    if typed is None:
        return UNSAID
    return SAME if typed.exact else part_level(typed)


def why(level: Level) -> str:
    """What fits, in a sentence."""
    return WHY.get(level, PARTLY)


def why_not(level: Level) -> str:
    """What does not fit, in a sentence."""
    return ANOTHER_BIRTH if level is ANOTHER else ""
