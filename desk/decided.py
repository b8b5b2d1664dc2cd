"""A decision with everything that was open to whoever took it, as far as the viewer reads it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from agencies.access import Viewer
from cases.models import Case, DecisionRecord
from cases.selectors import decision_for
from cases.selectors.decisions import DecisionLine, line_of
from desk.timeline import Happening, in_words, told_of


@dataclass(frozen=True)
class DecisionPage:
    """`happenings` were open to both; `hidden` to the decider and not to the viewer; `unseen` to
    neither the decider."""

    case: Case
    decision: DecisionRecord
    line: DecisionLine
    happenings: tuple[Happening, ...]
    hidden: int


def decision_page(viewer: Viewer, decision_id: uuid.UUID) -> DecisionPage:
    """One decision; what the viewer may not read of what was seen is counted and not shown."""
    row = decision_for(viewer, decision_id)
    seen = list(told_of(viewer, row.case).filter(id__in=row.seen).order_by("-at", "-id"))
    return DecisionPage(
        case=row.case,
        decision=row,
        line=line_of(row),
        happenings=in_words(seen),
        hidden=len(row.seen) - len(seen),
    )
