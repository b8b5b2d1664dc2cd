"""The notes of a case as a viewer may read them: health detail only where it is open."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Decision, Viewer
from agencies.permissions import DataClass, Permission
from agencies.roles import ROLE_NAMES, Role
from cases.hearing import Heard, heard_in
from cases.models import Case, Chronology, Mark, Mention, Note
from cases.policies import may_correct
from cases.selectors.case import case_for
from cases.selectors.chronology import citable
from core import codes
from core.paging import page
from core.refusals import OutOfReach

LATEST_FIRST = ("-happened_at", "-written_at", "id")
MARKED = (
    ("fact", Mark.FACT),
    ("reported", Mark.REPORTED),
    ("opinion", Mark.PROFESSIONAL_OPINION),
    ("intelligence", Mark.INTELLIGENCE),
)
"""The column of each mark, in the order a note is read."""


@dataclass(frozen=True)
class Statement:
    """What a note says under one mark."""

    mark: str
    text: str
    health: bool = False


@dataclass(frozen=True)
class NoteCard:
    """One note as it is read, with the corrections before and after it.

    `health_hidden` says that a part is not shown; of that part nothing else is told.
    """

    id: uuid.UUID
    kind: str
    happened_at: datetime
    written_at: datetime
    who: str
    statements: tuple[Statement, ...]
    health_hidden: bool
    corrects_id: uuid.UUID | None
    because: str
    cites: Chronology | None
    corrected_by_id: uuid.UUID | None
    url: str


@dataclass(frozen=True)
class NotesPage:
    """Some notes of a case, the latest first, and whether the viewer may write one."""

    cards: tuple[NoteCard, ...]
    may_write: Decision
    next_url: str = ""
    previous_url: str = ""
    data_class: str = ""


@dataclass(frozen=True)
class WritePage:
    """The case a note is about to be written of."""

    case: Case
    citable: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NotePage:
    """One note, what it was heard to mention, and whether the viewer may correct it."""

    case: Case
    note: Note
    card: NoteCard
    other: NoteCard | None
    kept: tuple[str, ...]
    heard: tuple[Heard, ...]
    may_correct: Decision
    citable: tuple[tuple[str, str], ...] = ()
    start: dict[str, Any] = field(default_factory=dict)

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        shown = [*self.card.statements, *(self.other.statements if self.other else ())]
        return DataClass.HEALTH if any(one.health for one in shown) else ""


def notes_for(viewer: Any, case: Case) -> QuerySet[Note]:
    """The notes of a case that the viewer may read."""
    rows = case.notes.select_related("by", "agency", "correction", "cites")
    return access.visible(viewer, Permission.NOTE_VIEW, rows)


def notes_of_case(viewer: Viewer, case: Case, *, start: str = "") -> NotesPage:
    """One page of the notes of a case, what happened last first."""
    found = page(notes_for(viewer, case), LATEST_FIRST, start=start)
    cards = cards_of(viewer, found.rows)
    here = reverse("desk:case_section", args=[case.pk, "notes"])
    return NotesPage(
        cards=cards,
        may_write=access.decide(viewer, Permission.NOTE_WRITE, case),
        next_url=f"{here}?{urlencode({'from': found.next})}" if found.next else "",
        previous_url=f"{here}?{urlencode({'from': found.previous})}" if found.previous else "",
        data_class=DataClass.HEALTH if _shows_health(cards) else "",
    )


def notes_since(viewer: Viewer, case: Case, since: datetime | None) -> NotesPage:
    """Every note of a case, or those written since a moment, for a pack or a print."""
    rows = notes_for(viewer, case).order_by(*LATEST_FIRST)
    cards = cards_of(viewer, rows.filter(written_at__gte=since) if since else rows)
    return NotesPage(
        cards=cards,
        may_write=Decision(False),
        data_class=DataClass.HEALTH if _shows_health(cards) else "",
    )


def case_to_note(viewer: Viewer, case_id: uuid.UUID) -> WritePage:
    """A case the viewer may write a note of."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.NOTE_WRITE, case)
    return WritePage(case, tuple(citable(viewer, case)))


def note_page(viewer: Viewer, note_id: uuid.UUID) -> NotePage:
    """One note with its correction, or the note it corrects."""
    return _page_of(viewer, _note_within(viewer, Permission.NOTE_VIEW, note_id))


