"""Which team a case goes to by rule."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, Authority, User
from agencies.roles import ROLE_NAMES, Role
from cases.models.case import RiskLevel
from core.models import Record


class RoutingRule(Record):
    """Open cases of an authority that are so go to this team; the first rule that fits decides.

    `levels` empty fits every case, also one without a level. Ages are whole years, both ends
    included. `place` is the order, ties by the earlier rule. Ended, never deleted.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    levels = ArrayField(models.CharField(max_length=20, choices=RiskLevel.choices), default=list)
    from_age = models.PositiveSmallIntegerField(null=True)
    to_age = models.PositiveSmallIntegerField(null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role])
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(from_age=None) | Q(to_age=None) | Q(to_age__gte=F("from_age")),
                name="a_routing_rule_counts_ages_upwards",
            ),
        )
        indexes = (
            models.Index(
                fields=["authority", "place", "from_at"],
                condition=Q(until_at=None),
                name="routing_rules_in_force",
            ),
        )
