"""Who holds a case, whom it is shared with, and what was heard about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.models import Agency, PersonGrant, RecordGrant, User
from agencies.roles import ROLE_NAMES, Role
from cases.models.case import Case
from cases.models.routing import RoutingRule
from core.models import Record


class Allocation(Record):
    """A case given to a person, or to the team of a role in an agency, from and until.

    `rule` is set where a routing rule gave it: the next rule that fits may take it on.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="allocations")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role])
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(RoutingRule, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case", "agency", "role", "user"],
                condition=Q(until_at=None),
                nulls_distinct=False,
                name="allocated_once_to_the_same",
            ),
        )
        indexes = (
            models.Index(fields=["user", "case"], name="allocation_by_person"),
            models.Index(fields=["agency", "role", "case"], name="allocation_by_team"),
        )


class CaseGrant(RecordGrant):
    """A case granted to a role of an agency; status and due time are kept true by trigger."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="grants")

    class Meta(RecordGrant.Meta):
        indexes = (
            models.Index(
                fields=["group", "status", "due_at", "content_object"],
                include=["until_at"],
                name="case_grant_worklist",
            ),
        )


class CasePersonGrant(PersonGrant):
    """A case granted to one person by name."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="person_grants")


class Mention(Record):
    """What a record heard: a plate, phone, handle, nickname, place or time, as it was written.

    `value` is what was written, `key` what is matched. The record is an id: any app may hear.
    """

    class Kind(models.TextChoices):
        PLATE = "PLATE", "Vehicle registration"
        PHONE = "PHONE", "Phone number"
        HANDLE = "HANDLE", "Online name"
        NICKNAME = "NICKNAME", "Nickname"
        PLACE = "PLACE", "Place"
        TIME = "TIME", "Time"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    case_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True)
    heard_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "key", "record_id"], name="a_record_hears_a_thing_once"
            ),
        )
        indexes = (
            models.Index(fields=["kind", "key"], name="mention_by_key"),
            models.Index(fields=["case_id"], name="mention_by_case"),
        )
