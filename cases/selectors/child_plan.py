"""The plan on one page in the child's words: wishes, and what is done about each.

It goes home with the child. So it holds what the child said and what was written for the child:
no risk level, no indicator, no evidence, no reference, and nobody's name but the child's first.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agencies import access
from agencies.permissions import Permission
from cases.models import ActionStatus, Case, Plan, PlanAction, Wish
from cases.selectors.plan import plan_for
from cases.selectors.voice import wishes_of
from core.calendar import local_day
from duties.models import Clock
from duties.selectors import duty_of


@dataclass(frozen=True)
class Promise:
    """One thing that will be done or was done, as it was written for the child."""

    words: str
    done: bool
    by_when: date


@dataclass(frozen=True)
class WishAnswered:
    """A wish, what is done about it, and what the child was told."""

    said: str
    promises: tuple[Promise, ...]
    answer: str


@dataclass(frozen=True)
class ChildPlan:
    """The page: what I want, what you will do, what else you will do, when we talk again."""

    plan: Plan
    case: Case
    name: str
    made_on: date
    wishes: tuple[WishAnswered, ...]
    others: tuple[Promise, ...]
    again_on: date | None
    may_write: access.Decision


def child_plan(viewer: Any, plan_id: uuid.UUID, *, now: datetime) -> ChildPlan:
    """A plan the viewer reads, in the child's words."""
    plan = plan_for(viewer, Permission.PLAN_VIEW, plan_id)
    rows = plan.actions.exclude(status=ActionStatus.DROPPED).exclude(said_to_child="")
    told = list(rows.order_by("due_on", "number"))
    duty = duty_of(plan.pk, Clock.PLAN_REVIEW)
    wishes = wishes_of(plan.case)
    answering = {wish.pk for wish in wishes}
    return ChildPlan(
        plan=plan,
        case=plan.case,
        name=plan.case.child.given_name,
        made_on=local_day(now),
        wishes=tuple(_answered(wish, told) for wish in wishes),
        others=tuple(_promise(row) for row in told if row.wish_id not in answering),
        again_on=local_day(duty.due_at) if duty and duty.closed_at is None else None,
        may_write=access.decide(viewer, Permission.LETTER_WRITE, plan.case),
    )


def _answered(wish: Wish, told: list[PlanAction]) -> WishAnswered:
    return WishAnswered(
        said=wish.said,
        promises=tuple(_promise(row) for row in told if row.wish_id == wish.pk),
        answer=wish.answer,
    )


def _promise(row: PlanAction) -> Promise:
    return Promise(row.said_to_child, row.status == ActionStatus.DONE, row.due_on)
