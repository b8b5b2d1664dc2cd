"""What widens and narrows reach: shares and their grants, restrictions, exclusions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase

from agencies.models.people import Agency, User
from core.models import Record


class InForce(models.QuerySet[Any]):
    """Rows between `from_at` and `until_at`, tested in SQL so that expiry needs no job."""

    def in_force(self) -> Self:
        return self.filter(Q(until_at=None) | Q(until_at__gt=Now()), from_at__lte=Now())


class Share(Record):
    """The ledger of disclosure: what was shared with whom, on what basis and why.

    Also a decision not to share. Rows are never edited, only ended (information-sharing rule 7).
    """

    class Decision(models.TextChoices):
        SHARED = "SHARED", "Shared"
        NOT_SHARED = "NOT_SHARED", "Not shared"

    class Purpose(models.TextChoices):
        PROTECT_CHILD = "PROTECT_CHILD", "Protect the child"
        PREVENT_CRIME = "PREVENT_CRIME", "Prevent or detect crime"
        ASSESSMENT = "ASSESSMENT", "Assessment"
        SECTION_47 = "SECTION_47", "Section 47 enquiry"
        PANEL = "PANEL", "Panel"
        TRANSFER = "TRANSFER", "Transfer"
        STATUTORY_RETURN = "STATUTORY_RETURN", "Statutory return"
        COURT_ORDER = "COURT_ORDER", "Court order"
        SUBJECT_REQUEST = "SUBJECT_REQUEST", "Subject request"

    record_kind = models.CharField(max_length=60)
    record_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    role = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.SHARED)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    because = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = InForce.as_manager()

    class Meta:
        indexes = (models.Index(fields=["record_id", "agency"], name="share_by_record"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(role="") | Q(person__isnull=False),
                name="share_names_a_role_or_a_person",
            ),
        )


class RecordGrant(GroupObjectPermissionBase):
    """A record granted to one role of one agency, widened by what a worklist sorts by.

    `status` and `due_at` are copies held true by database triggers of the record's own app;
    the row stands while any share behind it is live and `until_at` is tested in SQL.
    """

    status = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True)
    until_at = models.DateTimeField(null=True)

    class Meta(GroupObjectPermissionBase.Meta):
        abstract = True


class PersonGrant(UserObjectPermissionBase):
    """A record granted to one person by name."""

    until_at = models.DateTimeField(null=True)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


class Barriers(InForce):
    """Restrictions or exclusions. A copy stands no longer than the barrier it repeats."""

    def in_force(self) -> Self:
        original = Q(copy_of__until_at=None) | Q(copy_of__until_at__gt=Now())
        return super().in_force().filter(original)

    def not_over(self, moment: datetime) -> Self:
        """Barriers that stand at a moment or will stand after it."""
        original = Q(copy_of__until_at=None) | Q(copy_of__until_at__gt=moment)
        return self.filter(Q(until_at=None) | Q(until_at__gt=moment), original)


class Barrier(Record):
    """What keeps people from the records of a child, from and until.

    `subject_id` is a child's id; this floor knows no child, so it is no foreign key. A child
    recorded twice has the barrier on every record: one is set, the others are its copies
    (`copy_of`). `merge_id` marks a copy that a merge carried over, so that undoing the merge
    takes exactly those away; what was set while the records were one stays on both.
    """

    subject_id = models.UUIDField()
    because = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="copies")
    merge_id = models.UUIDField(null=True)

    objects = Barriers.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(merge_id=None) | Q(copy_of__isnull=False),
                name="%(class)s_of_a_merge_is_a_copy",
            ),
        )


class Restriction(Barrier):
    """The records of a child are for named people only, and nobody else learns they exist.

    A copy is for the people whom the original names.
    """

    class Meta(Barrier.Meta):
        indexes = (models.Index(fields=["subject_id"], name="restriction_by_subject"),)


class RestrictedTo(models.Model):
    """One person who may still see a restricted child's records."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="named")
    user = models.ForeignKey(User, on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["restriction", "user"], name="a_person_is_named_once"),
        )


class Exclusion(Barrier):
    """A person or an agency barred from a child's records, above every grant, untold."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)

    class Meta(Barrier.Meta):
        indexes = (models.Index(fields=["subject_id"], name="exclusion_by_subject"),)
        constraints = (
            *Barrier.Meta.constraints,
            models.CheckConstraint(
                condition=Q(user__isnull=False, agency__isnull=True)
                | Q(user__isnull=True, agency__isnull=False),
                name="exclusion_bars_a_person_or_an_agency",
            ),
        )
