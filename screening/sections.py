"""The screenings of a case, as its file, pack and print show them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from agencies.access import Decision, Viewer
from agencies.permissions import Permission
from cases.models import Case
from cases.sections import Section, register
from screening import policies
from screening.selectors import case_screenings


@dataclass(frozen=True)
class ScreeningRow:
    """One screening in the list of a case."""

    pk: uuid.UUID
    completed_on: date | None
    level: str
    form: str
    screener: str
    status: str


@dataclass(frozen=True)
class ScreeningSection:
    """The screenings of a case, latest first, and whether another may be started."""

    case_id: uuid.UUID
    rows: tuple[ScreeningRow, ...]
    may_start: Decision


def read(viewer: Viewer, case: Case, since: datetime | None) -> ScreeningSection:
    """What the viewer may read of a case's screenings; a pack asks for those since a moment."""
    rows = case_screenings(viewer, case)
    return ScreeningSection(
        case_id=case.pk,
        rows=tuple(
            ScreeningRow(
                pk=row.pk,
                completed_on=row.completed_on,
                level=row.chosen if row.signed else "",
                form=row.version.name,
                screener=row.screener.name if row.screener else "",
                status=row.get_status_display(),
            )
            for row in rows
            if since is None or row.started_at >= since
        ),
        may_start=policies.may_start(viewer, case),
    )


register(
    Section(
        name="screening",
        title="Screening",
        order=40,
        permission=Permission.SCREENING_VIEW,
        template="screening/_section.html",
        read=read,
    )
)
