"""The plan of a case: its text, what it should reduce, its actions, its reviews."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from agencies import access
from agencies.access import Decision
from agencies.permissions import Permission
from cases.indicators import Indicator, class_of, last_ticked, restored
from cases.models import ActionStatus, Case, Plan, PlanReview, Wish, WishStatus
from cases.policies import (
    may_add_to_plan,
    may_change_plan,
    may_review_plan,
    sight_of_indicators,
)
from cases.selectors.actions import ActionChoices, ActionLine, actions_of, choices_of, name_of
from cases.selectors.case import case_for
from cases.selectors.movement import DONE, DONE_LATE, LATE, Movement, as_it_was, movement_of
from core.layout import Row
from core.refusals import NotNow, OutOfReach
from duties.models import Clock
from duties.selectors import duty_of


@dataclass(frozen=True)
class ToReduce:
    """An indicator of the last screening, and the open actions that should reduce it."""

    indicator: Indicator
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class ReviewLine:
    """One review in the list of a plan."""

    id: uuid.UUID
    number: int
    held_on: date
    summary: str
    gone: int
    new: int
    still: int
    done: int
    late: int


@dataclass(frozen=True)
class PlanSection:
    """The plan as the case file shows it; no plan yet says who may begin one."""

    plan: Plan | None
    review_due_at: datetime | None
    to_reduce: tuple[ToReduce, ...]
    unanswered: tuple[str, ...]
    to_do: tuple[ActionLine, ...]
    closed: tuple[ActionLine, ...]
    reviews: tuple[ReviewLine, ...]
    may_add: Decision
    may_change: Decision
    may_review: Decision

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        tied = [one for line in (*self.to_do, *self.closed) for one in line.indicators]
        return class_of([*tied, *(one.indicator for one in self.to_reduce)])


@dataclass(frozen=True)
class CasePage:
    """A case in which the viewer may begin a plan."""

    case: Case


@dataclass(frozen=True)
class AddPage:
    """A plan that gets another action, and what the action may say."""

    plan: Plan
    case: Case
    choices: ActionChoices

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        return class_of(self.choices.indicators)


@dataclass(frozen=True)
class TextPage:
    """The text of a plan, and how it stands now."""

    plan: Plan
    case: Case
    stands: tuple[Row, ...]
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True)
class ReviewPage:
    """A plan under review, or one that was: what has moved, and who said what."""

    plan: Plan
    case: Case
    moved: Movement
    review: PlanReview | None = None

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        return class_of((*self.moved.gone, *self.moved.new, *self.moved.still))


def plan_section(viewer: Any, case: Case, since: datetime | None = None) -> PlanSection:
    """The plan of a case; `since` changes nothing, a plan is shown as it stands."""
    access.require(viewer, Permission.PLAN_VIEW, case)
    now = timezone.now()
    plan = Plan.objects.filter(case=case).select_related("case__child", "saved_by").first()
    lines = actions_of(viewer, plan, now=now) if plan else ()
    return PlanSection(
        plan=plan,
        review_due_at=_review_due(plan) if plan else None,
        to_reduce=_to_reduce(viewer, plan) if plan else (),
        unanswered=_unanswered(case) if plan else (),
        to_do=tuple(line for line in lines if line.is_open),
        closed=tuple(line for line in lines if not line.is_open),
        reviews=_reviews(viewer, plan) if plan else (),
        may_add=may_add_to_plan(viewer, case),
        may_change=may_change_plan(viewer, case),
        may_review=may_review_plan(viewer, case),
    )


def case_to_plan(viewer: Any, case_id: uuid.UUID) -> CasePage:
    """An open case without a plan, in which the viewer may begin one."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.PLAN_ADD, case)
    _open_now(may_add_to_plan(viewer, case))
    if Plan.objects.filter(case=case).exists():
        raise NotNow("This case has a plan already.")
    return CasePage(case)


def plan_for(viewer: Any, permission: Permission, plan_id: uuid.UUID) -> Plan:
    """A plan whose case the viewer reaches with a permission: 404 or 403 otherwise."""
    rows = Plan.objects.select_related("case__child", "case__authority", "saved_by")
    plan = rows.filter(pk=plan_id).first()
    if plan is None:
        raise OutOfReach
    access.require(viewer, permission, plan.case)
    return plan


