"""What was decided, and everything that was open to the one who decided."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from agencies.models import User
from cases.models.case import Case
from core.models import Record


class Decided(models.TextChoices):
    MOVED = "MOVED", "Moved along the pathway"
    STEPPED_UP = "STEPPED_UP", "Stepped up to Children's Services"
    STEPPED_DOWN = "STEPPED_DOWN", "Stepped down"
    CLOSED = "CLOSED", "Closed"
    REOPENED = "REOPENED", "Opened again"
    SIGNED = "SIGNED", "Outcome of a screening"
    COUNTERSIGNED = "COUNTERSIGNED", "Outcome of a screening countersigned"
    SENT_BACK = "SENT_BACK", "Screening sent back"
    HAND_OVER_ACCEPTED = "HAND_OVER_ACCEPTED", "Hand-over accepted"
    HAND_OVER_DECLINED = "HAND_OVER_DECLINED", "Hand-over declined"


LONGEST_OUTCOME = 200


class KeptDecision(Record):
    """One decision of one person; a row is written with it and never edited.

    `outcome` is what was decided in words, `options` what else was open then. `seen` are the ids of
    the happenings that the person could read at that moment. What the decision is about is a
    field of the table that is made of this, one of its own for each: a case, or a referral.
    """

    outcome = models.CharField(max_length=LONGEST_OUTCOME)
    options = models.JSONField(default=list)
    because = models.TextField(blank=True)
    seen = ArrayField(models.BigIntegerField())
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


@pghistory.track()
class DecisionRecord(KeptDecision):
    """A decision of a case. `unseen` is how many more happenings of the case there were."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=18, choices=Decided.choices)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    unseen = models.PositiveIntegerField()

    class Meta:
        indexes = (models.Index(fields=["case", "-at"], name="decision_by_case"),)
