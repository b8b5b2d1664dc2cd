"""The decisions of a case as a viewer may see them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from agencies import access
from agencies.permissions import Permission
from cases.models import Case, DecisionRecord
from core.refusals import OutOfReach


@dataclass(frozen=True)
class DecisionLine:
    """One decision in the list of a case."""

    id: uuid.UUID
    kind: str
    outcome: str
    because: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DecisionSection:
    """The decisions of a case, the latest first."""

    lines: tuple[DecisionLine, ...]


def decisions_for(viewer: Any) -> QuerySet[DecisionRecord]:
    """Every decision of a case the viewer may open."""
    rows = DecisionRecord.objects.select_related("case__child", "case__authority", "by")
    return access.visible(viewer, Permission.CASE_VIEW, rows)


def decision_section(viewer: Any, case: Case, since: datetime | None = None) -> DecisionSection:
    """The decisions of a case; a pack asks for those since a moment."""
    rows = told(viewer, case).order_by("-at", "pk")
    if since:
        rows = rows.filter(at__gte=since)
    return DecisionSection(tuple(line_of(row) for row in rows))


def told(viewer: Any, case: Case) -> QuerySet[DecisionRecord]:
    """The decisions of a case that are about a record the viewer may read."""
    rows = decisions_for(viewer).filter(case=case)
    return access.about_readable(viewer, rows, within=case)


def decision_for(viewer: Any, decision_id: uuid.UUID) -> DecisionRecord:
    """One decision, or OutOfReach."""
    row = access.find(viewer, Permission.CASE_VIEW, decisions_for(viewer), decision_id)
    if row is None or not told(viewer, row.case).filter(pk=row.pk).exists():
        raise OutOfReach
    return row


def line_of(row: DecisionRecord) -> DecisionLine:
    """A decision as a line."""
    return DecisionLine(
        row.pk, row.get_kind_display(), row.outcome, row.because, row.by.name, row.at
    )
