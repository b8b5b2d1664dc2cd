"""Keep what a strategy discussion came to, and move the case on with it (pathway, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.events import StrategyEvent
from cases.models import PATHWAY, Case, CaseStatus, Decided, StrategyDiscussion, StrategyOutcome
from cases.models.strategy import LONGEST_NAME
from cases.policies import may_correct_strategy, may_record_strategy, next_states
from cases.services.case import move_case
from cases.services.deciding import keep_decision
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow

MOST_ATTENDED = 40


@dataclass(frozen=True)
class StrategySaid:
    """A strategy discussion as somebody gives it, one person an entry of `attended`."""

    held_on: date
    attended: Sequence[str]
    team_told_on: date
    shared: str
    outcome: str
    because: str


@transaction.atomic
def record_strategy(
    case: Case, said: StrategySaid, *, by: User | None, at: datetime
) -> StrategyDiscussion:
    """Keep a strategy discussion; the case becomes “Strategy and section 47” with it.

    While Children's Services still owe their answer the discussion is kept and the case stays
    where it is: held is not acknowledged. Raises Invalid with what is left out or lies ahead, and
    NotNow unless Children's Services lead the case.
    """
    access.require(by, Permission.CASE_MOVE, case)
    open_now = may_record_strategy(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    row = _write(case, said, by=by, at=at)
    _move_on(case, row, by=by, at=at)
    _tell(StrategyEvent.HELD, row, by=by, at=at)
    return row


@transaction.atomic
def correct_strategy(
    wrong: StrategyDiscussion,
    said: StrategySaid,
    *,
    why: str,
    by: User | None,
    at: datetime,
) -> StrategyDiscussion:
    """Write a strategy discussion down again as it was; the wrong record stays, once corrected.

    The case stays where it is, whatever state it is in. Raises NotNow for a record that was
    corrected already, and Invalid as recording does.
    """
    access.require(by, Permission.CASE_MOVE, wrong.case)
    wrong = StrategyDiscussion.objects.select_for_update(of=("self",)).get(pk=wrong.pk)
    open_now = may_correct_strategy(wrong)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not why.strip():
        raise Invalid("Say what was wrong.", field="why")
    row = _write(wrong.case, said, by=by, at=at, corrects=wrong, corrected_because=why.strip())
    _tell(StrategyEvent.CORRECTED, row, by=by, at=at)
    return row


def _write(
    case: Case, said: StrategySaid, *, by: User | None, at: datetime, **more: Any
) -> StrategyDiscussion:
    people = [one.strip() for one in said.attended if one.strip()]
    _check(people, said, at=at)
    return StrategyDiscussion.objects.create(
        case=case,
        held_on=said.held_on,
        attended=people,
        team_told_on=said.team_told_on,
        shared=said.shared.strip(),
        outcome=said.outcome,
        because=said.because.strip(),
        by=by,
        recorded_at=at,
        **more,
    )


def _tell(event: StrategyEvent, row: StrategyDiscussion, *, by: User | None, at: datetime) -> None:
    facts = {"outcome": row.outcome, "held_on": row.held_on.isoformat()}
    trail.record(event, row, by=by, at=at, case=row.case_id, facts=facts)


def _check(people: Sequence[str], said: StrategySaid, *, at: datetime) -> None:
    for field, day in (("held_on", said.held_on), ("team_told_on", said.team_told_on)):
        if day > local_day(at):
            raise Invalid("The day must not be in the future.", field=field)
    if not people:
        raise Invalid("Enter who attended.", field="attended")
    if len(people) > MOST_ATTENDED:
        raise Invalid(f"Enter at most {MOST_ATTENDED} people.", field="attended")
    if any(len(one) > LONGEST_NAME for one in people):
        raise Invalid(
            f"Each line must be {LONGEST_NAME} characters or fewer: a name and an agency.",
            field="attended",
        )
    if not said.shared.strip():
        raise Invalid("Enter what was shared.", field="shared")
    if said.outcome not in StrategyOutcome.values:
        raise Invalid("Select what came of it.", field="outcome")
    if not said.because.strip():
        raise Invalid("Say why.", field="because")


def _move_on(case: Case, row: StrategyDiscussion, *, by: User | None, at: datetime) -> None:
    """To “Strategy and section 47”, where that is the next state now."""
    to = CaseStatus.STRATEGY_AND_S47
    if to not in next_states(case):
        return
    keep_decision(
        case,
        Decided.MOVED,
        outcome=PATHWAY.word(to),
        options=[state.label for state in next_states(case) if state != to],
        because=row.because,
        by=by,
        at=at,
    )
    move_case(case, to=to, because=row.because, by=by, at=at)
