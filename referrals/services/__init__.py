"""Every write of a referral."""

from referrals.services.asking import answer_request, ask_for_more, chase_request
from referrals.services.escalating import (
    acknowledge_escalation,
    escalate_referral,
    record_course_of_action,
)
from referrals.services.submitting import record_referral, submit_referral
from referrals.services.telling import disagree, note_screened, reconsider, tell_outcome
from referrals.services.triage import (
    accept_referral,
    decide_not_cse,
    mark_duplicate,
    tie_child,
)

__all__ = [
    "accept_referral",
    "acknowledge_escalation",
    "answer_request",
    "ask_for_more",
    "chase_request",
    "decide_not_cse",
    "disagree",
    "escalate_referral",
    "mark_duplicate",
    "note_screened",
    "reconsider",
    "record_course_of_action",
    "record_referral",
    "submit_referral",
    "tell_outcome",
    "tie_child",
]
