"""The checklist of closing: each criterion says whether it is met, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cases.closing.reasons import SPARED
from cases.models import Case


@dataclass(frozen=True)
class Answer:
    """Whether a criterion is met; `said` is how it is, in words, `url` where it can be met."""

    met: bool
    said: str
    url: str = ""


@dataclass(frozen=True)
class Criterion:
    """One line of the checklist, in the order of the pathway; `asked` of a case and a reason."""

    name: str
    label: str
    order: int
    ask: Callable[[Case, datetime], Answer]
    asked: Callable[[Case, str], bool] = lambda case, reason: True


@dataclass(frozen=True)
class Line:
    """A criterion as the checklist shows it."""

    label: str
    met: bool
    said: str
    url: str


_criteria: dict[str, Criterion] = {}


def register(criterion: Criterion) -> None:
    """Add a criterion; once for each name."""
    if criterion.name in _criteria:
        raise RuntimeError(f"the criterion {criterion.name} is there already")
    _criteria[criterion.name] = criterion


def checklist(case: Case, *, at: datetime, reason: str = "") -> tuple[Line, ...]:
    """Every criterion that a reason asks for, met or not; without a reason all of them."""
    spared = SPARED.get(reason, frozenset())
    asked = [
        one for one in _criteria.values() if one.name not in spared and one.asked(case, reason)
    ]
    answers = [(one, one.ask(case, at)) for one in sorted(asked, key=lambda one: one.order)]
    return tuple(Line(one.label, said.met, said.said, said.url) for one, said in answers)


def undone(case: Case, *, reason: str, at: datetime) -> tuple[str, ...]:
    """The labels of what a reason asks for and is not met."""
    return tuple(line.label for line in checklist(case, at=at, reason=reason) if not line.met)
