"""Two records that turned out to be one child, and the same taken back."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from agencies.models import User
from children.models.child import Child, Identity
from core.models import Record


@pghistory.track()
class Merge(Record):
    """Somebody said that two records are one child, and why; perhaps it was undone.

    Only the identity pointer of `moved` went from `left` to `kept`; `child` and `same_as` are
    the two records that were compared.
    """

    kept = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="merges_into")
    left = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="merges_away")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    same_as = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    moved = models.ManyToManyField(Child, related_name="moved_by")
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.TextField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(kept=F("left")), name="no_child_is_merged_with_itself"
            ),
            models.UniqueConstraint(
                fields=["left"], condition=Q(undone_at=None), name="an_identity_is_left_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_because="")
                | (Q(undone_at__gte=F("at")) & ~Q(undone_because="")),
                name="an_undone_merge_says_why",
            ),
        )
        indexes = (models.Index(fields=["kept", "-at"], name="merge_by_identity"),)

    def __str__(self) -> str:
        return f"Merge {self.pk}"
