"""What is decided on the way to adult services, from 17 on (pathway section 6)."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import User
from cases.models.case import Case
from core.models import Record


class TransitionStep(models.TextChoices):
    YPSE = "YPSE", "Discussed at YPSE"
    CARE_ACT = "CARE_ACT", "Care Act assessment"
    SERVICES = "SERVICES", "Services that go on"
    CONSENT = "CONSENT", "Consent of the young person as an adult"


class TransitionOutcome(models.TextChoices):
    DISCUSSED = "DISCUSSED", "Discussed"
    ELIGIBLE = "ELIGIBLE", "Assessed: needs that adult services meet"
    NOT_ELIGIBLE = "NOT_ELIGIBLE", "Assessed: no such needs"
    NO_ASSESSMENT = "NO_ASSESSMENT", "Decided not to assess"
    GO_ON = "GO_ON", "These services go on"
    NONE_GO_ON = "NONE_GO_ON", "No service goes on"
    GIVEN = "GIVEN", "The young person consents"
    IN_PART = "IN_PART", "Consents in part"
    REFUSED = "REFUSED", "The young person refuses"


T = TransitionOutcome
OUTCOMES: dict[TransitionStep, tuple[TransitionOutcome, ...]] = {
    TransitionStep.YPSE: (T.DISCUSSED,),
    TransitionStep.CARE_ACT: (T.ELIGIBLE, T.NOT_ELIGIBLE, T.NO_ASSESSMENT),
    TransitionStep.SERVICES: (T.GO_ON, T.NONE_GO_ON),
    TransitionStep.CONSENT: (T.GIVEN, T.IN_PART, T.REFUSED),
}
"""What can be said of each step. Parental agreement ends at 18: consent is asked afresh."""


@pghistory.track()
class TransitionEntry(Record):
    """One step on the way to adult services. The latest of a step counts; rows, never edits."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transition_entries")
    step = models.CharField(max_length=8, choices=TransitionStep.choices)
    outcome = models.CharField(max_length=13, choices=TransitionOutcome.choices)
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="a_transition_entry_has_words"),
        )
        indexes = (models.Index(fields=["case", "recorded_at"], name="transition_entry_by_case"),)
