"""Notes of a case: what is known, reported, thought and heard, each marked as what it is."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from agencies.models import Agency, User
from agencies.roles import ROLE_NAMES, Role
from cases.models.case import Case
from cases.models.chronology import Chronology
from core.models import Record


class Mark(models.TextChoices):
    """What a statement is (information-sharing rule 6): fact or opinion, information or not."""

    FACT = "FACT", "Fact"
    REPORTED = "REPORTED", "Reported"
    PROFESSIONAL_OPINION = "PROFESSIONAL_OPINION", "Professional opinion"
    INTELLIGENCE = "INTELLIGENCE", "Intelligence"


@pghistory.track()
class Note(Record):
    """One note, with a statement under each mark that it needs; once written it never changes.

    A correction is a new note that names the one it corrects, and both stay to be read. `by`,
    `agency` and `role` say who wrote it and as what at the time; `key` is the form it came on,
    so that a form sent twice is one note; `cites` is a frozen chronology. What is said of health
    stands apart, in `HealthPart`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(
        max_length=20, choices=[(role, ROLE_NAMES[role]) for role in Role], blank=True
    )
    fact = models.TextField(blank=True)
    reported = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    intelligence = models.TextField(blank=True)
    has_health_part = models.BooleanField(default=False)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="correction"
    )
    because = models.TextField(blank=True)
    cites = models.ForeignKey(
        Chronology, on_delete=models.PROTECT, null=True, related_name="cited_by"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(fact="")
                | ~Q(reported="")
                | ~Q(opinion="")
                | ~Q(intelligence="")
                | Q(has_health_part=True),
                name="a_note_says_something",
            ),
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("written_at")),
                name="a_note_is_written_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(because=""), name="a_correction_says_why"
            ),
        )
        indexes = (models.Index(fields=["case", "-happened_at", "id"], name="note_by_case"),)
        triggers = (
            pgtrigger.Protect(
                name="a_note_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"Note {self.pk}"


FOLLOWS_ITS_NOTE = """
    IF NOT EXISTS (SELECT 1 FROM cases_note WHERE id = NEW.note_id AND has_health_part) THEN
        RAISE EXCEPTION 'a health part comes with its note';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class HealthPart(models.Model):
    """What a note says of health, apart from it: for those to whom health detail is open."""

    note = models.OneToOneField(Note, on_delete=models.PROTECT, related_name="health_part")
    mark = models.CharField(max_length=20, choices=Mark.choices)
    text = models.TextField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="a_health_part_says_something"),
        )
        triggers = (
            pgtrigger.Trigger(
                name="a_health_part_comes_with_its_note",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=FOLLOWS_ITS_NOTE,
            ),
            pgtrigger.Protect(
                name="a_health_part_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )
