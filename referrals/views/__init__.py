"""The pages of referrals: begin, answer, check and send; triage; follow."""

from referrals.views.drafts import (
    DraftAutosave,
    DraftChildren,
    DraftDanger,
    DraftDiscard,
    DraftDropped,
    DraftQuestion,
    DraftTasks,
)
from referrals.views.following import (
    MyReferrals,
    ReferralDisagree,
    ReferralFollow,
    RequestAnswer,
    RequestRecord,
)
from referrals.views.sending import DraftCheck, Receipt
from referrals.views.starting import RecordSearch, RecordStart, ReferralSearch, ReferralStart
from referrals.views.triage import (
    ChildTie,
    ReferralAcknowledge,
    ReferralCourse,
    ReferralDetail,
    ReferralReconsider,
    ReferralTell,
    TriageQueue,
)

__all__ = [
    "ChildTie",
    "DraftAutosave",
    "DraftCheck",
    "DraftChildren",
    "DraftDanger",
    "DraftDiscard",
    "DraftDropped",
    "DraftQuestion",
    "DraftTasks",
    "MyReferrals",
    "Receipt",
    "RecordSearch",
    "RecordStart",
    "ReferralAcknowledge",
    "ReferralCourse",
    "ReferralDetail",
    "ReferralDisagree",
    "ReferralFollow",
    "ReferralReconsider",
    "ReferralSearch",
    "ReferralStart",
    "ReferralTell",
    "RequestAnswer",
    "RequestRecord",
    "TriageQueue",
]
