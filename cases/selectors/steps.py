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
from cases.models import Case, CaseStatus
from cases.policies import may_close, may_close_as_second, may_step_up, owed_before_closing
from cases.selectors.case import case_for, open_cases_of


@dataclass(frozen=True)
class Step:
    """A button of the case file: where it leads, or the sentence that says why it is shut."""

    label: str
    url: str
    decision: Decision


@dataclass(frozen=True)
class Owed:
    """One thing a case must have done before it closes."""

    label: str
    due_at: datetime


@dataclass(frozen=True)
class ClosingPage:
    """The checklist of closing: what is owed, and whether the pathway allows it."""

    case: Case
    owed: tuple[Owed, ...]
    decision: Decision


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
        Step(
            "Close the case",
            reverse("cases:close", args=[case.pk]),
            move and may_close(case, at=now),
        ),
        *(_second_step(case, hand_on) if beside else ()),
    )


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


def closing_of(viewer: Any, case_id: uuid.UUID, *, now: datetime) -> ClosingPage:
    """What stands in the way of closing a case (pathway section 7)."""
    case = case_to_move(viewer, case_id)
    duties = owed_before_closing(case, at=now)
    owed = tuple(Owed(duty.get_clock_display(), duty.due_at) for duty in duties)
    return ClosingPage(case, owed, may_close(case, at=now))
