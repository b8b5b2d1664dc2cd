"""Which steps of a case are open to a person now, and what still stands in the way of closing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from agencies import access
from agencies.access import Decision
from agencies.permissions import Permission
from cases.closing import checklist
from cases.models import PATHWAY, Case, CaseStatus
from cases.policies import (
    may_ask_to_close,
    may_close_as_second,
    may_move,
    may_record_strategy,
    may_reopen,
    may_step_down,
    may_step_up,
    next_states,
)
from cases.selectors.case import case_for, open_cases_of
from core.layout import Task


@dataclass(frozen=True)
class Step:
    """A button of the case file: where it leads, or the sentence that says why it is shut."""

    label: str
    url: str
    decision: Decision


@dataclass(frozen=True)
class ClosingPage:
    """The checklist of closing, as tasks, and how many are left."""

    tasks: tuple[Task, ...]
    left: int


@dataclass(frozen=True)
class SecondPage:
    """Closing a case as a second one: the case that goes on, and whether it may close now."""

    case: Case
    goes_on: Case | None
    decision: Decision


def steps_for(
    viewer: Any, case: Case, *, now: datetime, beside: Case | None = None
) -> tuple[Step, ...]:
    """The steps of the case file, each open or shut with its sentence.

    A case beside which the child has another open one can close as the second.
    """
    move = access.decide(viewer, Permission.CASE_MOVE, case)
    hand_on = access.decide(viewer, Permission.CASE_ALLOCATE, case)
    return (
        Step("Allocate the case", reverse("cases:allocate", args=[case.pk]), hand_on),
        Step("Share the case file", reverse("cases:share", args=[case.pk]), hand_on),
        Step(
            "Step up to Children's Services",
            reverse("cases:step_up", args=[case.pk]),
            move and may_step_up(case),
        ),
        *(_strategy_step(case, move) if may_record_strategy(case) else ()),
        *_moves(case, move),
        *(_second_step(case, hand_on) if beside else ()),
    )


def _moves(case: Case, move: Decision) -> tuple[Step, ...]:
    """The steps of the pathway that a person takes; a closed case can only be opened again."""
    if case.status == CaseStatus.CLOSED:
        url = reverse("cases:reopen", args=[case.pk])
        return (Step("Open the case again", url, move and may_reopen(case)),)
    found = (
        ("Move the case", "cases:move", may_move(case)),
        ("Step down", "cases:step_down", may_step_down(case)),
        ("Close the case", "cases:close", may_ask_to_close(case)),
    )
    return tuple(
        Step(label, reverse(route, args=[case.pk]), move and decision)
        for label, route, decision in found
    )


def _strategy_step(case: Case, move: Decision) -> tuple[Step, ...]:
    url = reverse("cases:strategy_record", args=[case.pk])
    return (Step("Record a strategy discussion", url, move),)


def _second_step(case: Case, decides: Decision) -> tuple[Step, ...]:
    url = reverse("cases:close_second", args=[case.pk])
    return (Step("Close as a second case", url, decides and may_close_as_second(case)),)


def other_open_case(case: Case) -> Case | None:
    """The open case that the child has beside this open one in the authority, by a merge."""
    if case.status == CaseStatus.CLOSED:
        return None
    others = open_cases_of(case.child.identity_id).filter(authority=case.authority_id)
    return others.exclude(pk=case.pk).first()


def second_of(viewer: Any, case_id: uuid.UUID) -> SecondPage:
    """Closing a case as the second: which case goes on."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.CASE_ALLOCATE, case)
    other = other_open_case(case)
    return SecondPage(case, other, may_close_as_second(case))


def case_to_move(viewer: Any, case_id: uuid.UUID) -> Case:
    """A case the viewer may move along its pathway."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.CASE_MOVE, case)
    return case


def closing_of(case: Case, *, now: datetime) -> ClosingPage:
    """The checklist of closing a case (pathway section 7): met or not, how, and where to go."""
    lines = checklist(case, at=now)
    tasks = tuple(
        Task(
            label=line.label,
            url=line.url,
            hint=line.said,
            status="Done" if line.met else "To do",
            colour="" if line.met else "yellow",
        )
        for line in lines
    )
    left = sum(not line.met for line in lines)
    return ClosingPage(tasks, left)


def moves_of(case: Case) -> list[tuple[str, str]]:
    """The states a case can be moved to by hand, as choices."""
    return [(str(state), state.label) for state in next_states(case)]


def hint_of_moves(case: Case) -> str:
    """Why a state of the pathway is not offered yet, where somebody may look for it."""
    strategy = CaseStatus.STRATEGY_AND_S47
    if not PATHWAY.allows(case.status, strategy) or strategy in next_states(case):
        return ""
    return f"“{strategy.label}” follows once the strategy discussion is recorded."
