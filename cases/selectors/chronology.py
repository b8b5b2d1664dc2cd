"""Chronologies as a viewer may read them: what is not open to them is masked."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from agencies import access
from agencies.access import Decision, Viewer
from agencies.permissions import SENTENCES, DataClass, Permission
from agencies.selectors import names_of
from cases.models import Case, Chronology, ChronologyEntry, Note
from cases.selectors.case import case_for
from core.paging import one_of
from core.refusals import NotAllowed, NotNow, OutOfReach

P = Permission


@dataclass(frozen=True)
class EntryLine:
    """One entry as it is read. Of a masked one nothing but its place is told."""

    id: uuid.UUID
    place: int
    masked: bool = False
    happened_at: datetime | None = None
    day_only: bool = False
    title: str = ""
    text: str = ""
    analysis: str = ""
    health: bool = False
    by_hand: bool = False
    record_kind: str = ""
    record_id: uuid.UUID | None = None
    edition: int = 0


@dataclass(frozen=True)
class ChronologyLine:
    """One chronology in the list of a case."""

    reference: str
    number: int
    purpose: str
    frozen_at: datetime | None
    who: str
    entries: int
    url: str


@dataclass(frozen=True)
class ChronologiesSection:
    """The chronologies of a case, the latest first; drafts only for those who write them."""

    lines: tuple[ChronologyLine, ...]
    may_write: Decision


@dataclass(frozen=True)
class Citation:
    """A note that names a chronology."""

    url: str
    written_at: datetime


@dataclass(frozen=True)
class ChronologyPage:
    """One chronology with its entries in order, as far as they are open to the viewer."""

    case: Case
    chronology: Chronology
    entries: tuple[EntryLine, ...]
    begun_by: str
    frozen_by: str
    begun_from: Chronology | None
    fits: bool
    may_write: Decision
    cited_by: tuple[Citation, ...]

    @property
    def data_class(self) -> str:
        """The class of what is shown, for the read event."""
        return DataClass.HEALTH if any(line.health for line in self.entries) else ""


@dataclass(frozen=True)
class BeginPage:
    """What a new chronology may be begun from."""

    case: Case
    frozen: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class EntryPage:
    """One entry of a draft, to be changed."""

    case: Case
    chronology: Chronology
    entry: ChronologyEntry


def chronologies_of(viewer: Viewer, case: Case, since: datetime | None) -> ChronologiesSection:
    """The chronologies of a case; a pack asks for those begun since a moment."""
    may_write = access.decide(viewer, P.CHRONOLOGY_WRITE, case)
    rows = access.visible(viewer, P.CASE_VIEW, case.chronologies.all())
    if not may_write:
        rows = rows.exclude(frozen_at=None)
    if since:
        rows = rows.filter(begun_at__gte=since)
    found = list(rows.prefetch_related("entries").order_by("-number"))
    names = names_of([row.frozen_by_id or row.begun_by_id for row in found])
    return ChronologiesSection(
        lines=tuple(
            ChronologyLine(
                reference=row.reference,
                number=row.number,
                purpose=row.purpose,
                frozen_at=row.frozen_at,
                who=_name(names, row.frozen_by_id or row.begun_by_id),
                entries=len(row.entries.all()),
                url=reverse("cases:chronology", args=[row.pk]),
            )
            for row in found
        ),
        may_write=may_write,
    )


def drafts_to_fill(viewer: Viewer, case: Case) -> list[tuple[str, str]]:
    """The drafts of a case that the viewer may add to: id and label."""
    if not access.can(viewer, P.CHRONOLOGY_WRITE, case):
        return []
    rows = case.chronologies.filter(frozen_at=None).order_by("-number")
    return [(str(row.pk), f"Chronology {row.number}: {row.purpose}") for row in rows]


def citable(viewer: Viewer, case: Case) -> list[tuple[str, str]]:
    """The frozen chronologies of a case that a record may name: id and label."""
    rows = access.visible(viewer, P.CASE_VIEW, case.chronologies.exclude(frozen_at=None))
    return [(str(row.pk), f"{row.reference}: {row.purpose}") for row in rows.order_by("-number")]


def chronology_page(viewer: Viewer, chronology_id: uuid.UUID) -> ChronologyPage:
    """One chronology; a draft is open only to those who write chronologies of the case."""
    row = _within(viewer, P.CASE_VIEW, chronology_id)
    may_write = access.decide(viewer, P.CHRONOLOGY_WRITE, row)
    if not row.frozen and not may_write:
        raise NotAllowed(SENTENCES[P.CHRONOLOGY_WRITE])
    names = names_of([row.begun_by_id, row.frozen_by_id])
    return ChronologyPage(
        case=row.case,
        chronology=row,
        entries=entries_of(viewer, row),
        begun_by=_name(names, row.begun_by_id),
        frozen_by=_name(names, row.frozen_by_id),
        begun_from=row.begun_from,
        fits=not row.frozen or row.digest_now() == row.digest,
        may_write=may_write,
        cited_by=_citations(viewer, row),
    )


def entries_of(viewer: Any, chronology: Chronology) -> tuple[EntryLine, ...]:
    """The entries in order; the same few questions for however many."""
    rows = chronology.entries.order_by("place")
    told = access.about_readable(viewer, chronology.entries.all(), within=chronology.case)
    open_to = set(told.values_list("pk", flat=True))
    health = access.may_read(viewer, DataClass.HEALTH, chronology)
    return tuple(
        _line(row) if row.pk in open_to and (health or not row.health) else _masked(row)
        for row in rows
    )


def case_to_begin(viewer: Viewer, case_id: uuid.UUID, *, chosen: str) -> BeginPage:
    """A case the viewer may begin a chronology of."""
    case = case_for(viewer, case_id)
    access.require(viewer, P.CHRONOLOGY_WRITE, case)
    frozen = tuple(citable(viewer, case))
    one_of(chosen, dict(frozen), "chronology")
    return BeginPage(case, frozen, chosen)


def chronology_to_write(viewer: Viewer, chronology_id: uuid.UUID) -> ChronologyPage:
    """A draft the viewer may change. NotNow for a frozen one."""
    row = _within(viewer, P.CHRONOLOGY_WRITE, chronology_id)
    if row.frozen:
        raise NotNow("This chronology is frozen and never changes. Begin a new one from it.")
    return chronology_page(viewer, chronology_id)


def frozen_with(case: Case, chronology_id: str) -> Chronology | None:
    """The frozen chronology of a case with this id, as a form names it; none for no id."""
    rows = case.chronologies.exclude(frozen_at=None)
    return rows.get(pk=chronology_id) if chronology_id else None


def draft_with(viewer: Viewer, case: Case, chronology_id: str) -> Chronology | None:
    """The draft of a case with this id, as a form names it; none for any other word."""
    access.require(viewer, P.CHRONOLOGY_WRITE, case)
    if chronology_id not in dict(drafts_to_fill(viewer, case)):
        return None
    return case.chronologies.get(pk=chronology_id)


def entry_to_write(viewer: Viewer, entry_id: uuid.UUID) -> EntryPage:
    """An entry of a draft that the viewer may read and change."""
    entry = ChronologyEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise OutOfReach
    page = chronology_to_write(viewer, entry.chronology_id)
    line = next(line for line in page.entries if line.id == entry.pk)
    if line.masked:
        raise NotAllowed("This entry is not open to your role.")
    return EntryPage(page.case, page.chronology, entry)


def _within(viewer: Viewer, permission: Permission, chronology_id: uuid.UUID) -> Chronology:
    rows = Chronology.objects.select_related("case__child", "begun_from")
    row = rows.filter(pk=chronology_id).first()
    if row is None:
        raise OutOfReach
    access.require(viewer, permission, row)
    return row


def _line(row: ChronologyEntry) -> EntryLine:
    return EntryLine(
        id=row.pk,
        place=row.place,
        happened_at=row.happened_at,
        day_only=row.day_only,
        title=row.title,
        text=row.text,
        analysis=row.analysis,
        health=row.health,
        by_hand=row.event_id is None,
        record_kind=row.record_kind,
        record_id=row.record_id,
        edition=row.edition,
    )


def _masked(row: ChronologyEntry) -> EntryLine:
    return EntryLine(id=row.pk, place=row.place, masked=True)


def _citations(viewer: Viewer, row: Chronology) -> tuple[Citation, ...]:
    notes = access.visible(viewer, P.NOTE_VIEW, Note.objects.filter(cites=row))
    return tuple(
        Citation(reverse("cases:note", args=[note.pk]), note.written_at)
        for note in notes.order_by("written_at")
    )


def _name(names: dict[uuid.UUID, str], pk: uuid.UUID | None) -> str:
    return names.get(pk, "The portal") if pk else "The portal"
