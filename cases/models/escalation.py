"""A case sent to Children's Services: they answer by name, then with what they will do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q

from agencies.models import User
from core.models import Record


class Course(models.TextChoices):
    """The course of action Children's Services decide on (pathway, section 3)."""

    STRATEGY_DISCUSSION = "STRATEGY_DISCUSSION", "Strategy discussion"
    SECTION_47 = "SECTION_47", "Section 47 enquiry"
    SECTION_17 = "SECTION_17", "Section 17 assessment"
    ALREADY_ALLOCATED = "ALREADY_ALLOCATED", "The allocated social worker takes it on"
    NO_SECTION_47 = "NO_SECTION_47", "No section 47 enquiry: back to the CSE team"


class Escalated(Record):
    """What was sent to Children's Services, and their answer. Sent is not received.

    The urgent clock ends when there are both an acknowledgement by name and a course of action
    with its reason (pathway, section 2). What was sent is a field of the table that is made of
    this, named by `about_field`.
    """

    about_field: ClassVar[str]

    sent_at = models.DateTimeField()
    acknowledged_by_name = models.CharField(max_length=120, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.CharField(max_length=20, choices=Course.choices, blank=True)
    course_because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = (
            CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by_name=""),
                name="%(app_label)s_escalation_is_acknowledged_by_name",
            ),
            CheckConstraint(
                condition=Q(decided_at=None) | (~Q(course="") & ~Q(course_because="")),
                name="%(app_label)s_course_of_action_has_a_reason",
            ),
        )

    @property
    def settled(self) -> bool:
        """Acknowledged by name, and a course of action recorded."""
        return bool(self.acknowledged_at and self.decided_at)
