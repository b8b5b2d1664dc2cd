"""What one cell says: a day, a time, a name, a word of a list. UK dates, the day first."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from core.calendar import LONDON, local
from core.layout.dates import month_number
from core.refusals import Invalid
from missing.extract.files import FORMULA
from missing.extract.words import plain

EXCEL_EPOCH = date(1899, 12, 30)
SERIALS = (20_000, 60_000)
"""Day numbers of Excel that can be meant: 1954 to 2064."""
LONGEST_NAME = 100
YEARS = range(1950, 2100)
DATE = re.compile(
    r"(?:[a-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?[ ./-]+(\d{1,2}|[a-z]{3,9})[ ./,-]+(\d{4}|\d{2})"
)
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2})(?:[:.](\d{2})(?:\.\d+)?)?)? ?(am|pm|hrs|h|hours)?")
ZONE = re.compile(r"(z|[+-]\d{2}:?\d{2})$")

Moment = tuple[date, time | None]


def text(cell: Any, name: str, *, limit: int = 200) -> str:
    """The cell as text. Raises Invalid for a formula and for text beyond the limit."""
    if cell is FORMULA:
        raise Invalid(f"{name} holds a formula. Paste the value it shows instead.")
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = "" if cell is None else " ".join(str(cell).split())
    if len(said) > limit:
        raise Invalid(f"{name} is {len(said)} characters long; at most {limit} fit.")
    return said


def person_name(cell: Any, name: str) -> str:
    """A name that holds at least one letter, or nothing."""
    said = text(cell, name, limit=LONGEST_NAME)
    if said and not any(letter.isalpha() for letter in said):
        raise Invalid(f"{name} holds no letters.")
    return said


def moment(cell: Any, name: str) -> Moment | None:
    """The day and, where there is one, the time of a cell; None for an empty cell."""
    if isinstance(cell, datetime):
        if cell.tzinfo:
            cell = cell.astimezone(LONDON)
        return cell.date(), cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, date):
        return cell, None
    said = text(cell, name).lower()
    if not said:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", said):
        return _from_serial(float(said), name)
    return _from_words(said, name)


def day(cell: Any, name: str) -> date | None:
    """The day of a cell, any time left out."""
    found = moment(cell, name)
    return found[0] if found else None


def clock(cell: Any, name: str) -> time | None:
    """A time of day: 18:30, 18.30, 1830, 6.30pm, or the fraction of a day that Excel keeps."""
    if isinstance(cell, datetime):
        return cell.time().replace(second=0, microsecond=0)
    if isinstance(cell, time):
        return cell.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(cell, timedelta):
        cell = cell / timedelta(days=1)
    if isinstance(cell, float) and 0 <= cell < 1:
        return _fraction(cell)
    said = text(cell, name).lower()
    if not said:
        return None
    if re.fullmatch(r"0?\.\d+", said):
        return _fraction(float(said))
    return _read_clock(said.rjust(4, "0") if re.fullmatch(r"\d{3}", said) else said, name)


def at(when: Moment, *, not_before: datetime | None = None) -> datetime:
    """The moment of a local day and time; without a time the start of that day.

    A time the clocks skipped is refused. One that came twice is the first of the two, or the
    second where the first would lie before `not_before`.
    """
    on, clock_time = when
    try:
        return local(on, clock_time or time())
    except Invalid as refusal:
        if "twice" not in refusal.sentence:
            raise
    first = local(on, clock_time or time(), second=False)
    return local(on, clock_time or time(), second=bool(not_before and first < not_before))


def one_of(cell: Any, words: dict[str, str], name: str) -> str:
    """The code that a word stands for, nothing for nothing. Raises Invalid for another word."""
    said = plain(text(cell, name))
    if not said:
        return ""
    if said not in words:
        raise Invalid(f"{name} holds a word that is not known.")
    return words[said]


def _from_serial(number: float, name: str) -> Moment:
    days = int(number)
    if not SERIALS[0] <= days < SERIALS[1]:
        raise Invalid(f"{name} is not a date.")
    part = number - days
    return EXCEL_EPOCH + timedelta(days=days), _fraction(part) if part else None


def _from_words(said: str, name: str) -> Moment:
    iso = ISO.match(said)
    found = iso or DATE.match(said)
    if not found:
        raise Invalid(f"{name} is not a date. Write it like 3/10/2015.")
    first, month, last = found.groups()
    on = _day(last, month, first, name) if iso else _day(first, month, last, name)
    rest = said[found.end() :].lstrip(" ,t").removeprefix("at ")
    if not rest:
        return on, None
    zone = ZONE.search(rest) if iso else None
    clock_time = _read_clock(rest[: zone.start()] if zone else rest, name)
    return _in_london(on, clock_time, zone[1]) if zone else (on, clock_time)


def _day(day_of: str, month: str, year: str, name: str) -> date:
    number = month_number(month)
    if number.isdigit() and int(number) > 12 and int(day_of) <= 12:
        raise Invalid(f"{name} is not a date: the day comes first, then the month.")
    try:
        on = date(int(year) + (2000 if len(year) == 2 else 0), int(number), int(day_of))
    except ValueError:
        raise Invalid(f"{name} is not a real date.") from None
    if on.year not in YEARS:
        raise Invalid(f"{name} has a year that cannot be meant.")
    return on


def _in_london(on: date, clock_time: time, zone: str) -> Moment:
    """A time with its offset, as the clock in London showed it."""
    offset = "+0000" if zone == "z" else zone.replace(":", "")
    minutes = int(offset[1:3]) * 60 + int(offset[3:5])
    shift = timedelta(minutes=minutes if offset[0] == "+" else -minutes)
    here = (datetime.combine(on, clock_time, UTC) - shift).astimezone(LONDON)
    return here.date(), here.time()


def _read_clock(said: str, name: str) -> time:
    found = CLOCK.fullmatch(said.strip())
    if not found or (found[2] is None and found[4] is None):
        raise Invalid(f"{name} is not a time. Write it like 18:30.")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[4]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise Invalid(f"{name} is not a time. Write it like 18:30.")
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise Invalid(f"{name} is not a time. Write it like 18:30.")
    return time(hour, minute)


def _fraction(part: float) -> time:
    """A part of a day, to the nearest minute and never the next day."""
    minutes = min(round(part * 24 * 60), 24 * 60 - 1)
    return time(minutes // 60, minutes % 60)
