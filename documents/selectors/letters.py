"""Reads of letters, and the bytes of one behind the same predicate."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies import access
from agencies.permissions import Permission
from core.refusals import NotNow, OutOfReach
from documents.content import TYPES
from documents.letters import CannotBeDrawn, Template, Words, to_pdf
from documents.models import Letter, LetterFile

MOST_SHOWN = 50


@dataclass(frozen=True)
class LetterLine:
    """One letter in a list."""

    id: uuid.UUID
    title: str
    recipient: str
    written_at: datetime
    who: str
    url: str


@dataclass(frozen=True)
class LettersOfCase:
    """The latest letters; `more` when older ones are not shown."""

    lines: tuple[LetterLine, ...]
    more: bool


NO_LETTERS = LettersOfCase((), more=False)


@dataclass(frozen=True)
class Copy:
    """A file of a letter to fetch: its format in words, its address and its SHA-256."""

    format: str
    url: str
    sha256: str


@dataclass(frozen=True)
class LetterPage:
    """One letter as it was written, with its files."""

    letter: Letter
    line: LetterLine
    words: dict[str, Any]
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Bytes:
    """A file of a letter for one answer."""

    letter: Letter
    name: str
    content_type: str
    data: bytes


def undrawn_in(template: Template, words: Words) -> str:
    """The character for want of which there would be no PDF of a letter; empty where none is."""
    try:
        to_pdf(template, words)
    except CannotBeDrawn as missing:
        return str(missing)
    return ""


def letter_written(viewer: Any, key: uuid.UUID) -> LetterLine | None:
    """The letter that was written under a key, if the viewer may read it."""
    letter = letters_for(viewer).filter(key=key).first()
    return _line(letter) if letter else None


def letters_for(viewer: Any) -> QuerySet[Letter]:
    """The letters a viewer may read."""
    rows = access.visible(viewer, Permission.LETTER_VIEW, Letter.objects.all())
    return rows.select_related("by")


def letters_of_case(viewer: Any, case_id: uuid.UUID) -> LettersOfCase:
    """The latest letters of a case."""
    rows = letters_for(viewer).filter(case_id=case_id).order_by("-written_at", "id")
    found = list(rows[: MOST_SHOWN + 1])
    return LettersOfCase(
        tuple(_line(row) for row in found[:MOST_SHOWN]), more=len(found) > MOST_SHOWN
    )


def letter_page(viewer: Any, letter_id: uuid.UUID) -> LetterPage:
    """One letter within reach; OutOfReach as for an unknown id."""
    letter = _letter(viewer, letter_id)
    files = letter.files.order_by("-format").values_list("format", "sha256")
    copies = tuple(
        Copy(
            str(LetterFile.Format(form).label),
            reverse("documents:letter_file", args=[letter.pk, form]),
            digest,
        )
        for form, digest in files
    )
    return LetterPage(letter, _line(letter), letter.words, copies)


def letter_file(viewer: Any, letter_id: uuid.UUID, form: str) -> Bytes:
    """The bytes of a letter. Raises NotNow where they are not those that were written."""
    letter = _letter(viewer, letter_id)
    file = letter.files.filter(format=form).first()
    if file is None:
        raise OutOfReach
    data = bytes(file.data)
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise NotNow("This file is not the one that was written. Tell your administrator.")
    return Bytes(letter, f"{letter.title}.{file.format}", TYPES[file.format], data)


def _letter(viewer: Any, letter_id: uuid.UUID) -> Letter:
    letter = letters_for(viewer).filter(pk=letter_id).first()
    if letter is None:
        raise OutOfReach
    return letter


def _line(letter: Letter) -> LetterLine:
    return LetterLine(
        letter.pk,
        letter.title,
        letter.recipient,
        letter.written_at,
        letter.by.name if letter.by else "",
        reverse("documents:letter", args=[letter.pk]),
    )
