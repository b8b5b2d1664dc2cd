"""A narrowed list as a file: the rows of its page, read as the person who takes it away.

Only few children leave in a file on one person's word (requirement O-2). Nothing is kept: a file
is made when it is asked for, after it is written down what it holds and what for.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import QueryDict

from agencies.access import Viewer
from core import audit, sheets
from core.audit import Action, Viewed
from core.calendar import local_day
from core.refusals import NotNow
from desk.lists import Cells, FilteredList, list_for

MOST_CHILDREN = 25
MOST_IN_A_DAY = 10
ROUTE = "desk:export"
LONGEST_REASON = 400


@dataclass(frozen=True)
class ExportPage:
    """What a file would hold; `shut` is why none is given now."""

    title: str
    words: tuple[str, ...]
    columns: tuple[str, ...]
    counted: str
    shut: str
    back_url: str


@dataclass(frozen=True)
class File:
    """A file, and what has to be written down before it is sent."""

    name: str
    content_type: str
    content: bytes
    viewed: Viewed


def export_page(viewer: Viewer, name: str, query: QueryDict, *, now: datetime) -> ExportPage:
    """What would be taken away. Raises Unreadable for a filter that the list does not offer."""
    listed = list_for(viewer, name)
    values = listed.asked(query)
    ids, children = _held(viewer, listed, values, now)
    return ExportPage(
        title=listed.title,
        words=listed.words(values),
        columns=listed.columns,
        counted=_counted(listed, len(ids)),
        shut=_why_not(viewer, len(ids), len(set(children)), now),
        back_url=listed.url(values),
    )


def export_file(
    viewer: Viewer, name: str, query: QueryDict, *, format: str, purpose: str, now: datetime
) -> File:
    """The file in one of `sheets.MIME_TYPES`. Raises NotNow where none is given."""
    listed = list_for(viewer, name)
    values = listed.asked(query)
    ids, children = _held(viewer, listed, values, now)
    if shut := _why_not(viewer, len(ids), len(set(children)), now):
        raise NotNow(shut)
    cells = listed.cells(listed.rows(viewer, values, now).filter(pk__in=ids), now)
    said = "; ".join((*listed.words(values), _counted(listed, len(cells)), format.upper()))
    return File(
        name=f"{listed.name}-{local_day(now)}.{format}",
        content_type=sheets.MIME_TYPES[format],
        content=_written(listed, cells, format, now),
        viewed=Viewed(
            listed.kind,
            tuple(ids),
            tuple(children),
            Action.EXPORT,
            reason=f"{purpose} ({said})"[:LONGEST_REASON],
        ),
    )


def _held(
    viewer: Viewer, listed: FilteredList, values: dict[str, list[str]], now: datetime
) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Rows and children, read no further than what is refused."""
    rows = listed.rows(viewer, values, now).values_list("pk", "child_id")
    found = list(rows[: MOST_CHILDREN * 10 + 1])
    return [row for row, _ in found], [child for _, child in found]


def _why_not(viewer: Viewer, rows: int, children: int, now: datetime) -> str:
    if not rows:
        return "There is nothing to write into a file."
    if children > MOST_CHILDREN or rows > MOST_CHILDREN * 10:
        return (
            f"A file holds {MOST_CHILDREN} children at most. A longer one needs the approval of a "
            "second person, which the portal does not take yet. Narrow the list first."
        )
    if _taken(viewer, now) >= MOST_IN_A_DAY:
        return f"You have taken {MOST_IN_A_DAY} files away in the last 24 hours. Try tomorrow."
    return ""


def _taken(viewer: Viewer, now: datetime) -> int:
    """How many lists the person has taken away within a day."""
    if viewer.user_id is None:
        return 0
    rows = audit.reads_by(viewer.user_id).filter(at__gt=now - timedelta(days=1))
    return rows.filter(action=Action.EXPORT, route=ROUTE).count()


def _counted(listed: FilteredList, rows: int) -> str:
    if rows > MOST_CHILDREN * 10:
        return f"More than {MOST_CHILDREN * 10} {listed.many}"
    return f"{rows} {listed.one if rows == 1 else listed.many}"


def _written(listed: FilteredList, cells: list[Cells], format: str, now: datetime) -> bytes:
    if format == "xlsx":
        return sheets.as_xlsx(listed.title, listed.columns, cells, at=now)
    return sheets.as_csv(listed.columns, cells).encode()
