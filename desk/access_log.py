"""Who has looked at what: a child's log for governance, and one's own (requirement RA-5)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db.models import Count, Max, QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from agencies.selectors import names_of, posts_in_words
from cases.models import Case
from children.models import Child
from children.selectors import child_for
from core import audit
from core.audit import Action
from core.models import ReadEvent
from core.paging import NO_PLACE, page
from core.refusals import Unreadable

MOST_READERS = 100
NEWEST_FIRST = ("-at", "-id")
"""By the moment, not by the key alone: PostgreSQL would walk the key past a million other rows."""
LATEST_CASE_FIRST = ("-opened_at", "id")
ACTIONS = {
    Action.VIEW: "Opened",
    Action.LIST: "Saw in a list",
    Action.SEARCH: "Found by a search",
    Action.PRINT: "Printed",
    Action.EXPORT: "Took away in a file",
    Action.REVEAL: "Uncovered",
}
NOBODY = "The portal itself"
NAMES = {
    "core.readevent": ("the access log", "lines of the access log"),
    "duties.duty": ("duty", "duties"),
}
"""What people call the kinds of record whose own name is not theirs."""


@dataclass(frozen=True)
class Look:
    """One look: when, who, what was done and to what."""

    at: datetime
    who: str
    post: str
    did: str
    what: str
    reason: str


@dataclass(frozen=True)
class Reader:
    """One person who has looked at a child, and the address of their looks alone."""

    name: str
    post: str
    times: int
    last_at: datetime
    url: str


@dataclass(frozen=True)
class Looks:
    """A page of looks, newest first."""

    lines: tuple[Look, ...]
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class SeenBy:
    """Who has looked at one child, everyone's looks or one person's."""

    child_id: uuid.UUID
    name: str
    readers: tuple[Reader, ...]
    looks: Looks
    only: str
    url: str


@dataclass(frozen=True)
class LogLine:
    """A case whose log the viewer may read."""

    case_id: uuid.UUID
    child_id: uuid.UUID
    reference: str
    name: str
    url: str


@dataclass(frozen=True)
class LogIndex:
    """The cases of the viewer's authority, each with the way to its log."""

    lines: tuple[LogLine, ...]
    reference: str
    next_url: str
    previous_url: str


def log_index(viewer: Viewer, *, reference: str, start: str) -> LogIndex:
    """The cases whose log a viewer may read; `reference` picks one."""
    rows = access.visible(viewer, Permission.ACCESS_LOG_VIEW, Case.objects.select_related("child"))
    wanted = reference.replace("\x00", "").strip().upper()[:20]
    found = page(rows.filter(reference=wanted) if wanted else rows, LATEST_CASE_FIRST, start=start)
    asked = {"reference": wanted} if wanted else {}
    here = reverse("desk:access_log")
    return LogIndex(
        tuple(_log_line(case) for case in found.rows),
        wanted,
        next_url=_to(here, asked, found.next),
        previous_url=_to(here, asked, found.previous),
    )


def seen_by(viewer: Viewer, child_id: uuid.UUID, *, by: str, start: str) -> SeenBy:
    """Who has looked at a child, under whichever of its records; `by` picks one person.

    OutOfReach for a child that no record of the viewer's authority leads to.
    """
    child = child_for(viewer, child_id, Permission.ACCESS_LOG_VIEW)
    same = Child.objects.filter(identity_id=child.identity_id).values_list("pk", flat=True)
    rows = audit.reads_about(list(same))
    here, person = reverse("desk:seen_by", args=[child.pk]), _person(by)
    shown = rows.filter(by_id=person) if person else rows
    return SeenBy(
        child_id=child.pk,
        name=child.full_name,
        readers=_readers(rows, here),
        looks=_looks(shown, here, {"by": str(person)} if person else {}, start),
        only=names_of([person]).get(person, "") if person else "",
        url=here,
    )


def own_activity(viewer: Viewer, *, start: str) -> Looks:
    """What a person looked at, without the children's names: that would be another look."""
    rows = audit.reads_by(viewer.user_id) if viewer.user_id else ReadEvent.objects.none()
    return _looks(rows, reverse("desk:own_activity"), {}, start)


def _readers(rows: QuerySet[ReadEvent], here: str) -> tuple[Reader, ...]:
    found = list(
        rows.order_by()
        .values_list("by_id")
        .annotate(times=Count("pk"), last_at=Max("at"))
        .order_by("-last_at")[:MOST_READERS]
    )
    names, posts = _who(pk for pk, _, _ in found)
    return tuple(
        Reader(
            names.get(pk, NOBODY),
            posts.get(pk, ""),
            times,
            last_at,
            _to(here, {"by": str(pk)} if pk else {}),
        )
        for pk, times, last_at in found
    )


def _looks(rows: QuerySet[ReadEvent], here: str, asked: dict[str, str], start: str) -> Looks:
    found = page(rows, NEWEST_FIRST, start=start)
    names, posts = _who(row.by_id for row in found.rows)
    return Looks(
        tuple(_look(row, names, posts) for row in found.rows),
        next_url=_to(here, asked, found.next),
        previous_url=_to(here, asked, found.previous),
    )


Words = Mapping[Any, str]


def _who(ids: Iterable[uuid.UUID | None]) -> tuple[Words, Words]:
    known = set(ids)
    return names_of(known), posts_in_words(known)


def _look(row: ReadEvent, names: Words, posts: Words) -> Look:
    return Look(
        at=row.at,
        who=names.get(row.by_id, NOBODY),
        post=posts.get(row.by_id, ""),
        did=ACTIONS[Action(row.action)],
        what=_what(row),
        reason=row.reason,
    )


def _what(row: ReadEvent) -> str:
    """The kind of record, or how many; the log outlives kinds that the portal no longer knows."""
    count = len(row.record_ids)
    try:
        kind = apps.get_model(row.record_kind)._meta
    except LookupError:
        return "Record" if count == 1 else f"{count} records"
    one, many = NAMES.get(row.record_kind) or (kind.verbose_name, kind.verbose_name_plural)
    return str(one).capitalize() if count == 1 else f"{count} {many}"


def _log_line(case: Case) -> LogLine:
    url = reverse("desk:seen_by", args=[case.child_id])
    return LogLine(case.pk, case.child_id, case.reference, case.child.full_name, url)


def _person(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        raise Unreadable(NO_PLACE) from None


def _to(here: str, asked: dict[str, str], place: str | None = None) -> str:
    """An address with what was asked for; a place that there is none of gives no address."""
    if place == "":
        return ""
    query = {**asked, "from": place} if place else asked
    return f"{here}?{urlencode(query)}" if query else here
