"""Dates of birth as people mistype them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from core.layout import PartialDate

SAME = "same date of birth"
SWAPPED = "day and month swapped"
NEAR = "date of birth differs in one place"
PARTLY = "fits the part of the date of birth given"
ESTIMATED = "born in about the same year, estimated"


def swapped(day: date) -> date | None:
    """The date with day and month exchanged, if that is another real date."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(day=day.month, month=day.day)


def near(day: date) -> list[date]:
    """Dates one slip of the finger away: a day, a month, a year, a ten of either."""
    return sorted(set(_slips(day)))


def _slips(day: date) -> Iterator[date]:
    for years in (-10, -1, 1, 10):
        yield from _real(day.year + years, day.month, day.day)
    for month in (day.month - 1, day.month + 1, day.month - 10, day.month + 10):
        yield from _real(day.year, month, day.day)
    for days in (-10, -1, 1, 10):
        yield day + timedelta(days=days)


def _real(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def likeness(
    typed: PartialDate | None, known: date | None, *, estimated: bool
) -> tuple[float | None, str]:
    """How well a known date fits, 0 to 1, and why; None when either side says nothing."""
    if typed is None or known is None:
        return None, ""
    if typed.exact is None:
        return (0.8, PARTLY) if _fits(typed, known) else (0.0, "")
    if typed.exact == known:
        return 1.0, SAME
    if swapped(typed.exact) == known:
        return 0.9, SWAPPED
    if estimated and abs(typed.exact.year - known.year) <= 1:
        return 0.7, ESTIMATED
    return (0.7, NEAR) if known in near(typed.exact) else (0.0, "")


def _fits(typed: PartialDate, known: date) -> bool:
    pairs = ((typed.day, known.day), (typed.month, known.month), (typed.year, known.year))
    return all(part is None or part == there for part, there in pairs)
