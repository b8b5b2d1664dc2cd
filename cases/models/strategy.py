"""A strategy discussion of Children's Services and police about one child (pathway, section 2)."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import User
from cases.models.case import Case
from core.models import Record

LONGEST_NAME = 200


class StrategyOutcome(models.TextChoices):
    """What a strategy discussion comes to: who enquires, or that nobody does."""

    JOINT_SECTION_47 = "JOINT_SECTION_47", "Section 47 enquiry with the police"
    SINGLE_SECTION_47 = "SINGLE_SECTION_47", "Section 47 enquiry by Children's Services alone"
    CONFERENCE = "CONFERENCE", "Initial child protection conference"
    SECTION_17 = "SECTION_17", "Section 17 assessment"
    NOTHING_FURTHER = "NOTHING_FURTHER", "Nothing further under section 47"


@pghistory.track()
class StrategyDiscussion(Record):
    """When it was held, who attended, when the CSE team was told, what was shared, what came of it.

    It belongs to Children's Services; the portal keeps its facts. `attended` holds one person an
    entry, by name and agency. Rows, never edits: what was written down wrongly stays, beside the
    row that `corrects` it and says why.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="strategy_discussions")
    held_on = models.DateField()
    attended = ArrayField(models.CharField(max_length=LONGEST_NAME))
    team_told_on = models.DateField()
    shared = models.TextField()
    outcome = models.CharField(max_length=17, choices=StrategyOutcome.choices)
    because = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction"
    )
    corrected_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(attended=[]), name="a_strategy_discussion_says_who_attended"
            ),
            models.CheckConstraint(
                condition=~Q(shared=""), name="a_strategy_discussion_says_what_was_shared"
            ),
            models.CheckConstraint(
                condition=~Q(because=""), name="the_outcome_of_a_strategy_discussion_says_why"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrected_because=""),
                name="a_corrected_strategy_discussion_says_why",
            ),
        )
        indexes = (models.Index(fields=["case", "-held_on"], name="strategy_by_case"),)

    def __str__(self) -> str:
        return f"Strategy discussion {self.pk}"
