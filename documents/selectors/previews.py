"""What a viewer sees of a released file without opening it: its pages, or its words."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from core.refusals import NotNow, OutOfReach
from documents import previews
from documents.models import Document, DocumentStatus, Preview, PreviewPage
from documents.policies import may_open

SENTENCES = {
    previews.Why.PASSWORD: (
        "This file opens only with a password, so the portal cannot show it. Whoever sent it in "
        "can save a copy without one."
    ),
    previews.Why.TOO_LARGE: (
        "This file is too large or too complicated to be shown here. Download it to read it."
    ),
    previews.Why.UNREADABLE: (
        "The portal cannot read this file, so it cannot show it. Download it to see whether it "
        "opens."
    ),
}
NO_TOOL = "The portal has no program here that shows this kind of file. Download it to read it."
SOON = "What the file shows is being made. Look again in a minute."


@dataclass(frozen=True)
class Picture:
    """One page of a file: where its picture is, how large, and the text on it."""

    number: int
    url: str
    width: int
    height: int
    text: str


@dataclass(frozen=True)
class PreviewOfFile:
    """The pages or the words of a file; a `sentence` where there is nothing to show."""

    pictures: tuple[Picture, ...] = ()
    blocks: tuple[dict[str, Any], ...] = ()
    count: int = 0
    cut: bool = False
    sentence: str = ""


def preview_of(document: Document) -> PreviewOfFile | None:
    """What a document shows, which the caller has found in reach; None where nothing is shown."""
    if not may_open(document) or not previews.shows(document.content_type):
        return None
    preview = Preview.objects.filter(document=document).first()
    if preview is None:
        there = previews.can_show(document.content_type)
        return PreviewOfFile(sentence=SOON if there else NO_TOOL)
    if preview.why:
        return PreviewOfFile(sentence=SENTENCES[previews.Why(preview.why)])
    rows = preview.pages.order_by("number").values_list("number", "width", "height", "text")
    return PreviewOfFile(
        tuple(
            Picture(number, reverse("documents:page", args=[document.pk, number]), wide, high, text)
            for number, wide, high, text in rows
        ),
        tuple(preview.blocks),
        preview.count,
        preview.cut,
    )


def picture_of_page(document: Document, number: int) -> bytes:
    """The picture of one page of a document that the caller has found in reach.

    Raises NotNow while the document is shut, OutOfReach for a page that it has not.
    """
    opens = may_open(document)
    if not opens:
        raise NotNow(opens.sentence)
    page = PreviewPage.objects.filter(preview__document=document, number=number).first()
    if page is None:
        raise OutOfReach
    return bytes(page.png)


def to_show(*, most: int) -> list[uuid.UUID]:
    """Released documents that have no preview yet and can have one, oldest scan first."""
    rows = Document.objects.filter(status=DocumentStatus.RELEASED, preview=None)
    found = rows.filter(content_type__in=_shown_here()).order_by("scanned_at")
    return list(found.values_list("pk", flat=True)[:most])


def _shown_here() -> Collection[str]:
    return [kind for kind in previews.KINDS if previews.can_show(kind)]
