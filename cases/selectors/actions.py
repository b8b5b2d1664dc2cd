"""The actions of a plan as pages show them, as far as the viewer may see."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.models import User
from agencies.permissions import Permission, Reach
from agencies.roles import MATRIX, ROLE_NAMES, Role
from agencies.selectors import PostHeld
from cases.indicators import Indicator, class_of, last_ticked, restored
from cases.models import ActionOutcome, ActionStatus, Case, Plan, PlanAction, Wish, WishStatus
from cases.policies import may_change_action, may_close_action, sight_of_indicators
from cases.selectors.movement import WAYS, end_of, way_of
from core.calendar import local_day
from core.layout import Row
from core.refusals import NotNow, OutOfReach

OUTCOMES = [(outcome.value, str(outcome.label)) for outcome in ActionOutcome]
Shown = Callable[[Indicator], bool]


@dataclass(frozen=True)
class ActionLine:
    """One action: what, who, by when, what it should reduce, and which wish it answers."""

    id: uuid.UUID
    number: int
    what: str
    said_to_child: str
    owner: str
    due_at: datetime
    status: str
    colour: str
    is_open: bool
    indicators: tuple[Indicator, ...]
    wish: str
    wish_stands: bool
    no_wish_because: str
    outcome: str
    evidence: str
    dropped_because: str
    closed_at: datetime | None
    may_close: bool = False


@dataclass(frozen=True)
class ActionPage:
    """One action. Whoever owes it without reading the case sees no more than the action."""

    action: PlanAction
    case: Case
    line: ActionLine
    reads_file: bool
    reads_plan: bool
    may_change: Decision
    may_close: Decision

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        return class_of(self.line.indicators)


@dataclass(frozen=True)
class ActionChoices:
    """What an action may be tied to, answer, and by whom it may be owed."""

    indicators: tuple[Indicator, ...]
    wishes: tuple[tuple[str, str], ...]
    posts: tuple[PostHeld, ...]


@dataclass(frozen=True)
class EditPage:
    """An action that the viewer changes, what it may say, and how it stands now."""

    action: PlanAction
    case: Case
    choices: ActionChoices
    stands: tuple[Row, ...]
    saved_at: datetime
    saved_by: str
    ticked: tuple[str, ...]

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        return class_of(self.choices.indicators)


def actions_of(viewer: Any, plan: Plan, *, now: datetime) -> tuple[ActionLine, ...]:
    """Every action of a plan, the open ones first by their day, then the latest closed."""
    rows = list(
        plan.actions.select_related("owner", "owner_agency", "wish__voice").order_by(
            "due_on", "number"
        )
    )
    closable = access.visible(viewer, Permission.PLAN_ACTION_CLOSE, plan.actions.all())
    may_close = set(closable.filter(status=ActionStatus.OPEN).values_list("pk", flat=True))
    shown = sight_of_indicators(viewer, plan.case)
    lines = [line_of(row, shown, now=now, may_close=row.pk in may_close) for row in rows]
    closed = sorted(
        (line for line in lines if line.closed_at),
        key=lambda line: line.closed_at or now,
        reverse=True,
    )
    return (*(line for line in lines if line.is_open), *closed)


def line_of(row: PlanAction, shown: Shown, *, now: datetime, may_close: bool = False) -> ActionLine:
    """An action as pages show it."""
    status, colour = WAYS[way_of(row, at=now)]
    return ActionLine(
        id=row.pk,
        number=row.number,
        what=row.what,
        said_to_child=row.said_to_child,
        owner=owner_words(row),
        due_at=end_of(row.due_on),
        status=status,
        colour=colour,
        is_open=row.status == ActionStatus.OPEN,
        indicators=tuple(filter(shown, restored(row.indicators))),
        wish=row.wish.said if row.wish else "",
        wish_stands=bool(row.wish and row.wish.stands),
        no_wish_because=row.no_wish_because,
        outcome=row.get_outcome_display(),
        evidence=row.evidence,
        dropped_because=row.dropped_because,
        closed_at=row.closed_at,
        may_close=may_close,
    )


def name_of(person: User | None) -> str:
    """Somebody's name; the portal itself has none."""
    return person.name if person else ""


def owner_words(row: PlanAction) -> str:
    """Who owes an action, and for which agency."""
    role = ROLE_NAMES[Role(row.owner_role)]
    who = f"{row.owner.name}, {role}" if row.owner else f"Team: {role}"
    return f"{who}, {row.owner_agency.name}"


