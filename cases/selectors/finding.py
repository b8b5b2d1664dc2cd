"""Notes by their words, and records by what they heard, within a viewer's reach."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVectorField
from django.db.models import Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from agencies import access
from agencies.permissions import Permission
from cases.hearing import match_key
from cases.models import Mention, Note

LANGUAGE = "english"
SAID = ("fact", "reported", "opinion", "intelligence")
WORDS = Func(*SAID, function="cases_note_words", output_field=SearchVectorField())
"""As the index of migration 0004 has them: what is said of health is not among them."""


def notes_saying(viewer: Any, text: str) -> QuerySet[Note]:
    """Notes with these words, what happened last first; `excerpt` is where they stand.

    Words in quotation marks stand together, `or` and `-` are understood, and anything else is a
    word. What is said of health in a part of its own is never looked through.
    """
    asked = SearchQuery(text, config=LANGUAGE, search_type="websearch")
    whole = Concat(
        "fact",
        Value(" "),
        "reported",
        Value(" "),
        "opinion",
        Value(" "),
        "intelligence",
        output_field=TextField(),
    )
    excerpt = SearchHeadline(
        whole, asked, config=LANGUAGE, start_sel="", stop_sel="", max_words=30, min_words=12
    )
    rows = access.visible(viewer, Permission.NOTE_VIEW, Note.objects.all())
    found = rows.alias(words=WORDS).filter(words=asked).annotate(excerpt=excerpt)
    return found.order_by("-happened_at", "pk")


def heard_of(viewer: Any, text: str) -> QuerySet[Mention]:
    """What was heard that reads so: a plate, phone, handle, nickname or place.

    A mention is told to whoever reads the record that heard it.
    """
    same = Q(pk__in=())
    for kind in Mention.Kind:
        if key := match_key(kind, text):
            same |= Q(kind=kind, key=key)
    rows = Mention.objects.filter(same)
    kinds = rows.order_by().values_list("record_kind", flat=True).distinct()
    return rows.filter(access.naming_readable(viewer, kinds)).order_by("-heard_at", "pk")
