"""Add an action to a plan, change it, close it with evidence, or drop it with a reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import PlanEvent
from cases.indicators import Indicator, Ticked, last_ticked, restored, stored
from cases.models import (
    ACTION_PATHWAY,
    ActionOutcome,
    ActionStatus,
    Case,
    Plan,
    PlanAction,
    Wish,
)
from cases.policies import may_change_action, may_close_action, may_plan, sight_of_indicators
from cases.selectors.movement import end_of
from cases.services.plan import locked
from cases.services.voice import held_standing
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow, Stale
from duties.models import Clock
from duties.services import (
    Owner,
    cancel_duty,
    close_duty,
    hand_over_duty,
    name_another_day,
    open_duty,
)

STALE = "Somebody saved this action since you opened it. Nothing of yours or theirs is lost."


@dataclass(frozen=True)
class ActionSaid:
    """An action as somebody gives it: `indicators` are codes of the last signed screening."""

    what: str
    agency: Agency
    role: Role
    due_on: date
    person: User | None = None
    indicators: tuple[str, ...] = ()
    wish: Wish | None = None
    no_wish_because: str = ""
    said_to_child: str = ""


@transaction.atomic
def add_action(plan: Plan, said: ActionSaid, *, by: User | None, at: datetime) -> PlanAction:
    """Somebody does something by a day; it is owed from now on (capability 32).

    It reduces an indicator that the last signed screening ticked, or answers a wish; without a
    wish it says why (capability 96). Raises Invalid with what is missing, NotNow when closed.
    """
    access.require(by, Permission.PLAN_ADD, plan.case)
    plan = locked(plan)
    case = plan.case
    open_now = may_plan(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    if said.due_on < local_day(at):
        raise Invalid("The day must not be in the past.", field="due_on")
    last = plan.actions.aggregate(last=Max("number"))["last"] or 0
    action = PlanAction(plan=plan, case=case, number=last + 1, added_at=at)
    _take(action, said, by=by, at=at)
    action.save()
    ACTION_PATHWAY.begin(action, by=by, at=at)
    trail.record(PlanEvent.ACTION_ADDED, action, by=by, at=at, case=case.pk)
    _owe(action, by=by, at=at)
    return action


@transaction.atomic
def change_action(
    action: PlanAction, said: ActionSaid, *, edition: int, by: User | None, at: datetime
) -> PlanAction:
    """Save an open action that was begun from `edition`; what is owed, by whom and when follows.

    Raises Stale when another save came first (requirement C-1), NotNow once it is closed.
    """
    access.require(by, Permission.PLAN_CHANGE, action)
    action = _locked(action)
    open_now = may_change_action(by, action)
    if not open_now:
        raise NotNow(open_now.sentence)
    if said.due_on != action.due_on and said.due_on < local_day(at):
        raise Invalid("The day must not be in the past.", field="due_on")
    before = _saying(action)
    stands, owner, due_on = action.edition, _owner(action), action.due_on
    _take(action, said, by=by, at=at)
    if _saying(action) == before:
        return action
    if edition != stands:
        raise Stale(STALE)
    action.edition += 1
    action.save()
    trail.record(PlanEvent.ACTION_CHANGED, action, by=by, at=at, case=action.case_id)
    if action.due_on != due_on:
        day = end_of(action.due_on)
        name_another_day(Clock.PLAN_ACTION, about=action, due_at=day, by=by, at=at)
    if _owner(action) != owner:
        hand_over_duty(Clock.PLAN_ACTION, about=action, to=_owner(action), by=by, at=at)
    return action


@transaction.atomic
def hand_over_actions(
    case: Case, *, owner: Owner, to: Owner, agency: Agency, role: Role, at: datetime
) -> None:
    """The open actions of one owner are somebody else's from now on; their duties go beside."""
    plan_actions = PlanAction.objects.select_for_update().filter(
        case=case, status=ActionStatus.OPEN, owner=owner.person
    )
    if owner.person is None:
        plan_actions = plan_actions.filter(owner_role=owner.role, owner_agency=owner.agency)
    plan_actions.update(
        owner=to.person,
        owner_role=role,
        owner_agency=agency,
        edition=F("edition") + 1,
        saved_at=at,
    )


@transaction.atomic
def close_action(
    action: PlanAction,
    *,
    evidence: str,
    outcome: ActionOutcome,
    by: User | None,
    at: datetime,
) -> PlanAction:
    """The action is done: what was done, and what difference it made. Its duty ends with it."""
    access.require(by, Permission.PLAN_ACTION_CLOSE, action)
    open_now = may_close_action(by, action)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not evidence.strip():
        raise Invalid("Enter what was done, and how you know.", field="evidence")
    if outcome not in ActionOutcome.values:
        raise Invalid("Select what difference it made.", field="outcome")
    facts = {"evidence": evidence.strip(), "outcome": outcome}
    _close(action, ActionStatus.DONE, facts, by=by, at=at)
    close_duty(Clock.PLAN_ACTION, about=action, by=by, at=at)
    trail.record(PlanEvent.ACTION_DONE, action, by=by, at=at, case=action.case_id)
    return action


