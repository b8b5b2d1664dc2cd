"""Reads of documents, and the bytes of a file behind the same predicate."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.permissions import DataClass, Permission
from core import codes
from core.paging import page, place_url
from core.refusals import NotNow, OutOfReach
from documents import store
from documents.content import TYPES
from documents.models import Document, DocumentStatus
from documents.policies import may_open
from documents.selectors.letters import NO_LETTERS, LettersOfCase, letters_of_case
from documents.selectors.previews import PreviewOfFile, picture_of_page, preview_of

LATEST_FIRST = ("-uploaded_at", "id")
COLOURS = {
    DocumentStatus.QUARANTINED: "yellow",
    DocumentStatus.RELEASED: "green",
    DocumentStatus.HARMFUL: "red",
    DocumentStatus.WITHDRAWN: "grey",
}
PICTURES = frozenset({"image/png", "image/jpeg"})
TEXTS = frozenset({"text/plain", "text/csv"})
MOST_PREVIEWED = 20_000


@dataclass(frozen=True)
class DocumentLine:
    """One document in a list."""

    id: uuid.UUID
    title: str
    category: str
    size: str
    status: str
    colour: str
    uploaded_at: datetime
    who: str
    holds_health: bool
    url: str


@dataclass(frozen=True)
class DocumentsPage:
    """One page of the documents of a case, and whether the viewer may send another in."""

    lines: tuple[DocumentLine, ...]
    may_add: access.Decision
    may_write: access.Decision
    letters: LettersOfCase
    next_url: str = ""
    previous_url: str = ""
    data_class: str = ""


@dataclass(frozen=True)
class DocumentPage:
    """One document: what is known of it, and what of it can be looked at here."""

    document: Document
    line: DocumentLine
    content_type: str
    agency: str
    scanned_at: datetime | None
    opens: access.Decision
    picture: bool
    text: str
    cut: bool
    preview: PreviewOfFile | None
    may_withdraw: access.Decision

    @property
    def data_class(self) -> str:
        return DataClass.HEALTH if self.line.holds_health else ""


@dataclass(frozen=True)
class File:
    """The bytes of a released document, for one answer."""

    document: Document
    name: str
    content_type: str
    data: bytes


def documents_for(viewer: Any) -> QuerySet[Document]:
    """The documents a viewer may read."""
    return access.visible(viewer, Permission.DOCUMENT_VIEW, Document.objects.all())


def documents_of_case(
    viewer: Viewer,
    case_id: uuid.UUID,
    *,
    may_add: access.Decision,
    may_write: access.Decision,
    start: str = "",
) -> DocumentsPage:
    """One page of the documents of a case, the latest first."""
    rows = documents_for(viewer).filter(case_id=case_id).select_related("by")
    found = page(rows, LATEST_FIRST, start=start)
    lines = lines_of(found.rows)
    here = reverse("desk:case_section", args=[case_id, "documents"])
    return DocumentsPage(
        lines=lines,
        may_add=may_add,
        may_write=may_write,
        letters=NO_LETTERS if start else letters_of_case(viewer, case_id),
        next_url=place_url(here, found.next),
        previous_url=place_url(here, found.previous),
        data_class=DataClass.HEALTH if any(line.holds_health for line in lines) else "",
    )


def document_page(viewer: Any, document_id: uuid.UUID) -> DocumentPage:
    """One document within reach; OutOfReach as for an unknown id."""
    document = document_for(viewer, document_id)
    opens = may_open(document)
    data = _bytes_of(document) if opens and document.content_type in TEXTS else b""
    text = data.decode("utf-8-sig", errors="replace")
    return DocumentPage(
        document=document,
        line=lines_of([document])[0],
        content_type=_kind_in_words(document),
        agency=document.agency.name if document.agency else "",
        scanned_at=document.scanned_at,
        opens=opens,
        picture=bool(opens) and document.content_type in PICTURES,
        text=text[:MOST_PREVIEWED],
        cut=len(text) > MOST_PREVIEWED,
        preview=preview_of(document),
        may_withdraw=access.decide(viewer, Permission.DOCUMENT_WITHDRAW, document),
    )


def document_for(
    viewer: Any, document_id: uuid.UUID, permission: Permission = Permission.DOCUMENT_VIEW
) -> Document:
    """A document within reach; NotAllowed where only reading is."""
    rows = documents_for(viewer).select_related("by", "agency", "authority")
    document = rows.filter(pk=document_id).first()
    if document is None:
        raise OutOfReach
    access.require(viewer, permission, document)
    return document


def file_of(viewer: Any, document_id: uuid.UUID) -> File:
    """The bytes of a document. Raises NotNow while it waits for its scan or stays shut."""
    document = document_for(viewer, document_id)
    opens = may_open(document)
    if not opens:
        raise NotNow(opens.sentence)
    return File(document, document.file_name, document.content_type, _bytes_of(document))


def picture_of(viewer: Any, document_id: uuid.UUID) -> File:
    """The bytes of a picture, to be shown in the page; OutOfReach for any other file."""
    found = file_of(viewer, document_id)
    if found.content_type not in PICTURES:
        raise OutOfReach
    return found


def page_of_file(viewer: Any, document_id: uuid.UUID, number: int) -> File:
    """The picture of one page of a document within reach."""
    document = document_for(viewer, document_id)
    return File(document, f"page-{number}.png", "image/png", picture_of_page(document, number))


def to_scan(*, most: int) -> list[uuid.UUID]:
    """Documents in quarantine, oldest first."""
    rows = Document.objects.filter(status=DocumentStatus.QUARANTINED).order_by("uploaded_at")
    return list(rows.values_list("pk", flat=True)[:most])


def scanned_before(signatures: str, *, most: int) -> list[uuid.UUID]:
    """Released documents that were looked at with other signatures, oldest scan first."""
    rows = Document.objects.filter(status=DocumentStatus.RELEASED).exclude(signatures=signatures)
    return list(rows.order_by("scanned_at").values_list("pk", flat=True)[:most])


def known_of(ids: set[uuid.UUID]) -> set[uuid.UUID]:
    """Those of some ids that have a row."""
    return set(Document.objects.filter(pk__in=ids).values_list("pk", flat=True))


def lines_of(documents: Iterable[Document]) -> tuple[DocumentLine, ...]:
    """Documents as lines of a list."""
    categories = codes.labels("document_category")
    return tuple(
        DocumentLine(
            id=one.pk,
            title=one.title,
            category=categories.get(one.category, one.category),
            size=size_in_words(one.size),
            status=SHORT[DocumentStatus(one.status)],
            colour=COLOURS[DocumentStatus(one.status)],
            uploaded_at=one.uploaded_at,
            who=one.by.name if one.by else "",
            holds_health=one.holds_health,
            url=reverse("documents:detail", args=[one.pk]),
        )
        for one in documents
    )


SHORT = {
    DocumentStatus.QUARANTINED: "In quarantine",
    DocumentStatus.RELEASED: "Scanned",
    DocumentStatus.HARMFUL: "Harmful",
    DocumentStatus.WITHDRAWN: "Withdrawn",
}


def size_in_words(size: int) -> str:
    """A file size as people read it."""
    if size < 1024:
        return f"{size} bytes"
    return f"{size / 1024:.0f} kB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def _kind_in_words(document: Document) -> str:
    ending = next((end for end, kind in TYPES.items() if kind == document.content_type), "")
    return {"docx": "Word document", "xlsx": "Excel workbook", "txt": "Plain text"}.get(
        ending, ending.upper()
    )


def _bytes_of(document: Document) -> bytes:
    try:
        return store.read(document.pk)
    except FileNotFoundError as error:
        raise NotNow(
            "The file of this document cannot be found. Tell your administrator its title and date."
        ) from error
