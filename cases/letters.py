"""The letters that can be written of a case. Apps above add theirs.

Each says to whom it can go now, and what it would say to one of them. It hands over nothing that
the recipient may not read.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cases.models import Case
from core.refusals import OutOfReach
from documents.letters import Kind, Part


@dataclass(frozen=True)
class Recipient:
    """Somebody a letter can go to: the record it is written of, the name, and about what."""

    id: uuid.UUID
    name: str
    about: str


@dataclass(frozen=True)
class Draft:
    """What a letter would say. Under the same `key` it is written once."""

    key: uuid.UUID
    recipient: str
    reference: str
    parts: Sequence[Part]
    said: Sequence[str] = ()


@dataclass(frozen=True)
class Writable:
    """A kind of letter. `nobody` says why it goes to nobody, where `recipients` gives none.

    `draft` raises OutOfReach for a record that `recipients` would not name.
    """

    kind: Kind
    slug: str
    label: str
    order: int
    nobody: str
    recipients: Callable[[Any, Case, datetime], Iterable[Recipient]]
    draft: Callable[[Any, Case, uuid.UUID, datetime], Draft]


_kinds: dict[str, Writable] = {}


def register(letter: Writable) -> None:
    """Add a kind of letter; a name is taken once."""
    if letter.slug in _kinds:
        raise RuntimeError(f"the letter {letter.slug} is there already")
    _kinds[letter.slug] = letter


def writable() -> list[Writable]:
    """Every kind of letter, in order."""
    return sorted(_kinds.values(), key=lambda letter: letter.order)


def writable_as(slug: str) -> Writable:
    """One kind of letter by its name; OutOfReach for an unknown one."""
    if slug not in _kinds:
        raise OutOfReach
    return _kinds[slug]
