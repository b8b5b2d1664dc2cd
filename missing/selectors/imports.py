"""Reads of imported files, their rows, and what waits to be settled."""

from __future__ import annotations

import csv
import io
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from agencies import access
from agencies.models import Authority
from agencies.permissions import Permission
from children.models import Child
from children.search import ChildQuery
from children.selectors import Candidate, find_children
from core.paging import one_of
from core.refusals import OutOfReach
from missing.extract import Line
from missing.models import EpisodeImport, ImportResult, ImportRow, ImportStatus

SIZE = 50
LATEST = 10
RESULT_COLOURS = {"CREATED": "green", "KNOWN": "grey", "PARKED": "yellow", "REFUSED": "red"}


@dataclass(frozen=True)
class RowLine:
    """One row of a file: what it said, while that is kept, and what became of it."""

    pk: uuid.UUID
    number: int
    result: str
    colour: str
    reason: str
    said: Line | None
    episode_id: uuid.UUID | None
    episode: str
    reference: str


@dataclass(frozen=True)
class ImportPage:
    """A file, how many rows have which result, and one page of the rows."""

    batch: EpisodeImport
    before: EpisodeImport | None
    counts: tuple[tuple[str, str, int], ...]
    result: str
    lines: tuple[RowLine, ...]
    number: int
    has_more: bool
    subjects: tuple[uuid.UUID, ...]

    @property
    def imported(self) -> bool:
        return self.batch.status == ImportStatus.IMPORTED


@dataclass(frozen=True)
class ParkedList:
    """A page of the rows that wait."""

    lines: tuple[RowLine, ...]
    number: int
    has_more: bool


@dataclass(frozen=True)
class ParkedPage:
    """One row that waits, and the children it may mean."""

    row: ImportRow
    said: Line
    candidates: tuple[Candidate, ...]


def import_for(viewer: Any, import_id: uuid.UUID | str) -> EpisodeImport:
    """One imported or previewed file, or OutOfReach as for an unknown id."""
    rows = EpisodeImport.objects.select_related("authority", "by")
    try:
        found = access.visible(viewer, Permission.EPISODE_IMPORT, rows).filter(pk=import_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise OutOfReach
    return found


def imported_before(file_hash: str, authority: Authority) -> EpisodeImport | None:
    """The earlier import of the very same file, if there is one."""
    return EpisodeImport.objects.filter(
        authority=authority, file_hash=file_hash, status=ImportStatus.IMPORTED
    ).first()


def parked_rows(viewer: Any) -> QuerySet[ImportRow]:
    """Rows that wait for somebody to say which child they mean, oldest first."""
    rows = ImportRow.objects.filter(
        result=ImportResult.PARKED, settled_at=None, batch__status=ImportStatus.IMPORTED
    ).select_related("batch__authority")
    rows = access.visible(viewer, Permission.EPISODE_MATCH, rows)
    return rows.order_by("batch__imported_at", "batch_id", "number")


def parked_row_for(viewer: Any, row_id: uuid.UUID | str) -> ImportRow:
    """One row that waits, or OutOfReach as for an unknown id."""
    try:
        row = parked_rows(viewer).filter(pk=row_id).first()
    except ValidationError:
        row = None
    if row is None:
        raise OutOfReach
    return row


def candidates_for(viewer: Any, row: ImportRow) -> list[Candidate]:
    """The children a parked row may mean, shown to whoever settles it.

    Settling is a permission of its own and needs every child of the region, but never one who is
    restricted to others or whom the viewer is barred from.
    """
    line = Line.from_json(row.said)
    query = ChildQuery.of(line.given_name, line.family_name, line.born_on)
    found = find_children(access.HOUSE, query)
    rows = Child.objects.filter(pk__in=[candidate.child_id for candidate in found])
    who = access.viewer_of(viewer) if viewer is not None else access.HOUSE
    shown = set(access.outside_barriers(who, rows, subject="pk").values_list("pk", flat=True))
    return [candidate for candidate in found if candidate.child_id in shown]


def latest_imports(viewer: Any) -> list[EpisodeImport]:
    """The last few files a viewer may see, with how many rows each had."""
    rows = access.visible(viewer, Permission.EPISODE_IMPORT, EpisodeImport.objects.all())
    imported = rows.filter(status=ImportStatus.IMPORTED).select_related("authority", "by")
    return list(imported.annotate(size=Count("rows")).order_by("-imported_at")[:LATEST])


def import_page(viewer: Any, import_id: uuid.UUID | str, *, result: str, number: int) -> ImportPage:
    """One page of the rows of a file; Unreadable for an unknown result."""
    batch = import_for(viewer, import_id)
    result = one_of(result, ImportResult.values, "result")
    rows = batch.rows.select_related("episode").order_by("number")
    counts = dict(batch.rows.order_by().values_list("result").annotate(Count("pk")))
    found = list((rows.filter(result=result) if result else rows)[_slice(number)])
    shown = found[:SIZE]
    return ImportPage(
        batch=batch,
        before=imported_before(batch.file_hash, batch.authority),
        counts=tuple((one.value, str(one.label), counts.get(one.value, 0)) for one in ImportResult),
        result=result,
        lines=tuple(_row_line(row) for row in shown),
        number=number,
        has_more=len(found) > SIZE,
        subjects=tuple(row.episode.child_id for row in shown if row.episode),
    )


def results_as_csv(batch: EpisodeImport) -> str:
    """Every row of a file with its result: text only, and no name of a child."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["Row", "Result", "Reason", "Reference"])
    for row in batch.rows.select_related("episode").order_by("number"):
        reference = row.episode.reference if row.episode else row.reference
        cells = [row.get_result_display(), row.reason, reference]
        writer.writerow([row.number, *(_as_text(cell) for cell in cells)])
    return file.getvalue()


def parked_page(viewer: Any, *, number: int) -> ParkedList:
    """One page of the rows that wait."""
    found = list(parked_rows(viewer)[_slice(number)])
    return ParkedList(tuple(_row_line(row) for row in found[:SIZE]), number, len(found) > SIZE)


def parked_row_page(viewer: Any, row_id: uuid.UUID | str) -> ParkedPage:
    """One row that waits, with the children it may mean."""
    row = parked_row_for(viewer, row_id)
    return ParkedPage(row, Line.from_json(row.said), tuple(candidates_for(viewer, row)))


def _slice(number: int) -> slice:
    first = (number - 1) * SIZE
    return slice(first, first + SIZE + 1)


def _row_line(row: ImportRow) -> RowLine:
    return RowLine(
        pk=row.pk,
        number=row.number,
        result=row.get_result_display(),
        colour=RESULT_COLOURS[row.result],
        reason=row.reason,
        said=Line.from_json(row.said) if row.said else None,
        episode_id=row.episode_id,
        episode=row.episode.reference if row.episode else "",
        reference=row.reference,
    )


def _as_text(cell: str) -> str:
    """A cell no spreadsheet takes for a formula (requirement O-1)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
