"""What an authority changed of its time limits and of its ladder."""

from __future__ import annotations

from django.db import models

from agencies.models import Authority, User
from core.models import Record
from duties.models.duties import Clock


class LimitChange(Record):
    """An authority gave itself another limit or ladder, or went back to the shipped one.

    `clock` is "" for the ladder. `before` and `after` are what stood and stands, in words.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    clock = models.CharField(max_length=30, choices=Clock.choices, blank=True)
    before = models.CharField(max_length=300)
    after = models.CharField(max_length=300)
    because = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["authority", "clock", "-at"], name="change_of_limit"),)
