"""A curated chronology: chosen events and own entries with analysis, frozen to be cited."""

from __future__ import annotations

import hashlib
import json

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from agencies.models import User
from cases.models.case import Case
from core.models import Record


@pghistory.track(exclude=["edition"])
class Chronology(Record):
    """A chronology of a case: a draft until it is frozen, and from then on the same for ever.

    `number` counts the chronologies of the case. `digest` is a hash over all that stands in a
    frozen one. It holds nothing up: a case closes and a child is merged whatever is frozen.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="chronologies")
    reference = models.CharField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=200)
    analysis = models.TextField(blank=True)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    begun_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "chronologies"
        constraints = (
            models.UniqueConstraint(
                fields=["case", "number"], name="a_case_numbers_its_chronologies_once"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None, digest="")
                | (Q(frozen_at__isnull=False) & ~Q(digest="")),
                name="a_frozen_chronology_has_a_hash",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="a_frozen_chronology_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__frozen_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def frozen(self) -> bool:
        return self.frozen_at is not None

    def digest_now(self) -> str:
        """The hash over what stands in it now; a frozen one has it in `digest`."""
        whole = {
            "reference": self.reference,
            "case": str(self.case_id),
            "number": self.number,
            "purpose": self.purpose,
            "analysis": self.analysis,
            "frozen_at": self.frozen_at.timestamp() if self.frozen_at else None,
            "frozen_by": str(self.frozen_by_id),
            "entries": [entry.content() for entry in self.entries.order_by("place")],
        }
        text = json.dumps(whole, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


BELONGS_TO_A_DRAFT = """
    SELECT frozen_at INTO frozen FROM cases_chronology
    WHERE id = COALESCE(NEW.chronology_id, OLD.chronology_id) FOR SHARE;
    IF frozen IS NOT NULL THEN
        RAISE EXCEPTION 'a frozen chronology never changes';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
"""Waits for whoever is freezing the chronology at this moment, and then sees it frozen."""


@pghistory.track(exclude=["edition"])
class ChronologyEntry(Record):
    """One entry: drawn from an event of the trail, or written by hand; with what it means.

    An event's words are kept as they were when it was chosen, so that a frozen chronology reads
    the same for ever. `record_kind` and `record_id` say who may read it: whoever reads that
    record. `health` marks an entry that holds health detail. `edition` counts its saves.
    """

    chronology = models.ForeignKey(Chronology, on_delete=models.PROTECT, related_name="entries")
    place = models.PositiveSmallIntegerField()
    happened_at = models.DateTimeField()
    day_only = models.BooleanField(default=False)
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    health = models.BooleanField(default=False)
    event_id = models.BigIntegerField(null=True)
    record_kind = models.CharField(max_length=60, blank=True)
    record_id = models.UUIDField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    edition = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "chronology entries"
        constraints = (
            models.UniqueConstraint(
                fields=["chronology", "place"],
                deferrable=models.Deferrable.DEFERRED,
                name="one_entry_at_a_place",
            ),
            models.UniqueConstraint(
                fields=["chronology", "event_id"], name="an_event_is_chosen_once"
            ),
            models.CheckConstraint(
                condition=Q(event_id=None, record_kind="", record_id=None)
                | (Q(event_id__isnull=False, record_id__isnull=False) & ~Q(record_kind="")),
                name="an_entry_from_the_trail_names_its_record",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="entries_of_a_frozen_chronology_never_change",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("frozen", "timestamptz")],
                func=BELONGS_TO_A_DRAFT,
            ),
        )

    def content(self) -> dict[str, object]:
        """Everything of the entry that a reader may see, for the hash."""
        return {
            "place": self.place,
            "happened_at": self.happened_at.timestamp(),
            "day_only": self.day_only,
            "title": self.title,
            "text": self.text,
            "analysis": self.analysis,
            "health": self.health,
            "event": self.event_id,
            "record": f"{self.record_kind}:{self.record_id}",
        }
