"""The timeline as a page and on paper: narrowed, paged by keyset, counted as far as it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from agencies import access
from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.permissions import Permission
from cases.models import Case
from cases.selectors import drafts_to_fill, notes_for, statements_of
from cases.services import Chosen
from core.calendar import LONDON
from core.layout import FilterTag
from core.models import Event
from core.paging import page
from core.templatetags.portal import uk_date
from desk.forms import TimelineFilter
from desk.queues import capped
from desk.selectors import counted
from desk.timeline import Happening, in_words, of_kinds, told_of

LATEST_FIRST = ("-at", "-id")
MOST_PRINTED = 1000


@dataclass(frozen=True)
class StoryPage:
    """Some of what happened in a case, the latest first, and how the list may be narrowed.

    `wrong` says that what was asked for cannot be; then nothing is listed.
    """

    form: TimelineFilter
    entries: tuple[Happening, ...]
    selected: tuple[FilterTag, ...]
    clear_url: str
    print_url: str
    counted: str
    next_url: str
    previous_url: str
    wrong: bool
    may_begin: bool
    drafts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PrintedStory:
    """The whole of a narrowed timeline, for paper."""

    case: Case
    entries: tuple[Happening, ...]
    narrowed: tuple[str, ...]
    more: bool
    wrong: bool


def story_page(viewer: Viewer, case: Case, asked: MultiValueDict[str, str]) -> StoryPage:
    """One page of the timeline as the address asks for it."""
    told = told_of(viewer, case)
    form = _form(told, asked)
    rows = _narrowed(told, form)
    shown = page(rows, LATEST_FIRST, start=asked.get("from", ""))
    query = _query(form)
    here = reverse("desk:case_section", args=[case.pk, "timeline"])
    return StoryPage(
        form=form,
        entries=in_words(shown.rows),
        selected=_selected(form, here),
        clear_url=here,
        print_url=_to(reverse("desk:timeline_print", args=[case.pk]), query),
        counted=counted(capped(rows), "thing happened", "things happened"),
        next_url=_to(here, [*query, ("from", shown.next)]) if shown.next else "",
        previous_url=_to(here, [*query, ("from", shown.previous)]) if shown.previous else "",
        wrong=not form.is_valid(),
        may_begin=access.can(viewer, Permission.CHRONOLOGY_WRITE, case),
        drafts=tuple(drafts_to_fill(viewer, case)),
    )


def chosen_of(viewer: Viewer, case: Case, ids: Iterable[str]) -> list[Chosen]:
    """Events of a case as they go into a chronology, in the words of the timeline.

    A note brings what it says to everybody who may read it, and nothing of its health part. An
    id that is none, or that the viewer is not told of, is left out.
    """
    wanted = [int(one) for one in ids if one.isascii() and one.isdigit() and len(one) < 19]
    events = {event.pk: event for event in told_of(viewer, case).filter(pk__in=wanted)}
    said = _said_in_notes(viewer, case, events.values())
    return [
        Chosen(
            event=events[entry.id],
            happened_at=entry.happened_at or entry.at,
            title=entry.title,
            text=said.get(events[entry.id].record_id, entry.text),
        )
        for entry in in_words(events.values())
    ]


def _said_in_notes(viewer: Viewer, case: Case, events: Iterable[Event]) -> dict[UUID, str]:
    ids = {event.record_id for event in events if event.record_kind == "cases.note"}
    return {
        note.pk: "\n".join(f"{one.mark}: {one.text}" for one in statements_of(note))
        for note in notes_for(viewer, case).filter(pk__in=ids)
    }


def printed_story(viewer: Viewer, case: Case, asked: MultiValueDict[str, str]) -> PrintedStory:
    """The same on one sheet after another, as far as anybody reads paper."""
    told = told_of(viewer, case)
    form = _form(told, asked)
    rows = list(_narrowed(told, form).order_by(*LATEST_FIRST)[: MOST_PRINTED + 1])
    return PrintedStory(
        case=case,
        entries=in_words(rows[:MOST_PRINTED]),
        narrowed=tuple(tag.label for tag in _selected(form, "")),
        more=len(rows) > MOST_PRINTED,
        wrong=not form.is_valid(),
    )


def _form(told: QuerySet[Event], asked: MultiValueDict[str, str]) -> TimelineFilter:
    """The filter, offering only whom the viewer is told of."""
    ids = list(told.order_by().values_list("by_id", flat=True).distinct())
    names = sorted(agencies.names_of(ids).items(), key=lambda pair: pair[1])
    return TimelineFilter(
        asked,
        people=[(str(pk), name) for pk, name in names],
        agencies=[(str(row.pk), row.name) for row in agencies.agencies_of(ids)],
    )


def _narrowed(told: QuerySet[Event], form: TimelineFilter) -> QuerySet[Event]:
    if not form.is_valid():
        return told.none()
    said = form.cleaned_data
    rows = told.filter(of_kinds(said["kind"])) if said["kind"] else told
    if said["agency"]:
        rows = rows.filter(agencies.by_somebody_of(said["agency"]))
    if said["person"]:
        rows = rows.filter(by_id=said["person"])
    return rows.filter(_between(said["since"], said["until"]))


def _between(since: date | None, until: date | None) -> Q:
    """From the start of the first day to the end of the last, by the clock in England."""
    period = Q()
    if since:
        period &= Q(at__gte=_midnight(since))
    if until:
        period &= Q(at__lt=_midnight(until + timedelta(days=1)))
    return period


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


Pairs = list[tuple[str, Any]]


def _query(form: TimelineFilter) -> Pairs:
    """What was chosen, as an address says it."""
    return [pair for _, pairs in _chosen(form) for pair in pairs]


def _chosen(form: TimelineFilter) -> Iterable[tuple[str, Pairs]]:
    """Each filter in force: its words, and how the address says it."""
    said = form.cleaned_data if form.is_valid() else {}
    for kind in said.get("kind", ()):
        yield form.word("kind", kind), [("kind", kind)]
    for name in ("agency", "person"):
        if said.get(name):
            yield form.word(name, said[name]), [(name, said[name])]
    for name, word in (("since", "From"), ("until", "To")):
        day = said.get(name)
        if day:
            parts = (("day", day.day), ("month", day.month), ("year", day.year))
            yield f"{word} {uk_date(day)}", [(f"{name}_{part}", value) for part, value in parts]


def _selected(form: TimelineFilter, here: str) -> tuple[FilterTag, ...]:
    """Each filter in force, with the list without it."""
    chosen = list(_chosen(form))
    return tuple(
        FilterTag(label, _to(here, [pair for _, rest in chosen if rest != pairs for pair in rest]))
        for label, pairs in chosen
    )


def _to(here: str, query: Pairs) -> str:
    return f"{here}?{urlencode(query)}" if query else here