def note_to_correct(viewer: Viewer, note_id: uuid.UUID) -> NotePage:
    """A note the viewer may correct, or keep the mentions of, and what a correction starts from."""
    found = _page_of(viewer, _note_within(viewer, Permission.NOTE_CORRECT, note_id))
    return replace(found, citable=tuple(citable(viewer, found.case)))


def cards_of(viewer: Any, notes: Iterable[Note]) -> tuple[NoteCard, ...]:
    """Notes as they are read; two questions for however many."""
    rows = list(notes)
    parts = _health_parts(viewer, rows)
    kinds = codes.labels("note_kind")
    return tuple(_card(row, kinds, parts.get(row.pk, ())) for row in rows)


def statements_of(note: Note) -> tuple[Statement, ...]:
    """What a note says to everybody who may read it."""
    said = ((mark, getattr(note, column)) for column, mark in MARKED)
    return tuple(Statement(str(mark.label), text) for mark, text in said if text)


def _health_parts(viewer: Any, rows: Sequence[Note]) -> dict[uuid.UUID, tuple[Statement, ...]]:
    """The health parts of some notes, where health detail is open to the viewer."""
    having = [row.pk for row in rows if row.has_health_part]
    if not having:
        return {}
    open_to = access.visible(
        viewer, Permission.HEALTH_DETAIL_VIEW, Note.objects.filter(pk__in=having)
    ).select_related("health_part")
    return {
        note.pk: (
            Statement(note.health_part.get_mark_display(), note.health_part.text, health=True),
        )
        for note in open_to
    }


def _card(note: Note, kinds: dict[str, str], health: tuple[Statement, ...]) -> NoteCard:
    correction = getattr(note, "correction", None)
    return NoteCard(
        id=note.pk,
        kind=kinds.get(note.kind, note.kind),
        happened_at=note.happened_at,
        written_at=note.written_at,
        who=_author(note),
        statements=statements_of(note) + health,
        health_hidden=note.has_health_part and not health,
        corrects_id=note.corrects_id,
        because=note.because,
        cites=note.cites,
        corrected_by_id=correction.pk if correction else None,
        url=reverse("cases:note", args=[note.pk]),
    )


def _author(note: Note) -> str:
    who = note.by.name if note.by else "The portal"
    role = ROLE_NAMES[Role(note.role)] if note.role else ""
    agency = note.agency.name if note.agency else ""
    return ", ".join(filter(None, (who, role, agency)))


def _page_of(viewer: Viewer, note: Note) -> NotePage:
    pair = [note, *_other(viewer, note)]
    cards = cards_of(viewer, pair)
    kept = Mention.objects.filter(record_id=note.pk).order_by("kind", "value")
    return NotePage(
        case=note.case,
        note=note,
        card=cards[0],
        other=cards[1] if len(cards) > 1 else None,
        kept=tuple(f"{row.get_kind_display()}: {row.value}" for row in kept),
        heard=heard_in(*(getattr(note, column) for column, _ in MARKED)),
        may_correct=may_correct(viewer, note),
        start=_start(note, cards[0]),
    )


def _other(viewer: Viewer, note: Note) -> list[Note]:
    """The correction of a note, else the note that it corrects."""
    rows = access.visible(viewer, Permission.NOTE_VIEW, _notes())
    later = rows.filter(corrects=note).first()
    found = later or (rows.filter(pk=note.corrects_id).first() if note.corrects_id else None)
    return [found] if found else []


def _start(note: Note, card: NoteCard) -> dict[str, Any]:
    """What the form of a correction starts from: what the viewer may read of the note."""
    start: dict[str, Any] = {column: getattr(note, column) for column, _ in MARKED}
    start |= {"kind": note.kind, "happened_at": note.happened_at, "cites": note.cites_id}
    if note.has_health_part and not card.health_hidden:
        start |= {"health": note.health_part.text, "health_mark": note.health_part.mark}
    return start


def _notes() -> QuerySet[Note]:
    return Note.objects.select_related("by", "agency", "correction", "cites", "case__child")


def _note_within(viewer: Viewer, permission: Permission, note_id: uuid.UUID) -> Note:
    note = _notes().filter(pk=note_id).first()
    if note is None:
        raise OutOfReach
    access.require(viewer, permission, note)
    return note


def _shows_health(cards: Iterable[NoteCard]) -> bool:
    return any(one.health for card in cards for one in card.statements)
