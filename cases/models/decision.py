"""What was decided in a case, and everything that was open to the one who decided."""

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


@pghistory.track()
class DecisionRecord(Record):
    """One decision of one person; a row is written with it and never edited.

    `outcome` is what was decided in words, `options` what else was open then. `seen` are the ids of
    the happenings of the case that the person could read at that moment, of records however made;
    `unseen` is how many more there were.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=18, choices=Decided.choices)
    outcome = models.CharField(max_length=200)
    options = models.JSONField(default=list)
    because = models.TextField(blank=True)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    seen = ArrayField(models.BigIntegerField())
    unseen = models.PositiveIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "-at"], name="decision_by_case"),)
