"""What is written down by hand before a case closes, and where it steps down to."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from cases.models.case import Case
from core.models import Record


class ClosingStep(models.TextChoices):
    """The criteria of pathway section 7 that nothing else in the portal shows to be met."""

    AGREED = "AGREED", "MASE, or two managers, agreed to close"
    DISRUPTION = "DISRUPTION", "The disruption plan is finished or handed to police"
    TOLD = "TOLD", "The agencies involved are told"
    RETENTION = "RETENTION", "The retention class is set"
    OVERRIDE = "OVERRIDE", "A manager closes it without acceptance"


@pghistory.track()
class ClosingEntry(Record):
    """One criterion is met: on which day and how. The latest of a step counts; rows, never edits.

    `words` say who agreed, what became of the plan, who was told, or the class and its reason.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closing_entries")
    step = models.CharField(max_length=12, choices=ClosingStep.choices)
    on = models.DateField()
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="a_closing_entry_has_words"),
        )
        indexes = (models.Index(fields=["case", "recorded_at"], name="closing_entry_by_case"),)


@pghistory.track()
class StepDown(Record):
    """Early help or voluntary work accepted the child: who, by name and on which day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="step_downs")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    accepted_by_name = models.CharField(max_length=120)
    accepted_on = models.DateField()
    because = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(accepted_by_name=""), name="a_step_down_is_accepted_by_name"
            ),
        )
