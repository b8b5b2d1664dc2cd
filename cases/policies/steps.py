"""Which step of the pathway a case can take now, whoever asks (pathway sections 2 and 7)."""

from __future__ import annotations

from datetime import datetime

from agencies.access import Decision
from cases.models import (
    LED_BY_SOCIAL_CARE,
    PATHWAY,
    Case,
    CaseStatus,
    RiskLevel,
    StrategyDiscussion,
)
from core.workflow import history
from duties.models import Clock, Duty
from duties.selectors import open_for

ENDS_WITH_CASE = (Clock.RESCREEN, Clock.PLAN_REVIEW, Clock.NAME_ADULT_LEAD)
"""What comes round as long as the case is open ends with it, unless it is late already."""


def may_step_up(case: Case) -> Decision:
    """Step up is open from every open state; already there is no step (pathway section 2)."""
    if case.status in LED_BY_SOCIAL_CARE:
        return Decision(False, "Children's Services lead this case already.")
    if case.status == CaseStatus.CLOSED:
        return Decision(False, "This case is closed. A new referral opens it again.")
    return Decision(True)


def may_close(case: Case, *, at: datetime) -> Decision:
    """A case closes from where the pathway says, and owes nothing (pathway section 7).

    The next routine screening and plan review end with the case, unless late already.
    """
    open_now = may_ask_to_close(case)
    if not open_now:
        return open_now
    owed = [duty.get_clock_display() for duty in owed_before_closing(case, at=at)]
    if owed:
        sentence = "This case cannot close yet. Still to do: " + "; ".join(owed) + "."
        return Decision(False, sentence)
    return Decision(True)


def may_ask_to_close(case: Case) -> Decision:
    """The checklist of closing opens from wherever the pathway lets a case close."""
    if not PATHWAY.allows(case.status, CaseStatus.CLOSED):
        return Decision(False, f"A case cannot close while it is “{PATHWAY.word(case.status)}”.")
    return Decision(True)


def may_step_down(case: Case) -> Decision:
    """A case steps down only after a screening signed since it was opened or last stepped up."""
    if not PATHWAY.allows(case.status, CaseStatus.STEPPED_DOWN):
        word = PATHWAY.word(case.status)
        return Decision(False, f"A case cannot step down while it is “{word}”.")
    ups = history(case).filter(to_status__in=LED_BY_SOCIAL_CARE)
    moments = [case.last_opened_at, *ups.values_list("at", flat=True)]
    screened = case.levels.filter(reached_kind="screening.screening", superseded_at=None)
    if screened.filter(recorded_at__gte=max(moments)).exists():
        return Decision(True)
    return Decision(False, "A case steps down only after a signed screening.")


def may_reopen(case: Case) -> Decision:
    """A closed case opens again while the child has no open one here (pathway section 1)."""
    if case.status != CaseStatus.CLOSED:
        return Decision(False, "This case is open.")
    same = Case.objects.filter(child__identity=case.child.identity_id, authority=case.authority_id)
    if same.exclude(status=CaseStatus.CLOSED).exists():
        return Decision(False, "This child has an open case here already.")
    if same.filter(closed_at__gt=case.closed_at).exists():
        return Decision(False, "This child has a later case here: open that one again.")
    return Decision(True)


BY_HAND = (
    CaseStatus.STRATEGY_AND_S47,
    CaseStatus.CSE_TEAM_MANAGED,
    CaseStatus.MASE_CYCLE,
    CaseStatus.TRANSFER_OUT,
    CaseStatus.TRANSITION,
)
"""The states a person moves a case to with a reason; the others follow from something else."""


def next_states(case: Case) -> tuple[CaseStatus, ...]:
    """Where the case can be moved by hand now (pathway section 2).

    Not while Children's Services owe their answer. A serious case becomes CSE team managed only
    out of their hands, for they record why. Strategy and section 47 needs a strategy discussion.
    """
    if open_for(case.pk).filter(clock=Clock.URGENT_DECISION).exists():
        return ()
    theirs = case.status in LED_BY_SOCIAL_CARE
    return tuple(
        state
        for state in BY_HAND
        if PATHWAY.allows(case.status, state)
        and (state != CaseStatus.CSE_TEAM_MANAGED or theirs or case.level != RiskLevel.SERIOUS)
        and (state != CaseStatus.STRATEGY_AND_S47 or _discussed(case))
    )


def _discussed(case: Case) -> bool:
    """A strategy discussion was recorded since the case last came to Children's Services."""
    came = history(case).filter(to_status=CaseStatus.WITH_SOCIAL_CARE).last()
    since = came.at if came else case.last_opened_at
    return case.strategy_discussions.filter(recorded_at__gte=since).exists()


def may_record_strategy(case: Case) -> Decision:
    """A strategy discussion is recorded while Children's Services lead the case."""
    if case.status in LED_BY_SOCIAL_CARE:
        return Decision(True)
    if case.status == CaseStatus.CLOSED:
        return Decision(False, "This case is closed. A new referral opens it again.")
    return Decision(
        False, "Step the case up first: a strategy discussion belongs to Children's Services."
    )


def may_move(case: Case) -> Decision:
    """There is a state that the case can be moved to by hand now."""
    if next_states(case):
        return Decision(True)
    if open_for(case.pk).filter(clock=Clock.URGENT_DECISION).exists():
        sentence = "Children's Services still owe an acknowledgement and a course of action."
        return Decision(False, sentence)
    word = PATHWAY.word(case.status)
    return Decision(False, f"Nothing is left to move by hand while the case is “{word}”.")


def may_correct_strategy(row: StrategyDiscussion) -> Decision:
    """A record of a strategy discussion that stands is corrected once."""
    if StrategyDiscussion.objects.filter(corrects=row).exists():
        return Decision(False, "This record has been corrected already.")
    return Decision(True)


SETTLED_FIRST = (Clock.COUNTERSIGN, Clock.CORRECT_SCREENING, Clock.ANSWER_HAND_OVER)


def may_close_as_second(case: Case) -> Decision:
    """A case closes as the second while the child has another open one in the authority.

    A signature that is awaited is given first: it is about this very case.
    """
    others = Case.objects.filter(
        child__identity=case.child.identity_id, authority=case.authority_id
    ).exclude(status=CaseStatus.CLOSED)
    if case.status == CaseStatus.CLOSED or not others.exclude(pk=case.pk).exists():
        return Decision(False, "This child has no other open case here.")
    waiting = open_for(case.pk).filter(clock__in=SETTLED_FIRST)
    if waiting.exists():
        sentence = "A screening of this case waits for a signature, or a hand-over for its answer."
        return Decision(False, f"{sentence} Finish that first.")
    return Decision(True)


def owed_before_closing(case: Case, *, at: datetime) -> list[Duty]:
    """What must be done before the case closes; an action of the plan among it.

    That it is a second case of the child ends with it.
    """
    duties = open_for(case.pk).exclude(clock=Clock.CLOSE_SECOND_CASE)
    return [duty for duty in duties if duty.clock not in ENDS_WITH_CASE or duty.due_at < at]
