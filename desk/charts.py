"""A narrowed list as charts: how its rows part by each thing it offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from agencies.access import Viewer
from core.layout import Bar
from desk.lists import FilteredList, Option, Values, list_for

MOST_BARS = 12
"""With more choices than these, the ones without a row are left out."""


@dataclass(frozen=True)
class Split:
    """The rows by one thing. The bars add up to all rows; each leads to the rows it counts."""

    title: str
    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class ChartPage:
    """One list as it is narrowed, with its charts; `unit` is what the bars count."""

    title: str
    words: tuple[str, ...]
    unit: str
    total: int
    splits: tuple[Split, ...]
    list_url: str


def chart_page(viewer: Viewer, name: str, query: QueryDict, *, now: datetime) -> ChartPage:
    """The charts of the rows that the list's page shows the viewer.

    Raises Unreadable for a filter that the list does not offer.
    """
    listed = list_for(viewer, name)
    values = listed.asked(query)
    rows = listed.rows(viewer, values, now)
    parted = [(option, _parted(option, rows)) for option in listed.options if option.column]
    return ChartPage(
        title=listed.title,
        words=listed.words(values),
        unit=listed.many.capitalize(),
        total=max((sum(counts.values()) for _, counts in parted), default=0),
        splits=tuple(
            Split(
                f"{listed.many.capitalize()}: {option.label.lower()}",
                option.label,
                _bars(listed, option, counts, values),
            )
            for option, counts in parted
        ),
        list_url=listed.url(values),
    )


def _parted(option: Option, rows: QuerySet[Any]) -> Counter[str]:
    counted = rows.order_by().values_list(option.column).annotate(n=Count("pk"))
    return Counter({value or option.empty: n for value, n in counted})


def _bars(
    listed: FilteredList, option: Option, counts: Mapping[str, int], values: Values
) -> tuple[Bar, ...]:
    chosen = values.get(option.name)
    offered = [one for one in option.choices() if not chosen or one[0] in chosen]
    bars = [
        Bar(label, counts.get(value, 0), listed.url({**values, option.name: [value]}))
        for value, label in offered
        if len(offered) <= MOST_BARS or counts.get(value)
    ]
    rest = sum(counts.values()) - sum(counts.get(value, 0) for value, _ in offered)
    return (*bars, Bar("Not said", rest)) if rest else tuple(bars)
