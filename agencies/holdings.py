"""The register of what people hold by name: each app says what must be handed on by hand.

This floor knows no case. A holding is a reference and since when, never what it is about.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from agencies.access import Viewer


@dataclass(frozen=True)
class Holding:
    """One thing that a person alone holds, and for which agency."""

    kind: str
    reference: str
    agency: str
    since: datetime


Read = Callable[[Viewer, uuid.UUID], Iterable[Holding]]
_readers: dict[str, Read] = {}


def register(name: str, read: Read) -> None:
    """Add a reader; a name is taken once. It leaves out what barriers keep from the viewer."""
    if name in _readers:
        raise RuntimeError(f"holdings {name} are registered already")
    _readers[name] = read


def held_by(viewer: Viewer, user_id: uuid.UUID) -> tuple[Holding, ...]:
    """Everything that would stay with nobody if this person left, oldest first."""
    found = [holding for read in _readers.values() for holding in read(viewer, user_id)]
    return tuple(sorted(found, key=lambda holding: holding.since))
