"""What has moved since the plan was last looked at: its indicators, and its actions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q

from cases.indicators import Indicator, last_ticked, restored
from cases.models import ActionStatus, Plan, PlanAction
from core.calendar import local

DONE, DONE_LATE, DROPPED, LATE, TO_DO = "DONE", "DONE_LATE", "DROPPED", "LATE", "TO_DO"
WAYS = {
    DONE: ("Done in time", "green"),
    DONE_LATE: ("Done, late", "yellow"),
    DROPPED: ("Dropped", "grey"),
    LATE: ("Late, still to do", "red"),
    TO_DO: ("To do", "blue"),
}


@dataclass(frozen=True)
class ActionMoved:
    """How an action stood at the review: one of WAYS, and in what words."""

    number: int
    what: str
    way: str
    told: str = ""

    @property
    def words(self) -> str:
        return WAYS[self.way][0]

    @property
    def colour(self) -> str:
        return WAYS[self.way][1]


@dataclass(frozen=True)
class Movement:
    """What went, came and stayed since a moment; actions that were closed since, and open ones."""

    since: datetime
    gone: tuple[Indicator, ...]
    new: tuple[Indicator, ...]
    still: tuple[Indicator, ...]
    actions: tuple[ActionMoved, ...]

    def count(self, *ways: str) -> int:
        """How many actions stand in one of these ways."""
        return sum(action.way in ways for action in self.actions)

    def seen_with(self, shown: Callable[[Indicator], bool]) -> Movement:
        """The same, with the indicators that a viewer is shown."""
        return replace(
            self,
            gone=tuple(filter(shown, self.gone)),
            new=tuple(filter(shown, self.new)),
            still=tuple(filter(shown, self.still)),
        )


def end_of(day: date) -> datetime:
    """The last minute of a day that was named: by then it is due."""
    return local(day, time(23, 59))


def movement_of(plan: Plan, *, at: datetime) -> Movement:
    """What has moved between the last review, or the beginning of the plan, and a moment."""
    last = plan.reviews.order_by("number").last()
    since = last.recorded_at if last else plan.begun_at
    before = restored(last.ticked if last else plan.ticked)
    ticked = last_ticked(plan.case)
    now = ticked.indicators if ticked else ()
    rows = plan.actions.filter(Q(closed_at=None) | Q(closed_at__gt=since)).order_by("number")
    return Movement(
        since=since,
        gone=_without(before, now),
        new=_without(now, before),
        still=_without(now, _without(now, before)),
        actions=tuple(_moved(row, at=at) for row in rows),
    )


def way_of(action: PlanAction, *, at: datetime) -> str:
    """In time, late, dropped or still to do, as it stands at a moment."""
    due = end_of(action.due_on)
    if action.status == ActionStatus.DROPPED:
        return DROPPED
    if action.status == ActionStatus.DONE:
        return DONE if action.closed_at and action.closed_at <= due else DONE_LATE
    return TO_DO if due >= at else LATE


def as_kept(moved: Movement) -> dict[str, Any]:
    """A movement as a review keeps it."""
    return {**asdict(moved), "since": moved.since.isoformat()}


def as_it_was(kept: dict[str, Any]) -> Movement:
    """The same, read back."""
    return Movement(
        since=datetime.fromisoformat(kept["since"]),
        gone=restored(kept["gone"]),
        new=restored(kept["new"]),
        still=restored(kept["still"]),
        actions=tuple(ActionMoved(**row) for row in kept["actions"]),
    )


def _moved(row: PlanAction, *, at: datetime) -> ActionMoved:
    return ActionMoved(
        row.number, row.what, way_of(row, at=at), row.evidence or row.dropped_because
    )


def _without(some: Iterable[Indicator], others: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Told by code: the words of a line may differ between versions."""
    codes = {one.code for one in others}
    return tuple(one for one in some if one.code not in codes)
