"""A person moves a case along its pathway: step down, the states between, close, open again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.closing import SHOWN_BY, TO_SAY, undone
from cases.events import CaseEvent
from cases.models import (
    PATHWAY,
    Case,
    CaseStatus,
    ClosingEntry,
    ClosingStep,
    Decided,
    RiskLevel,
    StepDown,
)
from cases.policies import may_ask_to_close, may_plan, may_reopen, may_step_down, next_states
from cases.services.case import close_case, move_case, open_case
from cases.services.deciding import keep_decision
from children.models import Identity
from core import codes, trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow

MANAGERS = frozenset({Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE})


@transaction.atomic
def move_by_hand(case: Case, *, to: str, because: str, by: User, at: datetime) -> Case:
    """To one of the next states of the pathway, with the reason. Raises NotNow and Invalid."""
    access.require(by, Permission.CASE_MOVE, case)
    if to not in CaseStatus.values or CaseStatus(to) not in next_states(case):
        raise Invalid("Choose one of the next states.", field="to")
    _require_words(because, "Say why the case moves.", "because")
    keep_decision(
        case,
        Decided.MOVED,
        outcome=PATHWAY.word(to),
        options=[state.label for state in next_states(case) if state != to],
        because=because,
        by=by,
        at=at,
    )
    return move_case(case, to=CaseStatus(to), because=because.strip(), by=by, at=at)


@transaction.atomic
def step_down_by_hand(
    case: Case,
    *,
    agency: Agency,
    accepted_by_name: str,
    accepted_on: date,
    because: str,
    by: User,
    at: datetime,
) -> StepDown:
    """To early help or voluntary work that has accepted the child by name (pathway section 2).

    Raises NotNow without a screening signed since the case was opened or last stepped up.
    """
    access.require(by, Permission.CASE_MOVE, case)
    open_now = may_step_down(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    _require_words(accepted_by_name, "Enter who accepted the child.", "accepted_by_name")
    _require_words(because, "Say why the case steps down.", "because")
    _require_past(accepted_on, at=at, field="accepted_on")
    outcome = f"Accepted by {accepted_by_name.strip()}, {agency.name}"
    keep_decision(case, Decided.STEPPED_DOWN, outcome=outcome, because=because, by=by, at=at)
    row = StepDown.objects.create(
        case=case,
        agency=agency,
        accepted_by_name=accepted_by_name.strip(),
        accepted_on=accepted_on,
        because=because.strip(),
        by=by,
        at=at,
    )
    PATHWAY.move(case, to=CaseStatus.STEPPED_DOWN, because=because.strip(), by=by, at=at)
    facts = {"agency": str(agency.pk)}
    trail.record(CaseEvent.STEPPED_DOWN, case, by=by, at=at, case=case.pk, facts=facts)
    return row


@transaction.atomic
def write_closing_entry(
    case: Case, *, step: ClosingStep, on: date, words: str, by: User, at: datetime
) -> ClosingEntry:
    """A criterion of closing is met: on which day, and how. Another entry takes its place."""
    access.require(by, Permission.CASE_MOVE, case)
    open_now = may_plan(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    if step == ClosingStep.OVERRIDE and not access.viewer_of(by).roles & MANAGERS:
        raise NotNow("Only a team manager closes a case that nobody accepted.")
    _require_words(words, "Say how it was done.", "words")
    _require_past(on, at=at, field="on")
    entry = ClosingEntry.objects.create(
        case=case, step=step, on=on, words=words.strip(), by=by, recorded_at=at
    )
    facts = {"step": step, "on": on.isoformat()}
    trail.record(CaseEvent.CLOSING_ENTRY, case, by=by, at=at, case=case.pk, facts=facts)
    return entry


@transaction.atomic
def close_by_hand(case: Case, *, reason: str, by: User, at: datetime, because: str = "") -> Case:
    """Close a case whose checklist is done (pathway section 7); `because` is what the reason needs.

    Raises NotNow where the pathway does not close it, and Invalid beside the reason while
    something that this reason asks for is not met.
    """
    access.require(by, Permission.CASE_MOVE, case)
    open_now = may_ask_to_close(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    left = undone(case, reason=reason, at=at)
    if left:
        raise Invalid(f"Still to do for this reason: {'; '.join(left)}.", field="reason")
    if reason == "RISK_REDUCED" and case.level != RiskLevel.NO_CURRENT_RISK:
        raise Invalid(
            "The level is not “No current CSE risk”. Choose another reason.", field="reason"
        )
    if reason == "STEP_DOWN_EH" and case.status != CaseStatus.STEPPED_DOWN:
        raise Invalid("This case is not stepped down. Choose another reason.", field="reason")
    if reason in TO_SAY:
        _require_words(because, SHOWN_BY[reason], "because")
    reasons = codes.labels("case_closure_reason")
    keep_decision(
        case,
        Decided.CLOSED,
        outcome=reasons.get(reason, reason),
        options=[label for code, label in reasons.items() if code != reason],
        because=because,
        by=by,
        at=at,
    )
    return close_case(case, reason=reason, because=because.strip(), by=by, at=at)


@transaction.atomic
def reopen_by_hand(case: Case, *, because: str, by: User, at: datetime) -> Case:
    """Open a closed case again on new information; the child is screened again.

    Of two people at once the second is told that the case is open.
    """
    access.require(by, Permission.CASE_MOVE, case)
    Identity.objects.hold(case.child_id)
    case.refresh_from_db()
    open_now = may_reopen(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    _require_words(because, "Say what is new.", "because")
    outcome = PATHWAY.word(CaseStatus.SCREENING)
    keep_decision(case, Decided.REOPENED, outcome=outcome, because=because, by=by, at=at)
    return open_case(case.child, authority=case.authority, because=because.strip(), by=by, at=at)


def _require_words(text: str, sentence: str, field: str) -> None:
    if not text.strip():
        raise Invalid(sentence, field=field)


def _require_past(day: date, *, at: datetime, field: str) -> None:
    if day > local_day(at):
        raise Invalid("The day must not be in the future.", field=field)