def plan_to_add_to(viewer: Any, plan_id: uuid.UUID, *, now: datetime) -> AddPage:
    """A plan to which the viewer may add an action."""
    plan = plan_for(viewer, Permission.PLAN_ADD, plan_id)
    _open_now(may_add_to_plan(viewer, plan.case))
    return AddPage(plan, plan.case, choices_of(viewer, plan.case, now=now))


def plan_to_change(viewer: Any, plan_id: uuid.UUID) -> TextPage:
    """A plan whose text the viewer may change, and how it stands now."""
    plan = plan_for(viewer, Permission.PLAN_CHANGE, plan_id)
    _open_now(may_change_plan(viewer, plan.case))
    stands = (Row("Aim", plan.aim), Row("Keeping safe", plan.keeping_safe))
    return TextPage(plan, plan.case, stands, plan.saved_at, name_of(plan.saved_by))


def plan_to_review(viewer: Any, plan_id: uuid.UUID, *, now: datetime) -> ReviewPage:
    """A plan the viewer may review, with what has moved since it was last looked at."""
    plan = plan_for(viewer, Permission.PLAN_REVIEW, plan_id)
    _open_now(may_review_plan(viewer, plan.case))
    shown = sight_of_indicators(viewer, plan.case)
    return ReviewPage(plan, plan.case, movement_of(plan, at=now).seen_with(shown))


def review_page(viewer: Any, review_id: uuid.UUID) -> ReviewPage:
    """One review as it was kept, with the indicators that the viewer is shown."""
    row = PlanReview.objects.select_related("by").filter(pk=review_id).first()
    if row is None:
        raise OutOfReach
    plan = plan_for(viewer, Permission.PLAN_VIEW, row.plan_id)
    shown = sight_of_indicators(viewer, plan.case)
    return ReviewPage(plan, plan.case, as_it_was(row.movement).seen_with(shown), row)


def _open_now(decision: Decision) -> None:
    if not decision:
        raise NotNow(decision.sentence)


def _review_due(plan: Plan) -> datetime | None:
    duty = duty_of(plan.pk, Clock.PLAN_REVIEW)
    return duty.due_at if duty and duty.status == duty.Status.OPEN else None


def _to_reduce(viewer: Any, plan: Plan) -> tuple[ToReduce, ...]:
    """What the last screening ticked, each with the open actions that should reduce it."""
    ticked, shown = last_ticked(plan.case), sight_of_indicators(viewer, plan.case)
    tied = plan.actions.filter(status=ActionStatus.OPEN).order_by("number")
    numbers: dict[str, list[int]] = {}
    for number, rows in tied.values_list("number", "indicators"):
        for one in restored(rows):
            numbers.setdefault(one.code, []).append(number)
    return tuple(
        ToReduce(one, tuple(numbers.get(one.code, ())))
        for one in (ticked.indicators if ticked else ())
        if shown(one)
    )


def _unanswered(case: Case) -> tuple[str, ...]:
    """Open wishes that no action cites."""
    standing = Wish.objects.standing()
    rows = standing.filter(voice__case=case, status=WishStatus.OPEN, actions=None)
    return tuple(rows.order_by("voice__heard_on", "pk").values_list("said", flat=True))


def _reviews(viewer: Any, plan: Plan) -> tuple[ReviewLine, ...]:
    """The reviews of a plan, latest first, each with what had moved."""
    shown = sight_of_indicators(viewer, plan.case)
    return tuple(
        _review_line(row, as_it_was(row.movement).seen_with(shown))
        for row in plan.reviews.order_by("-number")
    )


def _review_line(row: PlanReview, moved: Movement) -> ReviewLine:
    return ReviewLine(
        id=row.pk,
        number=row.number,
        held_on=row.held_on,
        summary=row.summary,
        gone=len(moved.gone),
        new=len(moved.new),
        still=len(moved.still),
        done=moved.count(DONE, DONE_LATE),
        late=moved.count(LATE, DONE_LATE),
    )
