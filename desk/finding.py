"""One box: whatever is typed is looked for by every way a record can be known."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
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
from core.templatetags.portal import uk_date, uk_datetime
from desk.records import PAGES, page_of
from missing.models import Episode
from referrals.models import Referral

MOST = 20
"""So many of a kind are shown; who needs others says more."""
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
    """What was found of one kind, with the ids for the read audit."""

    title: str
    kind: str
    lines: tuple[Line, ...]
    records: tuple[uuid.UUID, ...]
    children: tuple[uuid.UUID, ...]
    more: bool = False


def find(viewer: Viewer, text: str) -> tuple[Group, ...]:
    """Everything within reach that the text may mean, by kind; kinds without a find are left out.

    Each kind asks the predicate of its own list, so nothing is found that could not be opened.
    """
    text = " ".join(text.split())
    groups = (
        *_by_reference(viewer, text.upper()),
        _children(viewer, text),
        _reached(viewer, text),
        _heard(viewer, text),
        _notes(viewer, text),
    )
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


def _by_reference(viewer: Viewer, text: str) -> Iterable[Group]:
    if not REFERENCE.match(text):
        return
    asked: tuple[tuple[str, Permission, Any], ...] = (
        ("Cases", Permission.CASE_VIEW, Case),
        ("Referrals", Permission.REFERRAL_VIEW, Referral),
        ("Missing episodes", Permission.EPISODE_VIEW, Episode),
    )
    for title, permission, model in asked:
        if viewer.holds(permission):
            named = model.objects.select_related("child").filter(reference=text)
            rows = list(access.visible(viewer, permission, named)[:1])
            lines = tuple(
                Line(
                    row.reference,
                    row.child.full_name,
                    ("Reference",),
                    page_of(kind_of(row), row.pk),
                )
                for row in rows
            )
            yield _group(title, rows, lines, [row.child_id for row in rows])


def _children(viewer: Viewer, text: str) -> Group:
    found: list[Candidate] = []
    if viewer.holds(Permission.CHILD_VIEW):
        query = query_of(text)
        found = [one for one in find_children(viewer, query, least=POSSIBLE) if one.named]
    lines = tuple(
        Line(one.name, _born(one.born_on), one.why, _child_url(one.child_id)) for one in found
    )
    ids = tuple(one.child_id for one in found)
    return Group("Children", "children.child", lines, ids, ids)


def _reached(viewer: Viewer, text: str) -> Group:
    rows: list[Child] = []
    if viewer.holds(Permission.CHILD_VIEW):
        rows = list(
            children_at(viewer, text).order_by("family_name", "given_name", "pk")[: MOST + 1]
        )
    why = ("Postcode or telephone number",)
    lines = tuple(
        Line(row.full_name, _born(row.born_on), why, _child_url(row.pk)) for row in rows[:MOST]
    )
    return _group("Children reached there", rows, lines, [row.pk for row in rows])


def _heard(viewer: Viewer, text: str) -> Group:
    rows: list[Mention] = list(heard_of(viewer, text)[: MOST + 1])
    lines = tuple(
        Line(
            f"{row.get_kind_display()}: {row.value}",
            f"Heard {uk_datetime(row.heard_at)}",
            ("Heard in a record",),
            page_of(row.record_kind, row.record_id) if row.record_kind in PAGES else "",
        )
        for row in rows[:MOST]
    )
    return _group("Heard before", rows, lines, [row.subject_id for row in rows])


def _notes(viewer: Viewer, text: str) -> Group:
    rows: list[Note] = []
    if viewer.holds(Permission.NOTE_VIEW):
        rows = list(notes_saying(viewer, text).select_related("case__child")[: MOST + 1])
    kinds = codes.labels("note_kind")
    lines = tuple(
        Line(
            f"{kinds.get(row.kind, row.kind)}, {uk_datetime(row.happened_at)}",
            row.excerpt,  # type: ignore[attr-defined]
            (f"About {row.case.child.full_name}",),
            page_of("cases.note", row.pk),
        )
        for row in rows[:MOST]
    )
    return _group("Notes", rows, lines, [row.case.child_id for row in rows])


def _group(
    title: str, rows: Sequence[Any], lines: tuple[Line, ...], children: Iterable[uuid.UUID | None]
) -> Group:
    shown = rows[:MOST]
    about = tuple(child for child in list(children)[:MOST] if child)
    kind = kind_of(shown[0]) if shown else ""
    return Group(title, kind, lines, tuple(row.pk for row in shown), about, len(rows) > MOST)


def _born(day: Any) -> str:
    return f"Born {uk_date(day)}" if day else "Date of birth not known"


def _child_url(child_id: uuid.UUID) -> str:
    return reverse("children:detail", args=[child_id])
