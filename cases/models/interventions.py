"""Work that an agency does with a child or family: offered, accepted, begun, attended, ended."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from cases.models.case import Case
from core.models import Record
from core.workflow import Workflow


class InterventionKind(models.TextChoices):
    """The kinds of the glossary."""

    DIRECT = "DIRECT", "Direct work with the child"
    GROUP = "GROUP", "Group work"
    THERAPEUTIC = "THERAPEUTIC", "Therapeutic work"
    PARENT_SUPPORT = "PARENT_SUPPORT", "Support for parents or carers"
    EARLY_HELP_SIGNPOST = "EARLY_HELP_SIGNPOST", "Signposted to early help"


class InterventionStatus(models.TextChoices):
    OFFERED = "OFFERED", "Offered"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
    ENDED = "ENDED", "Ended"


INTERVENTION_PATHWAY = Workflow(
    {
        InterventionStatus.OFFERED: {InterventionStatus.ACCEPTED, InterventionStatus.DECLINED},
        InterventionStatus.ACCEPTED: {InterventionStatus.ENDED},
        InterventionStatus.DECLINED: set(),
        InterventionStatus.ENDED: set(),
    },
    start=InterventionStatus.OFFERED,
    words=dict(InterventionStatus.choices),
)
"""Whoever declined may be offered it again: that is another row."""


class AnsweredBy(models.TextChoices):
    CHILD = "CHILD", "The child"
    PARENT = "PARENT", "A parent or carer"
    BOTH = "BOTH", "The child and a parent or carer"
    NOBODY = "NOBODY", "Nobody answered"


class EndReason(models.TextChoices):
    COMPLETED = "COMPLETED", "The work was completed"
    CHILD_CHOSE = "CHILD_CHOSE", "The child chose to stop"
    FAMILY_CHOSE = "FAMILY_CHOSE", "A parent or carer stopped it"
    PROVIDER_ENDED = "PROVIDER_ENDED", "The provider could not go on"
    MOVED = "MOVED", "The child moved away"
    NOT_STARTED = "NOT_STARTED", "It never began"


class FeelsSafe(models.TextChoices):
    """What a child may answer to “do you feel safe?” beside a number from 0 to 10."""

    REFUSED = "REFUSED", "Asked, and would not say"
    NOT_ASKED = "NOT_ASKED", "Not asked"


SAFE_ANSWERS = [
    ("0", "0, not safe at all"),
    *((str(number), str(number)) for number in range(1, 10)),
    ("10", "10, completely safe"),
    *FeelsSafe.choices,
]


class Attendance(models.TextChoices):
    ATTENDED = "ATTENDED", "Attended"
    MISSED = "MISSED", "Did not come"
    CANCELLED = "CANCELLED", "Called off"


@pghistory.track()
class Intervention(Record):
    """One piece of work by one provider. What the child said on feeling safe is never a guess.

    The provider's workers see this record and its sessions, and through it nothing of the case.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interventions")
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=InterventionKind.choices)
    purpose = models.TextField()
    status = models.CharField(
        max_length=8, choices=InterventionStatus.choices, default=InterventionStatus.OFFERED
    )
    offered_on = models.DateField()
    offered_by_name = models.CharField(max_length=120)
    answered_on = models.DateField(null=True)
    answered_by = models.CharField(max_length=6, choices=AnsweredBy.choices, blank=True)
    declined_because = models.TextField(blank=True)
    first_contact_on = models.DateField(null=True)
    safe_at_start = models.CharField(max_length=9, choices=SAFE_ANSWERS, blank=True)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=14, choices=EndReason.choices, blank=True)
    end_note = models.TextField(blank=True)
    safe_at_end = models.CharField(max_length=9, choices=SAFE_ANSWERS, blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "provider", "kind"],
                condition=Q(status__in=["OFFERED", "ACCEPTED"]),
                name="a_provider_offers_a_kind_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="OFFERED", answered_on=None)
                | (~Q(status="OFFERED") & Q(answered_on__isnull=False)),
                name="an_answered_offer_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="DECLINED") | ~Q(declined_because=""),
                name="a_declined_offer_says_why",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("offered_on")),
                name="an_answer_follows_its_offer",
            ),
            models.CheckConstraint(
                condition=Q(first_contact_on=None) | Q(first_contact_on__gte=F("offered_on")),
                name="first_contact_follows_the_offer",
            ),
            models.CheckConstraint(
                condition=(Q(status="ENDED") & Q(ended_on__isnull=False) & ~Q(end_reason=""))
                | (~Q(status="ENDED") & Q(ended_on=None)),
                name="an_ended_intervention_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(first_contact_on=None)
                | Q(ended_on__gte=F("first_contact_on")),
                name="an_intervention_ends_after_first_contact",
            ),
        )
        indexes = (
            models.Index(fields=["case", "-offered_on"], name="intervention_by_case"),
            models.Index(
                fields=["provider", "-offered_on", "id"],
                condition=Q(status__in=["OFFERED", "ACCEPTED"]),
                name="intervention_by_provider",
            ),
        )


@pghistory.track()
class Session(Record):
    """One time the work was to happen: attended or not, and a short note."""

    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, related_name="sessions"
    )
    on = models.DateField()
    attendance = models.CharField(max_length=9, choices=Attendance.choices)
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["intervention", "on"], name="one_session_on_a_day"),
        )
