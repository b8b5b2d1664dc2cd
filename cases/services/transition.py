"""The way to adult services: what is decided from 17 on, and the alarm at 17½ (section 6)."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import TransitionEvent
from cases.models import (
    OUTCOMES,
    Case,
    CaseStatus,
    HandOverKind,
    HandOverStatus,
    TransitionEntry,
    TransitionOutcome,
    TransitionStep,
)
from cases.policies import may_plan
from cases.selectors.transition import birthday, cases_from_17, half_past_17
from core import trail
from core.calendar import local, local_day
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import Owner, cancel_duty, name_another_day, open_duty

MORNING = time(9)


@transaction.atomic
def enter_transition(
    case: Case,
    *,
    step: TransitionStep,
    outcome: TransitionOutcome,
    on: date,
    words: str,
    by: User | None,
    at: datetime,
) -> TransitionEntry:
    """A step on the way to adult services: what came of it, when, and in words.

    Raises Invalid before the 17th birthday, and for an outcome that is none of the step's.
    """
    access.require(by, Permission.CASE_MOVE, case)
    open_now = may_plan(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    if outcome not in OUTCOMES[step]:
        raise Invalid("Select what came of it.", field="outcome")
    if not words.strip():
        raise Invalid("Enter what was decided, and by whom.", field="words")
    if on > local_day(at):
        raise Invalid("The day must not be in the future.", field="on")
    seventeen = birthday(case.child, 17)
    if seventeen is None or on < seventeen:
        raise Invalid("The way to adult services begins on the 17th birthday.", field="on")
    entry = TransitionEntry.objects.create(
        case=case, step=step, outcome=outcome, on=on, words=words.strip(), by=by, recorded_at=at
    )
    facts = {"step": step, "outcome": outcome}
    trail.record(TransitionEvent.ENTERED, case, by=by, at=at, case=case.pk, facts=facts)
    return entry


@transaction.atomic
def owe_adult_leads(*, at: datetime) -> int:
    """Every open case of a young person of 17 owes an adult lead by 17½; how many are new.

    Safe to run twice. A young person whose adult lead has accepted owes nothing.
    """
    open_cases = cases_from_17(Case.objects.all(), today=local_day(at)).select_related("authority")
    return sum(_owe_adult_lead(case, at=at) for case in open_cases)


@transaction.atomic
def owe_adult_leads_of(child_id: uuid.UUID, *, at: datetime) -> None:
    """A date of birth was put right: the open cases of the record owe an adult lead by the new day.

    Before the 17th birthday, and without a date of birth, nothing is owed. Safe to run twice.
    """
    of_child = Case.objects.filter(child=child_id).exclude(status=CaseStatus.CLOSED)
    for case in of_child.select_related("child", "authority"):
        seventeen = birthday(case.child, 17)
        if seventeen is None or seventeen > local_day(at):
            cancel_duty(Clock.NAME_ADULT_LEAD, about=case, by=None, at=at)
        else:
            _owe_adult_lead(case, at=at)


def _owe_adult_lead(case: Case, *, at: datetime) -> bool:
    """Open the duty, or move its day to where the date of birth puts it; whether it is new."""
    due_on = half_past_17(case.child)
    if due_on is None or _has_lead(case):
        return False
    due = local(due_on, MORNING)
    duty = open_duty(
        Clock.NAME_ADULT_LEAD,
        about=case,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role.COORDINATOR),
        starts_at=at,
        due_at=due,
        by=None,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )
    if duty.due_at != due:
        name_another_day(Clock.NAME_ADULT_LEAD, about=case, due_at=due, by=None, at=at)
    return duty.opened_at == at


def _has_lead(case: Case) -> bool:
    rows = case.hand_overs.filter(
        kind=HandOverKind.ADULT,
        status=HandOverStatus.ACCEPTED,
        offered_at__gte=case.last_opened_at,
    )
    return case.status == CaseStatus.CLOSED or rows.exists()
