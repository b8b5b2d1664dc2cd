"""Every write of a referral."""

from referrals.services.asking import answer_request, ask_for_more, chase_request
from referrals.services.drafting import (
    add_child,
    begin_draft,
    discard_draft,
    drop_set_aside,
    forget_drafts,
    note_danger_shown,
    remove_last_child,
    save_page,
    send_draft,
)
from referrals.services.escalating import (
    acknowledge_escalation,
    escalate_referral,
    record_course_of_action,
)
from referrals.services.placing import follow_case, part_referrals, place_referral
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
    "add_child",
    "answer_request",
    "ask_for_more",
    "begin_draft",
    "chase_request",
    "decide_not_cse",
    "disagree",
    "discard_draft",
    "drop_set_aside",
    "escalate_referral",
    "follow_case",
    "forget_drafts",
    "mark_duplicate",
    "note_danger_shown",
    "note_screened",
    "part_referrals",
    "place_referral",
    "reconsider",
    "record_course_of_action",
    "record_referral",
    "remove_last_child",
    "save_page",
    "send_draft",
    "submit_referral",
    "tell_outcome",
    "tie_child",
]
