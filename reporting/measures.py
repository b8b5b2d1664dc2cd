"""Count the measures of a toolkit over facts, and seal what came out with a checksum.

Pure. Individuals are distinct by identity in each cell, so cells do not add up (rule 3).
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reporting.toolkit import CHILDREN, Breakdown, Measure, Period, Toolkit, Value, Where

ACTUAL, NOT_AVAILABLE = "ACTUAL", "NOT_AVAILABLE"


@dataclass(frozen=True)
class Fact:
    """One row of a source: the record, the child it is about, and what is true of it."""

    kind: str
    record_id: uuid.UUID
    child_id: uuid.UUID
    identity_id: uuid.UUID
    values: Mapping[str, Value]


class Unread(Exception):
    """A source that could not be read; its figures are not available, never 0."""


Facts = Mapping[str, Sequence[Fact] | Unread]


@dataclass(frozen=True)
class CountedRow:
    """A record behind a figure, and the cells it stands in as "breakdown:key"."""

    kind: str
    record_id: uuid.UUID
    child_id: uuid.UUID
    identity_id: uuid.UUID
    cells: tuple[str, ...]


@dataclass(frozen=True)
class CountedCell:
    breakdown: str
    key: str
    value: int


@dataclass(frozen=True)
class Counted:
    """One figure with its cells and the rows behind it; `value` None is not available."""

    code: str
    value: int | None
    status: str
    reason: str = ""
    cells: tuple[CountedCell, ...] = ()
    rows: tuple[CountedRow, ...] = ()


def count_all(toolkit: Toolkit, facts: Facts) -> list[Counted]:
    """Every measure of a toolkit, in its order. One that fails says why; the others stand."""
    return [_count_or_say_why(measure, toolkit, facts) for measure in toolkit.measures]


def count(measure: Measure, breakdowns: Iterable[Breakdown], facts: Iterable[Fact]) -> Counted:
    """One figure: choose the rows, count them, split them."""
    split = list(breakdowns)
    rows = [(fact, _cells_of(fact, split)) for fact in chosen(measure, facts)]
    return Counted(
        code=measure.code,
        value=_number(measure, [fact for fact, _ in rows]),
        status=ACTUAL,
        cells=tuple(cell for breakdown in split for cell in _split(measure, breakdown, rows)),
        rows=tuple(
            CountedRow(fact.kind, fact.record_id, fact.child_id, fact.identity_id, cells)
            for fact, cells in sorted(rows, key=lambda row: row[0].record_id)
        ),
    )


def chosen(measure: Measure, facts: Iterable[Fact]) -> list[Fact]:
    """The rows a measure counts. With `also`, only of children who have rows of both kinds."""
    known = list(facts)
    first = [fact for fact in known if _fits(fact, measure.where)]
    if not measure.also:
        return first
    second = [fact for fact in known if _fits(fact, measure.also)]
    both = {fact.identity_id for fact in first} & {fact.identity_id for fact in second}
    either = {fact.record_id: fact for fact in (*first, *second) if fact.identity_id in both}
    return list(either.values())


def checksum(
    authority: str, period: Period, toolkit: tuple[str, str], counted: Iterable[Counted]
) -> str:
    """The sha256 of everything that was counted, so that the same inputs give the same sum.

    `toolkit` is its key and hash. Order of rows and cells, and when it was built, do not matter.
    """
    whole = {
        "authority": authority,
        "period": [period.label, period.start.isoformat(), period.end.isoformat()],
        "toolkit": list(toolkit),
        "figures": [_canonical(figure) for figure in sorted(counted, key=lambda f: f.code)],
    }
    text = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _count_or_say_why(measure: Measure, toolkit: Toolkit, facts: Facts) -> Counted:
    read = facts[measure.source]
    if isinstance(read, Unread):
        return Counted(measure.code, None, NOT_AVAILABLE, str(read))
    split = [toolkit.breakdowns[code] for code in measure.split]
    try:
        return count(measure, split, read)
    except Exception as error:  # whatever goes wrong in one figure must not become a 0
        why = f"This figure could not be counted ({type(error).__name__})."
        return Counted(measure.code, None, NOT_AVAILABLE, why)


def _fits(fact: Fact, where: Where) -> bool:
    return all(fact.values[name] in wanted for name, wanted in where.items())


def _number(measure: Measure, facts: Sequence[Fact]) -> int:
    if measure.count == CHILDREN:
        return len({fact.identity_id for fact in facts})
    return len(facts)


def _cells_of(fact: Fact, split: Iterable[Breakdown]) -> tuple[str, ...]:
    return tuple(f"{b.code}:{b.key_of(fact.values[b.fact])}" for b in split)


def _split(
    measure: Measure, breakdown: Breakdown, rows: Sequence[tuple[Fact, tuple[str, ...]]]
) -> list[CountedCell]:
    found: dict[str, list[Fact]] = {}
    for fact, _ in rows:
        found.setdefault(breakdown.key_of(fact.values[breakdown.fact]), []).append(fact)
    foreseen = [key for key, _ in breakdown.foreseen()]
    unforeseen = sorted(found.keys() - set(foreseen))
    if breakdown.open:
        keys = [*unforeseen, *(key for key in foreseen if key in found)]
    else:
        keys = [*foreseen, *unforeseen]
    return [CountedCell(breakdown.code, key, _number(measure, found.get(key, []))) for key in keys]


def _canonical(figure: Counted) -> list[Any]:
    return [
        figure.code,
        figure.status,
        figure.value,
        sorted([cell.breakdown, cell.key, cell.value] for cell in figure.cells),
        sorted(
            [row.kind, str(row.record_id), str(row.identity_id), sorted(row.cells)]
            for row in figure.rows
        ),
    ]
