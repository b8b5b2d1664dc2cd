"""Documents: to look at, to keep, to withdraw."""

from __future__ import annotations

from typing import Any

from agencies.permissions import Permission
from documents.models import Document, Letter, Preview, PreviewPage
from tests.access.urls.entry import Entry, by_id
from tests.documents.factories import SENT
from tests.documents.files import png


def a_released_picture(made: Any) -> dict[str, Any]:
    """The document as a picture whose scan found nothing."""
    from documents import store

    store.put(made.pk, png())
    released = {"status": "RELEASED", "scanned_at": SENT, "content_type": "image/png"}
    Document.objects.filter(pk=made.pk).update(**released)
    return {"document_id": made.pk}


def a_shown_file(made: Any) -> dict[str, Any]:
    """The document as a PDF whose first page was drawn."""
    released = {"status": "RELEASED", "scanned_at": SENT, "content_type": "application/pdf"}
    Document.objects.filter(pk=made.pk).update(**released)
    preview = Preview.objects.create(document=made, count=1, made_at=SENT)
    PreviewPage.objects.create(preview=preview, number=1, png=png(), width=2, height=2)
    return {"document_id": made.pk, "number": 1}


LETTER = Permission.LETTER_VIEW
VIEW, WITHDRAW = Permission.DOCUMENT_VIEW, Permission.DOCUMENT_WITHDRAW
URLS = {
    "documents:detail": Entry(VIEW, Document, by_id("document_id")),
    "documents:letter": Entry(LETTER, Letter, by_id("letter_id")),
    "documents:letter_file": Entry(
        LETTER, Letter, lambda made: {"letter_id": made.pk, "form": "pdf"}
    ),
    "documents:file": Entry(VIEW, Document, a_released_picture),
    "documents:page": Entry(VIEW, Document, a_shown_file),
    "documents:picture": Entry(VIEW, Document, a_released_picture),
    "documents:withdraw": Entry(
        WITHDRAW, Document, by_id("document_id"), methods=("GET", "POST"), needs=WITHDRAW
    ),
}