def action_for(viewer: Any, action_id: uuid.UUID) -> PlanAction:
    """One action the viewer reads: through the case, or because it is theirs to do."""
    rows = PlanAction.objects.select_related(
        "plan__case",
        "case__child",
        "case__authority",
        "owner",
        "owner_agency",
        "wish__voice",
        "saved_by",
    )
    action = access.find(viewer, Permission.PLAN_VIEW, rows, action_id)
    if action is None:
        raise OutOfReach
    return action


def action_page(viewer: Any, action_id: uuid.UUID, *, now: datetime) -> ActionPage:
    """An action with what the viewer may do; of the file only what the viewer reads anyway."""
    action = action_for(viewer, action_id)
    case = action.case
    return ActionPage(
        action=action,
        case=case,
        line=line_of(action, sight_of_indicators(viewer, case), now=now),
        reads_file=access.can(viewer, Permission.CASE_VIEW, case),
        reads_plan=access.can(viewer, Permission.PLAN_VIEW, case),
        may_change=may_change_action(viewer, action),
        may_close=may_close_action(viewer, action),
    )


def action_to_close(viewer: Any, action_id: uuid.UUID, *, now: datetime) -> ActionPage:
    """An action the viewer may close; refused with the button's sentence."""
    page = action_page(viewer, action_id, now=now)
    access.require(viewer, Permission.PLAN_ACTION_CLOSE, page.action)
    if not page.may_close:
        raise NotNow(page.may_close.sentence)
    return page


def action_to_change(viewer: Any, action_id: uuid.UUID, *, now: datetime) -> EditPage:
    """An open action the viewer may change; refused with the button's sentence."""
    action = action_for(viewer, action_id)
    access.require(viewer, Permission.PLAN_CHANGE, action)
    open_now = may_change_action(viewer, action)
    if not open_now:
        raise NotNow(open_now.sentence)
    shown = sight_of_indicators(viewer, action.case)
    tied = tuple(one for one in restored(action.indicators) if shown(one))
    return EditPage(
        action=action,
        case=action.case,
        choices=choices_of(viewer, action.case, now=now, action=action),
        stands=_as_it_stands(action, tied),
        saved_at=action.saved_at,
        saved_by=name_of(action.saved_by),
        ticked=tuple(one.code for one in tied),
    )


def choices_of(
    viewer: Any, case: Case, *, now: datetime, action: PlanAction | None = None
) -> ActionChoices:
    """What an action of a case may say. What an action has already stays to be chosen."""
    ticked, shown = last_ticked(case), sight_of_indicators(viewer, case)
    had = restored(action.indicators) if action else ()
    known = {one.code: one for one in (*had, *(ticked.indicators if ticked else ()))}
    return ActionChoices(
        indicators=tuple(filter(shown, known.values())),
        wishes=tuple((str(wish.pk), f"“{wish.said}”") for wish in _wishes(case, action)),
        posts=tuple(posts_for_actions(case, now=now)),
    )


def posts_for_actions(case: Case, *, now: datetime) -> list[PostHeld]:
    """Posts an action can be given to: their role closes what is its own."""
    roles = [
        role
        for role in Role
        if Reach.OWN in MATRIX[role].get(Permission.PLAN_ACTION_CLOSE, frozenset())
    ]
    return agencies.posts_held(case.authority_id, roles=roles, on=local_day(now))


def wish_with(case: Case, wish_id: uuid.UUID | str) -> Wish:
    """A wish of a case, that stands or not; OutOfReach for any other."""
    wish = Wish.objects.select_related("voice").filter(pk=wish_id, voice__case=case).first()
    if wish is None:
        raise OutOfReach
    return wish


def _wishes(case: Case, action: PlanAction | None) -> Iterable[Wish]:
    standing = Wish.objects.standing().filter(voice__case=case)
    rows = standing.order_by("-voice__heard_on", "pk")
    cited = action.wish_id if action else None
    return [wish for wish in rows if wish.status == WishStatus.OPEN or wish.pk == cited]


def _as_it_stands(action: PlanAction, tied: tuple[Indicator, ...]) -> tuple[Row, ...]:
    """How the action was saved last, for whoever saves second."""
    return (
        Row("What is to be done", action.what),
        Row("In words for the child", action.said_to_child),
        Row("Should reduce", "; ".join(one.label for one in tied)),
        Row("Wish", _wish_words(action)),
        Row("Who does it", owner_words(action)),
        Row("By when", _day(action.due_on)),
    )


def _wish_words(action: PlanAction) -> str:
    if action.wish is None:
        return action.no_wish_because
    return f"“{action.wish.said}”{'' if action.wish.stands else ' (withdrawn)'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
