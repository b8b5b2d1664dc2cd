"""Notes by their words, and records by what they heard, within a viewer's reach."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from agencies import access
from agencies.permissions import Permission
from cases.hearing import match_key
from cases.models import Mention, Note

WORDS = "cases_note_words(fact, reported, opinion, intelligence)"
QUERY = "websearch_to_tsquery('pg_catalog.english', %s)"
EXCERPT = (
    "ts_headline('pg_catalog.english', fact || ' ' || reported || ' ' || opinion || ' ' || "
    f'intelligence, {QUERY}, \'StartSel="", StopSel="", MaxWords=30, MinWords=12\')'
)


def notes_saying(viewer: Any, text: str) -> QuerySet[Note]:
    """Notes with these words, what happened last first; `excerpt` is where they stand.

    Words in quotation marks stand together, `or` and `-` are understood, and anything else is a
    word. What is said of health in a part of its own is never looked through.
    """
    rows = access.visible(viewer, Permission.NOTE_VIEW, Note.objects.all())
    said = RawSQL(f"{WORDS} @@ {QUERY}", (text,))  # noqa: S611  # nosec B611
    rows = rows.annotate(said=said).filter(said=True)
    excerpt = RawSQL(EXCERPT, (text,))  # noqa: S611  # nosec B611
    return rows.annotate(excerpt=excerpt).order_by("-happened_at", "pk")


def heard_of(viewer: Any, text: str) -> QuerySet[Mention]:
    """What was heard that reads so: a plate, phone, handle, nickname or place.

    A mention is told to whoever reads the record that heard it.
    """
    same = Q(pk__in=())
    for kind in Mention.Kind:
        if key := match_key(kind, text):
            same |= Q(kind=kind, key=key)
    told = Q(pk__in=())
    for policy in access.registered():
        if policy.view is not None:
            named = policy.model._default_manager.filter(pk=OuterRef("record_id"))
            label = policy.model._meta.label_lower
            read = Exists(access.visible(viewer, policy.view, named))
            told |= Q(read, record_kind=label)
    return Mention.objects.filter(same).filter(told).order_by("-heard_at", "pk")
