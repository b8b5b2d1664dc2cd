"""The referral and its pathway; drafts; what follows a referral until the referrer is told."""

from referrals.models.aftermath import (
    Disagreement,
    Escalation,
    RequestForInformation,
)
from referrals.models.decision import ReferralDecided, ReferralDecision
from referrals.models.drafts import Draft, DraftPage
from referrals.models.referral import (
    PATHWAY,
    WAITING,
    Consent,
    Contact,
    Referral,
    ReferralGrant,
    ReferralPersonGrant,
    ReferralStatus,
)

__all__ = [
    "PATHWAY",
    "WAITING",
    "Consent",
    "Contact",
    "Disagreement",
    "Draft",
    "DraftPage",
    "Escalation",
    "Referral",
    "ReferralDecided",
    "ReferralDecision",
    "ReferralGrant",
    "ReferralPersonGrant",
    "ReferralStatus",
    "RequestForInformation",
]
