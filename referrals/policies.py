"""Who reaches a referral, what was asked about it, and who may take which step."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from agencies import access
from agencies.access import Decision, Post, Viewer
from agencies.permissions import Permission, Reach
from cases.models import Case, RiskLevel
from cases.selectors import level_at
from children.policies import reached_through
from duties.models import Clock
from duties.selectors import open_for
from referrals.models import (
    Draft,
    Escalation,
    Referral,
    ReferralDecision,
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
    ReferralDecision,
    view=Permission.REFERRAL_VIEW,
    own=access.through("referral", Referral, Reach.OWN),
    case=access.through("referral", Referral, Reach.CASE),
    shared=access.through("referral", Referral, Reach.SHARED),
    authority=access.through("referral", Referral, Reach.AUTHORITY),
    subject="referral__child_id",
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


TAKEN_ON = (ReferralStatus.ACCEPTED, ReferralStatus.ESCALATED)
NOT_SETTLED = (Clock.COUNTERSIGN, Clock.CORRECT_SCREENING)
"""While a case owes one of these, the outcome of its screening does not stand yet."""


def may_tell(referral: Referral) -> Decision:
    """Does an outcome stand that the referrer can be told, and was it not told yet?

    A child who was taken on is screened first, or Children's Services have said what they do.
    """
    if referral.decided_at is None:
        return Decision(False, "Nothing is decided yet, so there is no outcome to tell.")
    if referral.told_at:
        return Decision(False, "The referrer was told already.")
    if referral.status in TAKEN_ON and not (_screened(referral) or _course_is_set(referral)):
        return Decision(False, "The child is not screened yet, so there is no outcome to tell.")
    return Decision(True)


def _screened(referral: Referral) -> bool:
    if referral.screened_at is None or referral.case_id is None:
        return False
    return not open_for(referral.case_id).filter(clock__in=NOT_SETTLED).exists()


def _course_is_set(referral: Referral) -> bool:
    return Escalation.objects.filter(referral=referral, decided_at__isnull=False).exists()


def was_told_no_action(referral: Referral) -> bool:
    """Was there no current risk when the referrer was told? A later level changes nothing of it."""
    if referral.told_at is None or referral.case is None:
        return False
    then = level_at(referral.case, referral.told_at)
    return then is not None and then.level == RiskLevel.NO_CURRENT_RISK


def may_disagree(referral: Referral) -> Decision:
    """Is there an outcome the referrer may disagree with: not CSE, or no action (pathway)?"""
    if referral.disagreements.filter(decided_at=None).exists():
        return Decision(False, "You have disagreed already. A manager will answer you.")
    if referral.status == ReferralStatus.NOT_CSE:
        return Decision(True)
    if referral.status in TAKEN_ON and was_told_no_action(referral):
        return Decision(True)
    return Decision(False, "You can disagree when the outcome is “not CSE” or no action.")