@transaction.atomic
def drop_action(action: PlanAction, *, because: str, by: User | None, at: datetime) -> PlanAction:
    """The action is no longer wanted, with the reason; nobody owes it any more."""
    access.require(by, Permission.PLAN_CHANGE, action)
    open_now = may_change_action(by, action)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not because.strip():
        raise Invalid("Enter why the action is dropped.", field="because")
    dropped = {"dropped_because": because.strip()}
    _close(action, ActionStatus.DROPPED, dropped, by=by, at=at, because=because.strip())
    cancel_duty(Clock.PLAN_ACTION, about=action, by=by, at=at)
    trail.record(PlanEvent.ACTION_DROPPED, action, by=by, at=at, case=action.case_id)
    return action


def _close(
    action: PlanAction,
    to: ActionStatus,
    facts: dict[str, Any],
    *,
    by: User | None,
    at: datetime,
    because: str = "",
) -> None:
    closed = {**facts, "closed_at": at, "closed_by": by}
    ACTION_PATHWAY.move(action, to=to, by=by, at=at, because=because, also=closed)


def _take(action: PlanAction, said: ActionSaid, *, by: User | None, at: datetime) -> None:
    """Put what was said on the action. Raises Invalid where it does not hold together."""
    _check(action.case, said)
    action.what, action.said_to_child = said.what.strip(), said.said_to_child.strip()
    action.owner, action.owner_role, action.owner_agency = said.person, said.role, said.agency
    action.due_on = said.due_on
    action.wish = said.wish
    action.no_wish_because = "" if said.wish else said.no_wish_because.strip()
    action.saved_at, action.saved_by = at, by
    _tie(action, said.indicators, by=by)


def _check(case: Case, said: ActionSaid) -> None:
    if not said.what.strip():
        raise Invalid("Enter what is to be done.", field="what")
    if said.wish is None and not said.no_wish_because.strip():
        raise Invalid(
            "Cite a wish of the child, or say why this action cites none.",
            field="no_wish_because",
        )
    if said.wish and said.wish.voice.case_id != case.pk:
        raise Invalid("This wish is not this child's.", field="wish")
    if said.wish and not held_standing(said.wish):
        raise Invalid("This wish was corrected or withdrawn. Choose again.", field="wish")


def _tie(action: PlanAction, codes: Collection[str], *, by: User | None) -> None:
    """Tie the action to what it should reduce; what the writer is not shown stays tied."""
    ticked, shown = last_ticked(action.case), sight_of_indicators(by, action.case)
    had = restored(action.indicators)
    known = {one.code: one for one in (*had, *_offered(ticked)) if shown(one)}
    if not set(codes) <= known.keys():
        raise Invalid("Choose from what the last screening ticked.", field="indicators")
    hidden = [one for one in had if not shown(one)]
    tied = [*hidden, *(one for code, one in known.items() if code in codes)]
    if not tied and known and action.wish is None:
        raise Invalid(
            "Tick what this action should reduce, or cite a wish of the child.",
            field="indicators",
        )
    action.indicators = stored(tied)
    action.tool_version = ticked.version_id if ticked and tied else action.tool_version


def _offered(ticked: Ticked | None) -> tuple[Indicator, ...]:
    return ticked.indicators if ticked else ()


def _locked(action: PlanAction) -> PlanAction:
    rows = PlanAction.objects.select_for_update(of=("self",))
    return rows.select_related("case__authority", "owner", "owner_agency").get(pk=action.pk)


def _saying(action: PlanAction) -> tuple[Any, ...]:
    """All that a save may change, to tell a save that changes nothing."""
    return (
        action.what,
        action.said_to_child,
        sorted(one["code"] for one in action.indicators),
        action.wish_id,
        action.no_wish_because,
        (action.owner_id, action.owner_role, action.owner_agency_id),
        action.due_on,
    )


def _owner(action: PlanAction) -> Owner:
    """Who owes the action: the person named, else the role in the agency."""
    if action.owner:
        return Owner(person=action.owner)
    return Owner(role=Role(action.owner_role), agency=action.owner_agency)


def _owe(action: PlanAction, *, by: User | None, at: datetime) -> None:
    case = action.case
    open_duty(
        Clock.PLAN_ACTION,
        about=action,
        reference=case.reference,
        authority=case.authority,
        owner=_owner(action),
        starts_at=at,
        due_at=end_of(action.due_on),
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )
