"""A case offered to another team, another authority or adult services, and what came of it."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Authority, User
from agencies.roles import ROLE_NAMES, Role
from cases.models.case import Case
from cases.models.people import Allocation
from core.models import Record
from core.workflow import Workflow


class HandOverKind(models.TextChoices):
    TEAM = "TEAM", "To another team of the partnership"
    AUTHORITY = "AUTHORITY", "To another authority"
    ADULT = "ADULT", "To adult services"


class HandOverStatus(models.TextChoices):
    OFFERED = "OFFERED", "Waits for an answer"
    ACCEPTED = "ACCEPTED", "Accepted"
    DECLINED = "DECLINED", "Declined"
    WITHDRAWN = "WITHDRAWN", "Taken back"


HAND_OVER_PATHWAY = Workflow(
    {
        HandOverStatus.OFFERED: {
            HandOverStatus.ACCEPTED,
            HandOverStatus.DECLINED,
            HandOverStatus.WITHDRAWN,
        },
        HandOverStatus.ACCEPTED: set(),
        HandOverStatus.DECLINED: set(),
        HandOverStatus.WITHDRAWN: set(),
    },
    start=HandOverStatus.OFFERED,
    words=dict(HandOverStatus.choices),
)
"""Sent is not received: the sender keeps every duty until the offer is accepted. A declined case
may be offered again: that is another row."""


@pghistory.track()
class HandOver(Record):
    """One offer of a case, with the packet as it was sent and the hash of it.

    `to_agency`, `to_role` and `to_user` are the team or person; `to_authority` the authority, or
    none for one outside the region, which `to_place` names. `allocation` is what ends with the
    acceptance.
    """

    reference = models.CharField(max_length=20, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hand_overs")
    kind = models.CharField(max_length=9, choices=HandOverKind.choices)
    status = models.CharField(
        max_length=9, choices=HandOverStatus.choices, default=HandOverStatus.OFFERED
    )
    because = models.TextField()
    to_agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="hand_overs"
    )
    to_role = models.CharField(
        max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role], blank=True
    )
    to_user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="hand_overs"
    )
    to_authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, related_name="hand_overs"
    )
    to_place = models.CharField(max_length=160, blank=True)
    contact = models.CharField(max_length=160, blank=True)
    force = models.CharField(max_length=120, blank=True)
    allocation = models.ForeignKey(
        Allocation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    packet = models.JSONField()
    packet_hash = models.CharField(max_length=64)
    offered_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=160, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(status="OFFERED"),
                name="a_case_is_offered_to_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(status="OFFERED", answered_at=None)
                | (~Q(status="OFFERED") & Q(answered_at__isnull=False)),
                name="an_answered_hand_over_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["DECLINED", "WITHDRAWN"]) | ~Q(answer=""),
                name="a_refused_hand_over_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind="AUTHORITY", to_agency=None)
                | (~Q(kind="AUTHORITY") & Q(to_agency__isnull=False, to_authority=None)),
                name="a_hand_over_goes_to_a_team_or_an_authority",
            ),
            models.CheckConstraint(
                condition=~Q(kind="AUTHORITY", to_authority=None) | ~Q(to_place=""),
                name="a_place_outside_the_region_is_named",
            ),
        )
        indexes = (
            models.Index(fields=["case", "-offered_at"], name="hand_over_by_case"),
            models.Index(fields=["to_agency", "to_role"], name="hand_over_by_team"),
            models.Index(fields=["to_authority"], name="hand_over_by_authority"),
        )

    def __str__(self) -> str:
        return self.reference


class HandOverNote(models.TextChoices):
    """What is written down of a hand-over: the steps of pathway section 5, and the risk."""

    FORCE_TOLD = "FORCE_TOLD", "The receiving force was told"
    OFFICER = "OFFICER", "A police officer is allocated there"
    PNC_ALERT = "PNC_ALERT", "The PNC alert was handed over"
    TRIGGER_PLAN = "TRIGGER_PLAN", "The trigger plan for going missing was handed over"
    RISK = "RISK", "News of the risk"


STEPS_OF_MOVE = tuple(kind for kind in HandOverNote if kind != HandOverNote.RISK)
"""What is recorded when an at-risk child moves (pathway section 5), in its order."""
MAY_NOT_APPLY = (HandOverNote.PNC_ALERT, HandOverNote.TRIGGER_PLAN)
"""What a child may not have at all: then it is written down so, with the reason [D].

The force there is told, and an officer allocated, of every child at risk who moves.
"""


@pghistory.track()
class HandOverEntry(Record):
    """A step done when a child moves, or news of the risk that both sides read; never edited.

    Where a step does not `apply`, because the child has no such thing, the words say why.
    """

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=HandOverNote.choices)
    applies = models.BooleanField(default=True)
    on = models.DateField()
    words = models.TextField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(words=""), name="a_hand_over_entry_has_words"),
            models.CheckConstraint(
                condition=Q(applies=True) | Q(kind__in=["PNC_ALERT", "TRIGGER_PLAN"]),
                name="only_what_a_child_may_lack_does_not_apply",
            ),
        )
        indexes = (models.Index(fields=["hand_over", "recorded_at"], name="entry_by_hand_over"),)
