"""A referral in the making: for its author only, kept for fourteen days."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Authority, User
from children.models import Child
from core.models import Record
from screening.models import ToolVersion


class Draft(Record):
    """What somebody has begun to refer. Its id becomes the id of the contact it is sent as.

    `version` is the tool in force when it was begun: whatever is chosen meanwhile, its ticks stay.
    `danger_seen` names the critical ticks after which the danger card was shown: "2.R11".
    """

    author = models.ForeignKey(User, on_delete=models.CASCADE, related_name="referral_drafts")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    for_another = models.BooleanField(default=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, null=True, related_name="+")
    children = models.PositiveSmallIntegerField(default=1)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    danger_seen = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("begun_at")), name="a_draft_is_kept_for_a_while"
            ),
            models.CheckConstraint(
                condition=Q(children__gte=1, children__lte=12),
                name="a_draft_names_one_child_to_twelve",
            ),
        )
        indexes = (models.Index(fields=["author", "-begun_at"], name="draft_by_author"),)


class DraftPage(models.Model):
    """The answers of one page, as typed.

    `edition` counts its saves and `saved_from` names the window that saved last: when two
    windows saved the same page, the older text is set aside, never lost.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pages")
    key = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    complete = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=0)
    saved_from = models.UUIDField(default=uuid.uuid4)
    saved_at = models.DateTimeField()
    set_aside = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draft", "key"], name="a_draft_has_a_page_once"),
        )
