"""What follows a referral: escalation, requests for information, disagreement."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from cases.models import Escalated
from core.models import Record
from referrals.models.referral import Referral


@pghistory.track()
class Escalation(Escalated):
    """A referral sent to Children's Services, by whom and why."""

    about_field = "referral"

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="escalation")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    because = models.TextField()
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")


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
