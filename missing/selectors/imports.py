"""Reads of imported files, their rows, and what waits to be settled."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from agencies import access
from agencies.models import Authority
from agencies.permissions import Permission
from children.models import Child
from children.search import ChildQuery
from children.selectors import Candidate, find_children
from core.refusals import OutOfReach
from missing.extract import Line
from missing.models import EpisodeImport, ImportResult, ImportRow, ImportStatus


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
