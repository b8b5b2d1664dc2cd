"""Reads of kept filters: whose, what each says, how many rows it leaves, and what is new in it.

Whoever uses a filter, its owner or somebody it is shared with, is shown and counted the rows
that person reaches, and no other.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from core.batch import one_batch
from core.paging import page, place_url
from core.refusals import OutOfReach, Unreadable
from desk import policies
from desk.lists import GONE, LISTS, FilteredList
from desk.models import SavedFilter
from desk.policies import MOST_ROWS_FOR_NEWS
from desk.queues import MOST_COUNTED

ORDER = ("of", "name", "id")
MOST_IN_A_BAR = 20
MOST_NEW = 200
"""So many new rows are marked in a list and put away at once."""


@dataclass(frozen=True)
class FilterLine:
    """One kept filter. `owner` is empty for one's own; `wrong` says why it cannot be used now."""

    id: uuid.UUID
    name: str
    list: str
    owner: str
    words: tuple[str, ...]
    url: str
    keep_url: str
    shared: str
    on_home: bool
    alert: bool
    wrong: str = ""


@dataclass(frozen=True)
class FiltersPage:
    """One's own filters, and one page of those that others share."""

    own: tuple[FilterLine, ...]
    shared: tuple[FilterLine, ...]
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class FilterPage:
    """One of one's own filters, with whom it may be shared and whom it is shared with."""

    row: SavedFilter
    line: FilterLine
    audiences: tuple[tuple[str, str], ...]
    audience: str


@dataclass(frozen=True)
class HomeFilter:
    """A filter as a queue of the home page. `wrong` stands in the place of a count.

    `silent` when it has grown beyond `MOST_ROWS_FOR_NEWS`: no e-mail tells of news in it.
    """

    name: str
    list: str
    url: str
    words: str = ""
    empty: bool = False
    new: int = 0
    silent: bool = False
    wrong: str = ""


@dataclass(frozen=True)
class Bar:
    """What a list's page offers of filters: those to use, and what to do with the present one."""

    filters: tuple[Bookmark, ...]
    current: FilterLine | None
    save_url: str
    chart_url: str
    export_url: str
    new: frozenset[uuid.UUID] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Bookmark:
    """A filter to use; the one in use has no address."""

    name: str
    owner: str
    url: str


@one_batch()
def filters_page(viewer: Viewer, *, start: str = "") -> FiltersPage:
    """Every filter of the viewer's own, and those that are shared with a post of theirs."""
    own = _rows().filter(policies.of_owner(viewer)).order_by(*ORDER)
    open_lists = [name for name, listed in LISTS.items() if viewer.holds(listed.permission)]
    others = _rows().filter(policies.shared_with(viewer), of__in=open_lists)
    shown = page(others, ORDER, start=start)
    here = reverse("desk:filters")
    return FiltersPage(
        own=tuple(line_of(viewer, row) for row in own),
        shared=tuple(line_of(viewer, row) for row in shown.rows),
        next_url=place_url(here, shown.next),
        previous_url=place_url(here, shown.previous),
    )


def own_filter(viewer: Viewer, filter_id: uuid.UUID) -> SavedFilter:
    """One of the viewer's own; OutOfReach for any other, also one that is shared."""
    found = _rows().filter(policies.of_owner(viewer), pk=filter_id).first()
    if found is None:
        raise OutOfReach
    return found


def filter_page(viewer: Viewer, filter_id: uuid.UUID) -> FilterPage:
    """One of the viewer's own, to be changed."""
    row = own_filter(viewer, filter_id)
    listed, wrong = _usable(viewer, row)
    return FilterPage(
        row,
        line_of(viewer, row),
        audiences=policies.audience_choices(viewer, listed.permission)
        if listed and not wrong
        else (),
        audience=policies.audience_of(row),
    )


@one_batch()
def filters_on_home(viewer: Viewer, *, now: datetime) -> tuple[HomeFilter, ...]:
    """The viewer's own filters that stand on the home page, by name."""
    rows = SavedFilter.objects.filter(policies.of_owner(viewer), on_home=True)
    return tuple(_queue(viewer, row, now) for row in rows.order_by("name", "of", "id"))


