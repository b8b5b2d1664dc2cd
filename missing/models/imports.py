"""A file of episodes and what became of each row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.models import Authority, User
from core.models import Record
from core.workflow import Workflow
from missing.models.episodes import Episode


class ImportStatus(models.TextChoices):
    PREVIEWED = "PREVIEWED", "Looked at, not imported"
    IMPORTED = "IMPORTED", "Imported"


IMPORT_PATHWAY = Workflow(
    {ImportStatus.PREVIEWED: {ImportStatus.IMPORTED}, ImportStatus.IMPORTED: set()},
    start=ImportStatus.PREVIEWED,
    words=dict(ImportStatus.choices),
)


class EpisodeImport(Record):
    """One file of one authority. The file itself, and its name, are never kept."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    file_hash = models.CharField(max_length=64)
    status = models.CharField(
        max_length=9, choices=ImportStatus.choices, default=ImportStatus.PREVIEWED
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    previewed_at = models.DateTimeField()
    imported_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "file_hash"],
                condition=Q(status="IMPORTED"),
                name="a_file_is_imported_once_in_an_authority",
            ),
            models.CheckConstraint(
                condition=Q(status="PREVIEWED", imported_at=None)
                | Q(status="IMPORTED", imported_at__isnull=False),
                name="an_imported_file_says_when",
            ),
        )


class ImportResult(models.TextChoices):
    CREATED = "CREATED", "Created"
    KNOWN = "KNOWN", "Already known"
    PARKED = "PARKED", "Parked"
    REFUSED = "REFUSED", "Refused"


class Settlement(models.TextChoices):
    THIS_CHILD = "THIS_CHILD", "An episode of a child we know"
    NEW_CHILD = "NEW_CHILD", "An episode of a child new to us"
    NO_EPISODE = "NO_EPISODE", "Not an episode"


class ImportRow(Record):
    """One row of a file and its result. What the row said is kept only while somebody needs it.

    That is: until the preview is imported, and for a parked row until it is settled. `key` tells
    the same row in another file.
    """

    batch = models.ForeignKey(EpisodeImport, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    result = models.CharField(max_length=8, choices=ImportResult.choices)
    reason = models.CharField(max_length=400, blank=True)
    key = models.CharField(max_length=64, blank=True)
    said = models.JSONField(default=dict)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="+")
    reference = models.CharField(max_length=20, blank=True)
    settled_as = models.CharField(max_length=10, choices=Settlement.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["batch", "number"], name="a_row_has_one_result"),
            models.CheckConstraint(
                condition=Q(settled_as="", settled_at=None)
                | (Q(result="PARKED", settled_at__isnull=False) & ~Q(settled_as="")),
                name="only_a_parked_row_is_settled",
            ),
        )
        indexes = (
            models.Index(fields=["key"], name="import_row_by_key"),
            models.Index(
                fields=["batch", "number"],
                condition=Q(result="PARKED", settled_at=None),
                name="import_row_waiting",
            ),
        )
