"""What the last signed screening ticked, as the floor above tells it.

A plan reduces indicators, and the screenings stand above the cases: they register one reader
here, as each app registers its section of the file.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from agencies.permissions import DataClass
from cases.models import Case


@dataclass(frozen=True)
class Indicator:
    """One ticked line of a tool: its code, its words, and whether it is health detail."""

    code: str
    label: str
    health: bool = False


@dataclass(frozen=True)
class Ticked:
    """The indicators of one signed screening, and the tool version that they belong to."""

    screening_id: uuid.UUID
    version_id: uuid.UUID
    on: date
    indicators: tuple[Indicator, ...]


Read = Callable[[Case], Ticked | None]
_readers: list[Read] = []


def register(read: Read) -> None:
    """Say how to read what the last signed screening of a case ticked; once."""
    if _readers:
        raise RuntimeError("the indicators have a reader already")
    _readers.append(read)


def last_ticked(case: Case) -> Ticked | None:
    """What the last signed screening ticked; None before the first."""
    return _readers[0](case) if _readers else None


def class_of(shown: Iterable[Indicator]) -> str:
    """The class of what a page shows, for its read event."""
    return DataClass.HEALTH if any(one.health for one in shown) else ""


def stored(indicators: Iterable[Indicator]) -> list[dict[str, Any]]:
    """Indicators as a plan keeps them, with the words they had at the time."""
    return [asdict(indicator) for indicator in indicators]


def restored(rows: Iterable[dict[str, Any]]) -> tuple[Indicator, ...]:
    """The same, read back."""
    return tuple(Indicator(**row) for row in rows)
