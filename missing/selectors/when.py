"""When episodes start: by day of the week and time of day, as London's clocks showed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay

from core.calendar import LONDON
from missing.selectors.episodes import episodes_for

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HOURS_IN_BLOCK = 3
BLOCKS = tuple(range(0, 24, HOURS_IN_BLOCK))
LOOK_BACK = timedelta(days=365)
LEFT, TOP, WIDTH, HEIGHT = 110, 30, 60, 34


@dataclass(frozen=True)
class Square:
    """How many episodes started in one block of one day, and its place in the picture."""

    count: int
    x: int
    y: int
    shade: str


@dataclass(frozen=True)
class Day:
    """One day of the week."""

    name: str
    squares: tuple[Square, ...]
    total: int
    y: int


@dataclass(frozen=True)
class StartTimes:
    """The starts of the last year, how many there were, and how many start times are reports."""

    days: tuple[Day, ...]
    blocks: tuple[tuple[str, int], ...]
    total: int
    marked: int
    width: int = LEFT + WIDTH * len(BLOCKS)
    height: int = TOP + HEIGHT * len(DAYS)


def start_times(viewer: Any, *, now: datetime) -> StartTimes:
    """When the episodes within a viewer's reach started, over the last year.

    A start that is only the time of the report says nothing of when a child left: it is counted
    apart and drawn nowhere.
    """
    rows = episodes_for(viewer).filter(started_at__gt=now - LOOK_BACK)
    known = (
        rows.filter(start_is_reported=False)
        .order_by()
        .annotate(
            day=ExtractIsoWeekDay("started_at", tzinfo=LONDON),
            hour=ExtractHour("started_at", tzinfo=LONDON),
        )
    )
    counts: dict[tuple[int, int], int] = {}
    for day, hour, count in known.values_list("day", "hour").annotate(Count("pk")):
        place = day - 1, hour // HOURS_IN_BLOCK
        counts[place] = counts.get(place, 0) + count
    most = max(counts.values(), default=0) or 1
    return StartTimes(
        days=tuple(_day(number, counts, most) for number in range(len(DAYS))),
        blocks=tuple(
            (f"{hour:02}-{hour + HOURS_IN_BLOCK:02}", LEFT + place * WIDTH)
            for place, hour in enumerate(BLOCKS)
        ),
        total=sum(counts.values()),
        marked=rows.filter(start_is_reported=True).count(),
    )


def _day(number: int, counts: dict[tuple[int, int], int], most: int) -> Day:
    y = TOP + number * HEIGHT
    squares = tuple(
        Square(
            count=counts.get((number, place), 0),
            x=LEFT + place * WIDTH,
            y=y,
            shade=f"{counts.get((number, place), 0) / most:.2f}",
        )
        for place in range(len(BLOCKS))
    )
    return Day(DAYS[number], squares, sum(square.count for square in squares), y)
