"""Notices: that something happened which a person should hear of, and how a person likes to hear.

A notice names no child: it keeps what kind of thing happened, a reference, and where it is.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.models import User
from core.models import Record


class NoticeGroup(models.TextChoices):
    """What a person chooses for at once: kinds that belong together."""

    REFERRALS = "REFERRALS", "Referrals and questions about them"
    DUTIES = "DUTIES", "What you are given to do"
    CASES = "CASES", "Cases, and answers to your hand-overs"


class NoticeKind(models.TextChoices):
    """What a notice says happened."""

    URGENT_REFERRAL = "URGENT_REFERRAL", "An urgent referral has come in"
    ESCALATED_REFERRAL = "ESCALATED_REFERRAL", "A referral is escalated to you"
    SERIOUS_OUTCOME = "SERIOUS_OUTCOME", "A screening with a serious outcome is escalated to you"
    RAISED = "RAISED", "Raised to you, because it is late or nobody has it"
    MORE_ASKED = "MORE_ASKED", "You are asked for more information"
    REFERRER_TOLD = "REFERRER_TOLD", "You can read the answer to your referral"
    DISAGREED = "DISAGREED", "A referrer disagrees with a decision"
    GIVEN = "GIVEN", "Yours to do"
    COVER = "COVER", "You are named to cover for a colleague"
    ALLOCATED = "ALLOCATED", "A case is allocated to you"
    HAND_OVER_ACCEPTED = "HAND_OVER_ACCEPTED", "Your hand-over is accepted"
    HAND_OVER_DECLINED = "HAND_OVER_DECLINED", "Your hand-over is declined"


ALWAYS_AT_ONCE = (
    NoticeKind.URGENT_REFERRAL,
    NoticeKind.ESCALATED_REFERRAL,
    NoticeKind.SERIOUS_OUTCOME,
    NoticeKind.RAISED,
)
"""A child may be in danger: nobody can choose to hear of these later."""

GROUP_OF = {
    NoticeKind.MORE_ASKED: NoticeGroup.REFERRALS,
    NoticeKind.REFERRER_TOLD: NoticeGroup.REFERRALS,
    NoticeKind.DISAGREED: NoticeGroup.REFERRALS,
    NoticeKind.GIVEN: NoticeGroup.DUTIES,
    NoticeKind.COVER: NoticeGroup.DUTIES,
    NoticeKind.ALLOCATED: NoticeGroup.CASES,
    NoticeKind.HAND_OVER_ACCEPTED: NoticeGroup.CASES,
    NoticeKind.HAND_OVER_DECLINED: NoticeGroup.CASES,
}


class Notice(Record):
    """One thing one person is told of. `event_id` is the event of the trail that caused it.

    `record` is where the link leads, and what it is open by; `clock` says which duty it is, where
    it is one. `mailed_at` is when an e-mail said that something waits, at once or with the day's
    digest.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    event_id = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=NoticeKind.choices)
    clock = models.CharField(max_length=30, blank=True)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=30, blank=True)
    urgent = models.BooleanField(default=False)
    at = models.DateTimeField()
    unread = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "event_id"], name="a_person_is_told_of_an_event_once"
            ),
            models.CheckConstraint(
                condition=Q(unread=True, read_at=None) | Q(unread=False, read_at__isnull=False),
                name="a_notice_is_unread_until_it_is_read",
            ),
        )
        indexes = (models.Index(fields=["user", "-unread", "-at", "id"], name="notice_by_person"),)


class NoticeChoice(models.Model):
    """How a person likes to be mailed about a group of notices. Without a row: at once."""

    class How(models.TextChoices):
        AT_ONCE = "AT_ONCE", "An e-mail at once"
        DIGEST = "DIGEST", "In one e-mail on the next working morning"
        PORTAL = "PORTAL", "Only in the portal, no e-mail"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=10, choices=NoticeGroup.choices)
    how = models.CharField(max_length=7, choices=How.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user", "group"], name="a_person_chooses_once_for_a_group"
            ),
        )
