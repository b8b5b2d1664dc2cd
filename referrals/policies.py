"""Who reaches a referral, what was asked about it, and who may take which step."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from agencies import access
from agencies.access import Decision, Post, Viewer
from agencies.permissions import Permission, Reach
from cases.models import Case, RiskLevel
from children.policies import reached_through
from referrals.models import (
    Draft,
    Referral,
    ReferralGrant,
    ReferralPersonGrant,
    ReferralStatus,
    RequestForInformation,
)


def through_case(viewer: Viewer, post: Post) -> Q:
    """Referrals of the cases a person or team holds."""
    held = access.policy_of(Case).condition(Reach.CASE, viewer, post)
    return Q(Exists(Case.objects.filter(held, pk=OuterRef("case_id"))))


def asked(viewer: Viewer, post: Post) -> Q:
    """Requests put to the person by name, or to nobody by name in the person's agency."""
    return Q(person_id=viewer.user_id) | Q(person=None, agency_id=post.agency_id)


access.register(
    Referral,
    view=Permission.REFERRAL_VIEW,
    own=lambda viewer, post: Q(by_id=viewer.user_id),
    case=through_case,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="child_id",
    grants=(ReferralGrant, ReferralPersonGrant),
)
access.register(
    RequestForInformation,
    view=Permission.REFERRAL_ANSWER,
    own=asked,
    subject="referral__child_id",
)
access.register(
    Draft,
    view=Permission.REFERRAL_MAKE,
    own=lambda viewer, post: Q(author_id=viewer.user_id),
    subject="child_id",
)
reached_through(Referral)


def may_disagree(referral: Referral) -> Decision:
    """Is there an outcome the referrer may disagree with: not CSE, or no action (pathway)?"""
    if referral.disagreements.filter(decided_at=None).exists():
        return Decision(False, "You have disagreed already. A manager will answer you.")
    if referral.status == ReferralStatus.NOT_CSE:
        return Decision(True)
    no_action = referral.case and referral.case.level == RiskLevel.NO_CURRENT_RISK
    if referral.status == ReferralStatus.ACCEPTED and referral.told_at and no_action:
        return Decision(True)
    return Decision(False, "You can disagree when the outcome is “not CSE” or no action.")
