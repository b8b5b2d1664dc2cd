"""A serious outcome sent to Children's Services, and what they answered."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from core.models import Record
from screening.models.screenings import Screening


class Course(models.TextChoices):
    """The course of action Children's Services decide on (pathway, section 3)."""

    STRATEGY_DISCUSSION = "STRATEGY_DISCUSSION", "Strategy discussion"
    SECTION_47 = "SECTION_47", "Section 47 enquiry"
    SECTION_17 = "SECTION_17", "Section 17 assessment"
    ALREADY_ALLOCATED = "ALREADY_ALLOCATED", "The allocated social worker takes it on"
    NO_SECTION_47 = "NO_SECTION_47", "No section 47 enquiry: back to the CSE team"


@pghistory.track()
class Escalation(Record):
    """A screening that came to SERIOUS is with Children's Services. Sent is not received.

    The urgent clock ends when there are both an acknowledgement by name and a course of action
    (pathway, section 2).
    """

    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, related_name="escalation")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField()
    acknowledged_by_name = models.CharField(max_length=120, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.CharField(max_length=20, choices=Course.choices, blank=True)
    because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by_name=""),
                name="a_serious_outcome_is_acknowledged_by_name",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | (~Q(course="") & ~Q(because="")),
                name="a_course_of_action_has_a_reason",
            ),
        )

    @property
    def settled(self) -> bool:
        """Acknowledged by name, and a course of action recorded."""
        return bool(self.acknowledged_at and self.decided_at)
