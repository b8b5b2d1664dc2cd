"""A file of a case, what the scanner said of it and what it shows; a letter of a case."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Authority, User
from core.models import Record
from core.workflow import Workflow
from documents.previews import Why


class DocumentStatus(models.TextChoices):
    """A file is released only by a clean scan (requirement F-3)."""

    QUARANTINED = "QUARANTINED", "Waiting for the virus scan"
    RELEASED = "RELEASED", "Scanned, nothing found"
    HARMFUL = "HARMFUL", "Harmful: never opened"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


S = DocumentStatus
SCANNING = Workflow(
    {
        S.QUARANTINED: {S.RELEASED, S.HARMFUL, S.WITHDRAWN},
        S.RELEASED: {S.HARMFUL, S.WITHDRAWN},
        S.HARMFUL: set(),
        S.WITHDRAWN: set(),
    },
    start=S.QUARANTINED,
    words=dict(DocumentStatus.choices),
)


@pghistory.track(exclude=["signatures"])
class Document(Record):
    """One file, kept under a generated name outside of every address.

    `case_id` and `subject_id` (a child) are ids of floors above. `key` is the form it came on, so
    that a form sent twice is one document. `holds_health` puts it in the data class of health.
    `signatures` is the state of the scanner that looked last.
    """

    case_id = models.UUIDField()
    subject_id = models.UUIDField()
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    status = models.CharField(max_length=12, choices=S.choices, default=S.QUARANTINED)
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=20)
    holds_health = models.BooleanField(default=False)
    file_name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    signatures = models.CharField(max_length=120, blank=True)
    scanned_at = models.DateTimeField(null=True)
    uploaded_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(status="RELEASED") | Q(scanned_at__isnull=False),
                name="a_document_is_scanned_before_it_is_released",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="a_document_has_a_title"),
        )
        indexes = (
            models.Index(fields=["case_id", "-uploaded_at", "id"], name="document_by_case"),
            models.Index(
                fields=["uploaded_at"],
                condition=Q(status="QUARANTINED"),
                name="document_to_scan",
            ),
        )

    def __str__(self) -> str:
        return f"Document {self.pk}"


class Preview(Record):
    """What a released file shows, made of it once and gone with it: see `documents.previews`.

    `blocks` are its words where it has no pages, `count` how many pages it has in all, `cut` that
    there is more in it. With a `why` there is nothing to show.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="preview")
    why = models.CharField(max_length=10, choices=Why.choices, blank=True)
    blocks = models.JSONField(default=list)
    count = models.PositiveIntegerField(default=0)
    cut = models.BooleanField(default=False)
    made_at = models.DateTimeField()


class PreviewPage(models.Model):
    """One page of a preview as a picture, and the text on it."""

    preview = models.ForeignKey(Preview, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    png = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["preview", "number"], name="a_preview_has_a_page_once"),
        )


def never_changes(what: str) -> pgtrigger.Protect:
    """Once written, neither changed nor deleted, whoever asks."""
    return pgtrigger.Protect(
        name=f"{what}_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
    )


class Letter(Record):
    """A letter as it was written: to whom, from which version of its template, in which words.

    It never changes; what is to be put right is written in another one. `key` is what it was
    written of, so that the same letter asked for twice is one. `case_id` and `subject_id` (a
    child) are ids of floors above. `undrawn` is the character for want of which there is no PDF.
    """

    case_id = models.UUIDField()
    subject_id = models.UUIDField()
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    template_sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=160)
    recipient = models.CharField(max_length=200)
    reference = models.CharField(max_length=30)
    words = models.JSONField()
    undrawn = models.CharField(max_length=40, blank=True)
    written_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(recipient=""), name="a_letter_is_for_somebody"),
        )
        indexes = (models.Index(fields=["case_id", "-written_at", "id"], name="letter_by_case"),)
        triggers = (never_changes("a_letter"),)


class LetterFile(models.Model):
    """The letter as a file, with its SHA-256; kept with its row, so that neither is alone."""

    class Format(models.TextChoices):
        PDF = "pdf", "PDF"
        WORD = "docx", "Word"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="files")
    format = models.CharField(max_length=4, choices=Format.choices)
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["letter", "format"], name="a_letter_has_one_file_of_a_format"
            ),
        )
        triggers = (never_changes("a_file_of_a_letter"),)
