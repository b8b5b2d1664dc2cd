"""What a referrer ticked: kept apart from any screening, which is the CSE team's."""

from __future__ import annotations

import pghistory
from django.db import models

from agencies.models import User
from children.models import Child
from core.models import Record
from screening.models.tools import ToolVersion


@pghistory.track()
class ReferrerTicks(Record):
    """The ticks a referrer gave with one referral, about one child, by version and code.

    The referral lies on a floor above, so it is an id.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="referrer_ticks")
    version = models.ForeignKey(ToolVersion, on_delete=models.PROTECT, related_name="+")
    origin_kind = models.CharField(max_length=60)
    origin_id = models.UUIDField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["origin_kind", "origin_id", "child"],
                name="a_referral_ticks_once_for_a_child",
            ),
        )


@pghistory.track()
class ReferrerTick(models.Model):
    """One tick of a referrer, with what was said about it."""

    ticks = models.ForeignKey(ReferrerTicks, on_delete=models.PROTECT, related_name="rows")
    indicator = models.CharField(max_length=20)
    window = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["ticks", "indicator", "window"], name="a_referrer_ticks_a_box_once"
            ),
        )
