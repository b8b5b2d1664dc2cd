"""Keep a decision of a referral with all that was open to whoever took it (capability 14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.models import Case
from cases.models.decision import LONGEST_OUTCOME
from core import trail
from core.models import Event
from referrals.models import (
    PATHWAY,
    Referral,
    ReferralDecided,
    ReferralDecision,
    ReferralStatus,
    RequestForInformation,
)

NOT_WHEN_URGENT = (ReferralStatus.ACCEPTED, ReferralStatus.NOT_CSE)
"""An urgent referral is escalated whatever else it is."""


def keep_triage(
    referral: Referral,
    to: ReferralStatus,
    *,
    by: User | None,
    at: datetime,
    because: str = "",
    outcome: str = "",
) -> ReferralDecision | None:
    """A decision of triage, beside the states that were open as well.

    Called before the decision is carried out, in its transaction.
    """
    received = referral.status == ReferralStatus.RECEIVED
    now = ReferralStatus.TRIAGE if received else referral.status
    shut = (to, *NOT_WHEN_URGENT) if referral.urgent else (to,)
    others = [one for one in ReferralStatus if PATHWAY.allows(now, one) and one not in shut]
    return keep_decision_of(
        referral,
        ReferralDecided(to),
        outcome=outcome or to.label,
        options=[state.label for state in others],
        because=because,
        by=by,
        at=at,
    )


def keep_decision_of(
    referral: Referral,
    kind: ReferralDecided,
    *,
    outcome: str,
    options: Iterable[str],
    because: str,
    by: User | None,
    at: datetime,
) -> ReferralDecision | None:
    """Write a decision down beside what its taker could read; None for the portal's own."""
    if by is None:
        return None
    return ReferralDecision.objects.create(
        referral=referral,
        kind=kind,
        outcome=outcome[:LONGEST_OUTCOME],
        options=list(options),
        because=because.strip(),
        seen=_readable(by, referral),
        by=by,
        at=at,
    )


def _readable(by: User, referral: Referral) -> list[int]:
    """Happenings of the referral, of the child's others, and of the child's cases, as far as read.

    Whoever reads the referral reads what was asked of it.
    """
    same_child = Referral.objects.filter(child__identity=referral.child.identity_id)
    others = access.visible(by, Permission.REFERRAL_VIEW, same_child).values("pk")
    requests = referral.requests.values("pk")
    told = Event.objects.filter(
        Q(record_kind=trail.kind_of(referral), record_id=referral.pk)
        | Q(record_kind=trail.kind_of(referral), record_id__in=others)
        | Q(record_kind=RequestForInformation._meta.label_lower, record_id__in=requests)
    )
    seen = set(told.values_list("pk", flat=True))
    cases = Case.objects.filter(
        child__identity=referral.child.identity_id, authority=referral.authority_id
    )
    for case in cases:
        seen.update(access.events_readable(by, case))
    return sorted(seen)