@one_batch()
def bar_of(viewer: Viewer, listed: FilteredList, query: QueryDict, *, now: datetime) -> Bar:
    """The filters of one list, the one in use marked, and what is new in that one."""
    try:
        asked = listed.asked(query)
    except Unreadable:
        return Bar((), None, "", "", "")
    mine_or_shared = policies.of_owner(viewer) | policies.shared_with(viewer)
    rows = _rows().filter(mine_or_shared, of=listed.name).order_by("name", "id")
    pairs = [(row, line_of(viewer, row)) for row in rows[:MOST_IN_A_BAR]]
    used = [pair for pair in pairs if pair[0].values == asked and not pair[1].wrong]
    mine = next((row for row, line in used if not line.owner), None)
    here = urlencode(asked, doseq=True)
    return Bar(
        filters=tuple(
            Bookmark(line.name, line.owner, "" if row.values == asked else line.url)
            for row, line in pairs
            if not line.wrong
        ),
        current=line_of(viewer, mine) if mine else None,
        save_url="" if mine else f"{reverse('desk:filter_new', args=[listed.name])}?{here}",
        chart_url=f"{reverse('desk:chart', args=[listed.name])}?{here}",
        export_url=f"{reverse('desk:export', args=[listed.name])}?{here}",
        new=frozenset(_news(viewer, mine, now).values_list("pk", flat=True)[:MOST_NEW])
        if mine and mine.alert
        else frozenset(),
    )


def line_of(viewer: Viewer, row: SavedFilter) -> FilterLine:
    """A filter in words, or why it cannot be used."""
    listed, wrong = _usable(viewer, row)
    return FilterLine(
        id=row.pk,
        name=row.name,
        list=listed.title if listed else row.of,
        owner="" if row.owner_id == viewer.user_id else row.owner.name,
        words=listed.words(row.values) if listed and not wrong else (),
        url=listed.url(row.values) if listed and not wrong else "",
        keep_url=_keep_url(row) if not wrong else "",
        shared=_shared_words(row),
        on_home=row.on_home,
        alert=row.alert,
        wrong=wrong,
    )


def rows_now(viewer: Viewer, row: SavedFilter, *, now: datetime) -> list[uuid.UUID] | None:
    """The ids of the rows a filter leaves the viewer; None where it is unusable or too long."""
    listed, wrong = _usable(viewer, row)
    if listed is None or wrong:
        return None
    rows = listed.rows(viewer, row.values, now).order_by().values_list("pk", flat=True)
    found = list(rows[: MOST_ROWS_FOR_NEWS + 1])
    return found if len(found) <= MOST_ROWS_FOR_NEWS else None


def owners_told_of_news() -> list[uuid.UUID]:
    """Who wants to hear of news in a filter and can still sign in, as ids."""
    rows = SavedFilter.objects.filter(alert=True, owner__is_active=True)
    return list(rows.order_by("owner_id").values_list("owner_id", flat=True).distinct())


def address_for_news(filter_id: uuid.UUID, *, now: datetime) -> list[str]:
    """Whom to tell of news: the owner of a filter, if in any of theirs there still is some.

    Asked when the e-mail is sent: a post may have ended, a child may have been restricted since.
    """
    row = _rows().filter(pk=filter_id, owner__is_active=True).first()
    if row is None:
        return []
    viewer = access.viewer_of(row.owner)
    watched = SavedFilter.objects.filter(policies.of_owner(viewer), alert=True)
    has_news = any(
        _news(viewer, one, now).exists() for one in watched if not _usable(viewer, one)[1]
    )
    return [row.owner.email] if has_news else []


def _rows() -> QuerySet[SavedFilter]:
    return SavedFilter.objects.select_related("owner", "shared_authority", "shared_agency")


def _usable(viewer: Viewer, row: SavedFilter) -> tuple[FilteredList | None, str]:
    """The list of a filter, and why it cannot be used as it is."""
    listed = LISTS.get(row.of)
    if listed is None:
        return None, GONE
    if not viewer.holds(listed.permission):
        return listed, "Your role does not open this list."
    try:
        listed.read(row.values)
    except Unreadable:
        return listed, GONE
    return listed, ""


def _queue(viewer: Viewer, row: SavedFilter, now: datetime) -> HomeFilter:
    listed, wrong = _usable(viewer, row)
    if listed is None or wrong:
        return HomeFilter(row.name, "", reverse("desk:filter", args=[row.pk]), wrong=wrong)
    count = listed.how_many(viewer, row.values, now)
    return HomeFilter(
        name=row.name,
        list=listed.title,
        url=listed.url(row.values),
        words=f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else f"{count:,}",
        empty=not count,
        new=_news(viewer, row, now)[:MOST_COUNTED].count() if row.alert and count else 0,
        silent=row.alert and count > MOST_ROWS_FOR_NEWS,
    )


def _news(viewer: Viewer, row: SavedFilter, now: datetime) -> QuerySet[Any]:
    """The rows that came into a filter since its owner last looked."""
    rows = LISTS[row.of].rows(viewer, row.values, now).order_by()
    return rows.filter(~Q(pk__in=row.known))


def _keep_url(row: SavedFilter) -> str:
    said = urlencode(row.values, doseq=True)
    return f"{reverse('desk:filter_new', args=[row.of])}?{said}"


def _shared_words(row: SavedFilter) -> str:
    if row.shared_authority is None:
        return ""
    agency = row.shared_agency.name if row.shared_agency else ""
    return policies.in_words(row.shared_authority.name, agency=agency, role=row.shared_role)
