"""What a person may do in the plan of a case, and which indicators they are shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agencies import access
from agencies.access import Decision
from agencies.permissions import SENTENCES, DataClass, Permission
from cases.indicators import Indicator
from cases.models import (
    ActionStatus,
    Case,
    CaseStatus,
    PlanAction,
)


def may_plan(case: Case) -> Decision:
    """A plan belongs to an open case."""
    if case.status == CaseStatus.CLOSED:
        return Decision(False, "This case is closed. A new referral opens it again.")
    return Decision(True)


def may_add_to_plan(who: Any, case: Case) -> Decision:
    """Whoever plans in the case, while it is open."""
    return access.decide(who, Permission.PLAN_ADD, case) and may_plan(case)


def may_change_plan(who: Any, case: Case) -> Decision:
    """Whoever changes the plan of the case, while it is open."""
    return access.decide(who, Permission.PLAN_CHANGE, case) and may_plan(case)


def may_review_plan(who: Any, case: Case) -> Decision:
    """Whoever signs the plan of the case, while it is open."""
    return access.decide(who, Permission.PLAN_REVIEW, case) and may_plan(case)


def may_offer(who: Any, case: Case) -> Decision:
    """Whoever offers interventions in the case, while it is open."""
    return access.decide(who, Permission.INTERVENTION_OFFER, case) and may_plan(case)


def may_close_action(who: Any, action: PlanAction) -> Decision:
    """Whoever owes the action, or oversees the plan, until it is closed; also in a closed case."""
    if action.status != ActionStatus.OPEN:
        return Decision(False, "This action is closed already.")
    if access.can(who, Permission.PLAN_ACTION_CLOSE, action):
        return Decision(True)
    return Decision(False, SENTENCES[Permission.PLAN_ACTION_CLOSE])


def may_change_action(who: Any, action: PlanAction) -> Decision:
    """Whoever changes the plan, until the action is closed."""
    if action.status != ActionStatus.OPEN:
        return Decision(False, "This action is closed: what was done is not changed afterwards.")
    return access.decide(who, Permission.PLAN_CHANGE, action) and may_plan(action.case)


def sight_of_indicators(who: Any, case: Case) -> Callable[[Indicator], bool]:
    """Which indicators of a case the viewer is shown: those of readers of its screenings."""
    if not access.can(who, Permission.SCREENING_VIEW, case):
        return lambda indicator: False
    health = access.may_read(who, DataClass.HEALTH, case)
    return lambda indicator: health or not indicator.health
