"""Keep what a strategy discussion came to, and move the case on with it (pathway, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.events import StrategyEvent
from cases.models import PATHWAY, Case, CaseStatus, Decided, StrategyDiscussion, StrategyOutcome
from cases.models.strategy import LONGEST_NAME
from cases.policies import may_record_strategy, next_states
from cases.services.case import move_case
from cases.services.deciding import keep_decision
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow

MOST_ATTENDED = 40


@transaction.atomic
def record_strategy(
    case: Case,
    *,
    held_on: date,
    attended: Sequence[str],
    team_told_on: date,
    shared: str,
    outcome: str,
    because: str,
    by: User | None,
    at: datetime,
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
    people = [one.strip() for one in attended if one.strip()]
    _check(people, shared, outcome, because)
    for field, day in (("held_on", held_on), ("team_told_on", team_told_on)):
        if day > local_day(at):
            raise Invalid("The day must not be in the future.", field=field)
    row = StrategyDiscussion.objects.create(
        case=case,
        held_on=held_on,
        attended=people,
        team_told_on=team_told_on,
        shared=shared.strip(),
        outcome=outcome,
        because=because.strip(),
        by=by,
        recorded_at=at,
    )
    _move_on(case, row, by=by, at=at)
    facts = {"outcome": outcome, "held_on": held_on.isoformat()}
    trail.record(StrategyEvent.HELD, row, by=by, at=at, case=case.pk, facts=facts)
    return row


def _check(people: Sequence[str], shared: str, outcome: str, because: str) -> None:
    if not people:
        raise Invalid("Enter who attended.", field="attended")
    if len(people) > MOST_ATTENDED:
        raise Invalid(f"Enter at most {MOST_ATTENDED} people.", field="attended")
    if any(len(one) > LONGEST_NAME for one in people):
        raise Invalid(
            f"Each line must be {LONGEST_NAME} characters or fewer: a name and an agency.",
            field="attended",
        )
    if not shared.strip():
        raise Invalid("Enter what was shared.", field="shared")
    if outcome not in StrategyOutcome.values:
        raise Invalid("Select what came of it.", field="outcome")
    if not because.strip():
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
