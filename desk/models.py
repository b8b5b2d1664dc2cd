"""How a person likes to look: the filters that are kept."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Authority, User
from agencies.roles import ROLE_NAMES, Role
from core.models import Record

ALONE = Q(shared_authority=None, shared_agency=None, shared_role="")
WITH_AN_AGENCY = Q(shared_authority__isnull=False, shared_agency__isnull=False, shared_role="")
WITH_A_ROLE = Q(shared_authority__isnull=False, shared_agency=None) & ~Q(shared_role="")


class SavedFilter(Record):
    """What one person narrows a list to, under a name. It holds choices of the list and no row.

    It is read by its owner, and by the people of an agency, or with a role, who serve
    `shared_authority`; each is shown what they reach themselves. `known` are the rows that an
    owner who wants news has looked at, `told` those the owner was told of; ids only.
    """

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    of = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    values = models.JSONField()
    on_home = models.BooleanField(default=False)
    shared_authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, null=True, related_name="+"
    )
    shared_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    shared_role = models.CharField(
        max_length=20, blank=True, choices=[(role, ROLE_NAMES[role]) for role in Role]
    )
    saved_at = models.DateTimeField()
    alert = models.BooleanField(default=False)
    known = ArrayField(models.UUIDField(), default=list)
    told = ArrayField(models.UUIDField(), default=list)
    looked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "of", "name"], name="a_person_names_a_filter_of_a_list_once"
            ),
            models.CheckConstraint(
                condition=ALONE | WITH_AN_AGENCY | WITH_A_ROLE,
                name="a_filter_is_shared_with_one_agency_or_one_role",
            ),
        )
        indexes = (
            models.Index(
                fields=["shared_authority"],
                name="saved_filter_shared",
                condition=Q(shared_authority__isnull=False),
            ),
            models.Index(fields=["id"], name="saved_filter_alert", condition=Q(alert=True)),
        )
