"""The decisions of a referral, for those who read it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import QuerySet

from agencies import access
from agencies.permissions import Permission
from cases.selectors.decisions import DecisionLine
from core.refusals import OutOfReach
from referrals.models import Referral, ReferralDecision


def decisions_of(viewer: Any, referral: Referral) -> tuple[DecisionLine, ...]:
    """The decisions of a referral, the latest first."""
    rows = _decisions(viewer).filter(referral=referral).order_by("-at", "pk")
    return tuple(line_of(row) for row in rows)


def decision_for(viewer: Any, decision_id: uuid.UUID) -> ReferralDecision:
    """One decision, or OutOfReach."""
    row = _decisions(viewer).filter(pk=decision_id).first()
    if row is None:
        raise OutOfReach
    return row


def line_of(row: ReferralDecision) -> DecisionLine:
    """A decision as a line."""
    return DecisionLine(
        row.pk, row.get_kind_display(), row.outcome, row.because, row.by.name, row.at
    )


def _decisions(viewer: Any) -> QuerySet[ReferralDecision]:
    rows = ReferralDecision.objects.select_related("referral__child", "by")
    return access.visible(viewer, Permission.REFERRAL_VIEW, rows)
