"""What went to somebody whom no share reaches: the other half of the ledger."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from agencies.models.people import User
from agencies.models.reach import Share
from core.models import Record


class Disclosure(Record):
    """What of a record went out of the portal or to another authority, to whom and why.

    It opens nothing and cannot be ended: what went is gone (information-sharing rule 7). `contact`
    is the person told there, `items` the headings of what went, `sha256` the packet it was, and
    `origin` the record by which it went.
    """

    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    recipient = models.CharField(max_length=200)
    contact = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=20, choices=Share.Purpose.choices)
    because = models.TextField()
    items = models.JSONField()
    sha256 = models.CharField(max_length=64)
    origin_kind = models.CharField(max_length=60)
    origin_id = models.UUIDField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["record_id", "-at"], name="disclosure_by_record"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(because=""),
                name="a_disclosure_says_to_whom_and_why",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_disclosure_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )
