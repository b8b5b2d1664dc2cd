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
from cases.models import Case
from cases.policies import may_close, may_step_up, owed_before_closing
from cases.selectors.case import case_for


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


def steps_for(viewer: Any, case: Case, *, now: datetime) -> tuple[Step, ...]:
    """The steps of the case file, each open or shut with its sentence."""
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
    )


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
