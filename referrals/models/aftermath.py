"""What follows a referral: escalation, requests for information, disagreement."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from core.models import Record
from referrals.models.referral import Referral


class Course(models.TextChoices):
    """The course of action Children's Services decide on (pathway, section 3)."""

    STRATEGY_DISCUSSION = "STRATEGY_DISCUSSION", "Strategy discussion"
    SECTION_47 = "SECTION_47", "Section 47 enquiry"
    SECTION_17 = "SECTION_17", "Section 17 assessment"
    ALREADY_ALLOCATED = "ALREADY_ALLOCATED", "The allocated social worker takes it on"
    NO_SECTION_47 = "NO_SECTION_47", "No section 47 enquiry: back to the CSE team"


@pghistory.track()
class Escalation(Record):
    """A referral sent to Children's Services. Sent is not received.

    The urgent clock ends when there are both an acknowledgement by name and a course of action.
    """

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="escalation")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    because = models.TextField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_by_name = models.CharField(max_length=120, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    course = models.CharField(max_length=20, choices=Course.choices, blank=True)
    course_because = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(acknowledged_by_name=""),
                name="an_escalation_is_acknowledged_by_name",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(course=""),
                name="a_decided_escalation_says_the_course",
            ),
        )

    @property
    def settled(self) -> bool:
        """Acknowledged by name, and a course of action recorded."""
        return bool(self.acknowledged_at and self.decided_at)


@pghistory.track()
class RequestForInformation(Record):
    """A question to an agency, or to one person in it, with the day an answer is wanted."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    due_at = models.DateTimeField()
    chased_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(due_at__gt=F("asked_at")), name="a_request_is_due_after_it_is_asked"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | ~Q(answer=""), name="an_answered_request_says_so"
            ),
        )
        indexes = (
            models.Index(
                fields=["due_at"], condition=Q(answered_at=None), name="request_unanswered"
            ),
        )


@pghistory.track()
class Disagreement(Record):
    """The referrer disagrees with "not CSE" or no action; a manager looks again."""

    class Decision(models.TextChoices):
        STANDS = "STANDS", "The decision stands"
        LOOK_AGAIN = "LOOK_AGAIN", "The CSE team looks at the referral again"

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="disagreements")
    because = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(decided_at=None),
                name="one_open_disagreement_about_a_referral",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None) | ~Q(decision=""),
                name="a_settled_disagreement_has_a_decision",
            ),
        )
