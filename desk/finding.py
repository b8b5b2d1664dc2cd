"""One box: whatever is typed is looked for by every way a record can be known."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from cases.models import Case, Mention, Note
from cases.selectors import heard_of, notes_saying
from children.models import Child
from children.search import POSSIBLE, ChildQuery
from children.selectors import Candidate, children_at, find_children
from core import codes
from core.layout import PartialDate
from core.models import kind_of
from core.paging import Page, one_of, page, page_number
from core.templatetags.portal import uk_date, uk_datetime
from desk.records import PAGES, page_of
from missing.models import Episode
from referrals.models import Referral

SIZE = 20
"""So many of a kind stand on a page."""
DATE = re.compile(r"\b(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})\b")
REFERENCE = re.compile(r"^[A-Z]{1,4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")


@dataclass(frozen=True)
class Line:
    """One record that was found: what it is, what is said of it, where it is, and why."""

    title: str
    said: str
    why: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Group:
    """One page of what was found of one kind, with the ids for the read audit.

    `next` and `previous` are the places where the other pages begin; "" is none.
    """

    name: str
    title: str
    kind: str
    lines: tuple[Line, ...]
    records: tuple[uuid.UUID, ...]
    children: tuple[uuid.UUID, ...]
    next: str = ""
    previous: str = ""


def find(viewer: Viewer, text: str, *, kind: str = "", start: str = "") -> tuple[Group, ...]:
    """Everything within reach that the text may mean, by kind; kinds without a find are left out.

    `kind` asks for one kind alone, from the place `start` on. Each kind asks the predicate of its
    own list, so nothing is found, counted or paged over that could not be opened. Raises
    Unreadable for a kind or a place that is not offered.
    """
    text = " ".join(text.split())
    wanted = [kind] if one_of(kind, WAYS, "kind of record") else list(WAYS)
    groups = (WAYS[name](viewer, text, start if kind else "") for name in wanted)
    return tuple(group for group in groups if group.lines)


def query_of(text: str) -> ChildQuery:
    """What a line of text says of a child: a whole date is one of birth, digits are a number."""
    born = None
    if dated := DATE.search(text):
        day, month, year = (int(part) for part in dated.groups())
        born = _real(day, month, year)
        text = text.replace(dated.group(), " ")
    words = text.split()
    numbers = [word for word in words if any(sign.isdigit() for sign in word)]
    names = [word for word in words if word not in numbers]
    return ChildQuery(given_name=" ".join(names), born=born, identifier=" ".join(numbers))


def _real(day: int, month: int, year: int) -> PartialDate | None:
    born = PartialDate(day, month, year)
    try:
        return born if born.exact else None
    except ValueError:
        return None


def _named(
    name: str, title: str, permission: Permission, model: Any
) -> Callable[[Viewer, str, str], Group]:
    """The record of one kind that a reference names."""

    def look(viewer: Viewer, text: str, start: str) -> Group:
        rows: Page[Any] = Page(())
        reference = text.upper()
        if REFERENCE.match(reference) and viewer.holds(permission):
            named = model.objects.select_related("child").filter(reference=reference)
            rows = page(access.visible(viewer, permission, named), ("id",), start=start, size=SIZE)
        lines = (
            Line(row.reference, row.child.full_name, ("Reference",), page_of(kind_of(row), row.pk))
            for row in rows.rows
        )
        return _group(name, title, rows, lines, (row.child_id for row in rows.rows))

    return look


def _children(viewer: Viewer, text: str, start: str) -> Group:
    """Best first; a place is the number of a page, as likeness is no column."""
    found: list[Candidate] = []
    number = page_number(start)
    if viewer.holds(Permission.CHILD_VIEW):
        query = query_of(text)
        found = find_children(viewer, query, least=POSSIBLE, most=None)
    named = [one for one in found if one.named]
    shown = named[(number - 1) * SIZE : number * SIZE]
    ids = tuple(one.child_id for one in shown)
    return Group(
        name="children",
        title="Children",
        kind="children.child",
        lines=tuple(
            Line(one.name, _born(one.born_on), one.why, _child_url(one.child_id)) for one in shown
        ),
        records=ids,
        children=ids,
        next=str(number + 1) if len(named) > number * SIZE else "",
        previous=str(number - 1) if number > 1 else "",
    )


def _reached(viewer: Viewer, text: str, start: str) -> Group:
    rows: Page[Child] = Page(())
    if viewer.holds(Permission.CHILD_VIEW):
        order = ("family_name", "given_name", "id")
        rows = page(children_at(viewer, text), order, start=start, size=SIZE)
    why = ("Postcode or telephone number",)
    lines = (Line(row.full_name, _born(row.born_on), why, _child_url(row.pk)) for row in rows.rows)
    return _group("reached", "Children reached there", rows, lines, (row.pk for row in rows.rows))


def _heard(viewer: Viewer, text: str, start: str) -> Group:
    rows: Page[Mention] = page(heard_of(viewer, text), ("-heard_at", "id"), start=start, size=SIZE)
    lines = (
        Line(
            f"{row.get_kind_display()}: {row.value}",
            f"Heard {uk_datetime(row.heard_at)}",
            ("Heard in a record",),
            page_of(row.record_kind, row.record_id) if row.record_kind in PAGES else "",
        )
        for row in rows.rows
    )
    return _group("heard", "Heard before", rows, lines, (row.subject_id for row in rows.rows))


def _notes(viewer: Viewer, text: str, start: str) -> Group:
    rows: Page[Note] = Page(())
    if viewer.holds(Permission.NOTE_VIEW):
        found = notes_saying(viewer, text).select_related("case__child")
        rows = page(found, ("-happened_at", "id"), start=start, size=SIZE)
    kinds = codes.labels("note_kind")
    lines = (
        Line(
            f"{kinds.get(row.kind, row.kind)}, {uk_datetime(row.happened_at)}",
            row.excerpt,  # type: ignore[attr-defined]
            (f"About {row.case.child.full_name}",),
            page_of("cases.note", row.pk),
        )
        for row in rows.rows
    )
    return _group("notes", "Notes", rows, lines, (row.case.child_id for row in rows.rows))


WAYS: dict[str, Callable[[Viewer, str, str], Group]] = {
    "cases": _named("cases", "Cases", Permission.CASE_VIEW, Case),
    "referrals": _named("referrals", "Referrals", Permission.REFERRAL_VIEW, Referral),
    "episodes": _named("episodes", "Missing episodes", Permission.EPISODE_VIEW, Episode),
    "children": _children,
    "reached": _reached,
    "heard": _heard,
    "notes": _notes,
}
"""Every kind of find by its name, in the order they are shown in."""


def _group(
    name: str,
    title: str,
    rows: Page[Any],
    lines: Iterable[Line],
    children: Iterable[uuid.UUID | None],
) -> Group:
    return Group(
        name=name,
        title=title,
        kind=kind_of(rows.rows[0]) if rows.rows else "",
        lines=tuple(lines),
        records=tuple(row.pk for row in rows.rows),
        children=tuple(child for child in children if child),
        next=rows.next,
        previous=rows.previous,
    )


def _born(day: Any) -> str:
    return f"Born {uk_date(day)}" if day else "Date of birth not known"


def _child_url(child_id: uuid.UUID) -> str:
    return reverse("children:detail", args=[child_id])
