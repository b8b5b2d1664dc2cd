"""Take a file in, have it scanned and shown, release or shut it; write a letter."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from core import codes, trail
from core.calendar import local_day
from core.refusals import Invalid
from documents import letters, previews, scanner, selectors, store
from documents.content import NotTaken, content_of, safe_name
from documents.events import DocumentEvent, LetterEvent
from documents.models import (
    SCANNING,
    Document,
    DocumentStatus,
    Letter,
    LetterFile,
    Preview,
    PreviewPage,
)

MOST_AT_ONCE = 200
MOST_SHOWN_AT_ONCE = 20


@transaction.atomic
def take_in(
    *,
    case_id: uuid.UUID,
    subject_id: uuid.UUID,
    authority: Authority,
    key: uuid.UUID,
    title: str,
    category: str,
    holds_health: bool,
    name: str,
    data: bytes,
    by: User | None,
    at: datetime,
) -> Document:
    """Take a file into quarantine; the same form sent again gives the same document.

    Called by the service of a floor above, which has required DOCUMENT_ADD on the case. Raises
    Invalid with a sentence for a file that is not taken. Of a picture what tells of place and
    device is removed before it is kept.
    """
    before = Document.objects.filter(key=key, by=by).first()
    if before:
        return before
    if category not in codes.labels("document_category"):
        raise Invalid("Choose what kind of document this is.", field="category")
    try:
        content = content_of(name, data)
    except NotTaken as refusal:
        raise Invalid(str(refusal), field="file") from refusal
    file_name = safe_name(name)
    document = Document(
        case_id=case_id,
        subject_id=subject_id,
        authority=authority,
        key=key,
        title=title.strip() or file_name,
        category=category,
        holds_health=holds_health,
        file_name=file_name,
        content_type=content.content_type,
        size=len(content.data),
        sha256=hashlib.sha256(content.data).hexdigest(),
        uploaded_at=at,
        by=by,
        agency_id=_agency_of(by, authority),
    )
    store.put(document.pk, content.data)
    document.save(force_insert=True)
    SCANNING.begin(document, by=by, at=at)
    facts = {"category": category}
    trail.record(DocumentEvent.UPLOADED, document, by=by, at=at, case=case_id, facts=facts)
    return document


@transaction.atomic
def scan_document(document_id: uuid.UUID, *, at: datetime) -> Document | None:
    """Have one document scanned: released when nothing is found, shut for good otherwise.

    Raises scanner.ScannerDown: the document then stays where it is. None for one that is shut.
    """
    rows = Document.objects.select_for_update()
    document = rows.filter(pk=document_id, status__in=("QUARANTINED", "RELEASED")).first()
    if document is None:
        return None
    verdict = scanner.scan(store.read(document.pk))
    looked = {"scanned_at": at, "signatures": verdict.signatures}
    for name, value in looked.items():
        setattr(document, name, value)
    if verdict.harmful:
        _forget_preview(document)
        _step(document, DocumentStatus.HARMFUL, DocumentEvent.FOUND_HARMFUL, looked, at=at)
    elif document.status == DocumentStatus.QUARANTINED:
        _step(document, DocumentStatus.RELEASED, DocumentEvent.RELEASED, looked, at=at)
    else:
        document.save(update_fields=list(looked))
    return document


def scan_waiting(*, at: datetime) -> int:
    """Scan what waits in quarantine, then what was scanned with older signatures; how many.

    Raises scanner.ScannerDown at the first that the scanner does not answer.
    """
    waiting = selectors.to_scan(most=MOST_AT_ONCE)
    if not waiting:
        waiting = selectors.scanned_before(scanner.signatures(), most=MOST_AT_ONCE)
    for document_id in waiting:
        scan_document(document_id, at=at)
    return len(waiting)


def show_waiting(*, at: datetime) -> int:
    """Make what is missing of the previews of released files, the oldest first; how many."""
    waiting = selectors.to_show(most=MOST_SHOWN_AT_ONCE)
    for document_id in waiting:
        show_document(document_id, at=at)
    return len(waiting)


def show_document(document_id: uuid.UUID, *, at: datetime) -> Preview | None:
    """Make the preview of a released file; None where there is one, or the file is not open.

    The file is read by a program apart before anything is locked; one that was shut meanwhile
    gets none. It is no event: nothing happens in the case.
    """
    rows = Document.objects.filter(pk=document_id, status=DocumentStatus.RELEASED, preview=None)
    document = rows.first()
    if document is None or not previews.can_show(document.content_type):
        return None
    try:
        shown = previews.show(document.content_type, store.read(document.pk))
    except previews.CannotBeShown as refusal:
        return _keep_preview(document_id, None, at=at, why=refusal.why)
    except FileNotFoundError:
        return _keep_preview(document_id, None, at=at, why=previews.Why.UNREADABLE)
    return _keep_preview(document_id, shown, at=at)


@transaction.atomic
def _keep_preview(
    document_id: uuid.UUID, shown: previews.Shown | None, *, at: datetime, why: str = ""
) -> Preview | None:
    rows = Document.objects.select_for_update().filter(status=DocumentStatus.RELEASED)
    document = rows.filter(pk=document_id).first()
    if document is None or Preview.objects.filter(document=document).exists():
        return None
    said = {"blocks": shown.blocks, "count": shown.count, "cut": shown.cut} if shown else {}
    preview = Preview.objects.create(document=document, why=why, made_at=at, **said)
    PreviewPage.objects.bulk_create(
        PreviewPage(
            preview=preview,
            number=number,
            png=page.png,
            width=page.width,
            height=page.height,
            text=page.text,
        )
        for number, page in enumerate(shown.pages if shown else (), start=1)
    )
    return preview


def _forget_preview(document: Document) -> None:
    Preview.objects.filter(document=document).delete()


@transaction.atomic
def withdraw(document: Document, *, because: str, by: User, at: datetime) -> Document:
    """Nobody opens the document any more; its row and its file stay for the record."""
    access.require(by, Permission.DOCUMENT_WITHDRAW, document)
    if not because.strip():
        raise Invalid("Say why the document is withdrawn.", field="because")
    SCANNING.move(document, to=DocumentStatus.WITHDRAWN, by=by, at=at, because=because.strip())
    _forget_preview(document)
    trail.record(DocumentEvent.WITHDRAWN, document, by=by, at=at, case=document.case_id)
    return document


@transaction.atomic
def write_letter(
    kind: letters.Kind,
    *,
    case_id: uuid.UUID,
    subject_id: uuid.UUID,
    authority: Authority,
    key: uuid.UUID,
    sender: str,
    recipient: str,
    reference: str,
    parts: Sequence[letters.Part],
    by: User | None,
    at: datetime,
    said: Sequence[str] = (),
) -> Letter:
    """Write a letter from the latest version of its template, as PDF and as Word.

    Called by the service of a floor above, which has required that the writer may, and hands in
    nothing that the recipient may not read. The same `key` again is the letter that was written.
    A character that no font of the portal has leaves the Word file alone, and is kept as `undrawn`.
    """
    before = Letter.objects.filter(key=key).first()
    if before:
        return before
    template = letters.template_of(kind)
    words = letters.words_of(
        template,
        sender=sender,
        recipient=recipient,
        reference=reference,
        parts=parts,
        day=local_day(at),
        said=said,
    )
    written, undrawn = _written(template, words)
    letter = Letter.objects.create(
        case_id=case_id,
        subject_id=subject_id,
        authority=authority,
        key=key,
        kind=kind,
        version=template.version,
        template_sha256=template.sha256,
        title=template.title,
        recipient=words.recipient,
        reference=reference,
        words=words.kept(),
        undrawn=undrawn,
        written_at=at,
        by=by,
    )
    LetterFile.objects.bulk_create(
        LetterFile(letter=letter, format=form, data=data, sha256=hashlib.sha256(data).hexdigest())
        for form, data in written.items()
    )
    facts: dict[str, str | int | bool | None] = {"kind": kind, "version": template.version}
    trail.record(LetterEvent.WRITTEN, letter, by=by, at=at, case=case_id, facts=facts)
    return letter


def _written(
    template: letters.Template, words: letters.Words
) -> tuple[dict[LetterFile.Format, bytes], str]:
    files = {LetterFile.Format.WORD: letters.to_word(words)}
    try:
        return files | {LetterFile.Format.PDF: letters.to_pdf(template, words)}, ""
    except letters.CannotBeDrawn as missing:
        return files, str(missing)


def forget_strays(*, now: datetime) -> int:
    """Remove files that a crash left without a row for an hour; how many."""
    found = list(store.strays(selectors.known_of, now=now))
    for file in found:
        file.unlink(missing_ok=True)
    return len(found)


def _step(
    document: Document,
    to: DocumentStatus,
    event: DocumentEvent,
    looked: dict[str, object],
    *,
    at: datetime,
) -> None:
    SCANNING.move(document, to=to, by=None, at=at, also=looked)
    trail.record(event, document, by=None, at=at, case=document.case_id)


def _agency_of(by: User | None, authority: Authority) -> uuid.UUID | None:
    posts = access.viewer_of(by).posts if by else ()
    here = [post for post in posts if post.authority_id == authority.pk]
    return next((post.agency_id for post in (*here, *posts)), None)
