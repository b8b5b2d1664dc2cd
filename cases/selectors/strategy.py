"""The strategy discussions of a case, for those who read its notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import Case, StrategyOutcome
from cases.policies import may_record_strategy

OUTCOMES = [(outcome.value, str(outcome.label)) for outcome in StrategyOutcome]


@dataclass(frozen=True)
class StrategyLine:
    """One strategy discussion, one person a line, and who wrote it down when."""

    held_on: date
    attended: str
    team_told_on: date
    shared: str
    outcome: str
    because: str
    by: str
    recorded_at: datetime


@dataclass(frozen=True)
class StrategySection:
    """The strategy discussions of a case, the latest first; `may_read` says why none is shown."""

    lines: tuple[StrategyLine, ...]
    may_read: Decision
    may_record: Decision


def strategy_section(viewer: Any, case: Case, since: datetime | None = None) -> StrategySection:
    """What was discussed of a case; a pack asks for what was written down since a moment."""
    may_read = access.decide(viewer, Permission.NOTE_VIEW, case)
    record = access.decide(viewer, Permission.CASE_MOVE, case) and may_record_strategy(case)
    return StrategySection(_lines(case, since) if may_read else (), may_read, record)


def _lines(case: Case, since: datetime | None) -> tuple[StrategyLine, ...]:
    rows = case.strategy_discussions.order_by("-held_on", "-recorded_at", "pk")
    found = list(rows.filter(recorded_at__gte=since) if since else rows)
    names = agencies.names_of(row.by_id for row in found)
    return tuple(
        StrategyLine(
            held_on=row.held_on,
            attended="\n".join(row.attended),
            team_told_on=row.team_told_on,
            shared=row.shared,
            outcome=row.get_outcome_display(),
            because=row.because,
            by=names.get(row.by_id, "") if row.by_id else "",
            recorded_at=row.recorded_at,
        )
        for row in found
    )
