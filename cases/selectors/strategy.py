"""The strategy discussions of a case, for those who read its notes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import Case, StrategyDiscussion, StrategyOutcome
from cases.policies import may_correct_strategy, may_record_strategy
from cases.selectors.case import case_for
from core.refusals import OutOfReach

OUTCOMES = [(outcome.value, str(outcome.label)) for outcome in StrategyOutcome]


@dataclass(frozen=True)
class StrategyLine:
    """One strategy discussion, one person a line, and who wrote it down when.

    `corrected` says that another record stands for it, `why` why this one corrects another.
    """

    id: uuid.UUID
    held_on: date
    attended: str
    team_told_on: date
    shared: str
    outcome: str
    because: str
    by: str
    recorded_at: datetime
    corrected: bool
    why: str
    may_correct: bool


@dataclass(frozen=True)
class StrategySection:
    """The strategy discussions of a case, the latest first; `may_read` says why none is shown."""

    lines: tuple[StrategyLine, ...]
    may_read: Decision
    may_record: Decision


@dataclass(frozen=True)
class CorrectStrategyPage:
    """A record of a strategy discussion that the viewer may correct, unless it was already."""

    case: Case
    row: StrategyDiscussion
    may_correct: Decision


def strategy_section(viewer: Any, case: Case, since: datetime | None = None) -> StrategySection:
    """What was discussed of a case; a pack asks for what was written down since a moment."""
    may_read = access.decide(viewer, Permission.NOTE_VIEW, case)
    record = access.decide(viewer, Permission.CASE_MOVE, case) and may_record_strategy(case)
    corrects = bool(access.decide(viewer, Permission.CASE_MOVE, case))
    lines = _lines(case, since, corrects=corrects) if may_read else ()
    return StrategySection(lines, may_read, record)


def strategy_to_correct(viewer: Any, row_id: uuid.UUID) -> CorrectStrategyPage:
    """A record of a case that the viewer moves, and whose notes the viewer reads."""
    rows = StrategyDiscussion.objects.select_related("case__child", "case__authority")
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise OutOfReach
    case = case_for(viewer, row.case_id)
    access.require(viewer, Permission.CASE_MOVE, case)
    access.require(viewer, Permission.NOTE_VIEW, case)
    return CorrectStrategyPage(case, row, may_correct_strategy(row))


def _lines(case: Case, since: datetime | None, *, corrects: bool) -> tuple[StrategyLine, ...]:
    related = case.strategy_discussions.select_related("correction")
    rows = related.order_by("-held_on", "-recorded_at", "pk")
    found = list(rows.filter(recorded_at__gte=since) if since else rows)
    names = agencies.names_of(row.by_id for row in found)
    return tuple(
        StrategyLine(
            id=row.pk,
            held_on=row.held_on,
            attended="\n".join(row.attended),
            team_told_on=row.team_told_on,
            shared=row.shared,
            outcome=row.get_outcome_display(),
            because=row.because,
            by=names.get(row.by_id, "") if row.by_id else "",
            recorded_at=row.recorded_at,
            corrected=hasattr(row, "correction"),
            why=row.corrected_because,
            may_correct=corrects and not hasattr(row, "correction"),
        )
        for row in found
    )
