"""What can happen to a referral."""

from enum import StrEnum


class ReferralEvent(StrEnum):
    DANGER_CARD_SHOWN = "referral.danger_card_shown"
    SUBMITTED = "referral.submitted"
    RECORDED = "referral.recorded"
    CASE_CHANGED = "referral.case_changed"
    CHILD_TIED = "referral.child_tied"
    ACCEPTED = "referral.accepted"
    ESCALATED = "referral.escalated"
    ACKNOWLEDGED = "referral.acknowledged"
    COURSE_RECORDED = "referral.course_recorded"
    MORE_ASKED = "referral.more_asked"
    REQUEST_CHASED = "referral.request_chased"
    ANSWERED = "referral.answered"
    NOT_CSE = "referral.not_cse"
    DUPLICATE = "referral.duplicate"
    SCREENED = "referral.screened"
    OUTCOME_READY = "referral.outcome_ready"
    REFERRER_TOLD = "referral.referrer_told"
    DISAGREED = "referral.disagreed"
    RECONSIDERED = "referral.reconsidered"
