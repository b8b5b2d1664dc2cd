"""What was decided of a referral, whether a case was opened of it or not."""

from __future__ import annotations

import pghistory
from django.db import models

from cases.models import KeptDecision
from referrals.models.referral import Referral


class ReferralDecided(models.TextChoices):
    ACCEPTED = "ACCEPTED", "Accepted for screening"
    ESCALATED = "ESCALATED", "Escalated to Children's Services"
    NOT_CSE = "NOT_CSE", "Not CSE"
    DUPLICATE = "DUPLICATE", "Duplicate of another referral"
    RECONSIDERED = "RECONSIDERED", "Reconsidered"


@pghistory.track()
class ReferralDecision(KeptDecision):
    """A decision of triage, or of the manager who looked again.

    `seen` are happenings of this referral, of others about the child, and of the child's cases.
    """

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12, choices=ReferralDecided.choices)

    class Meta:
        indexes = (models.Index(fields=["referral", "-at"], name="decision_by_referral"),)
