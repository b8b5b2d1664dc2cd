"""The facts of a child at a moment, in two senses: what was true, and what was known."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from children.kinds import TITLES, FactKind
from children.models import Child, Merge
from children.selectors.facts import Fact, Rows
from core.calendar import local_day


@dataclass(frozen=True)
class FactsThen:
    """The facts of one kind: those true on the day as we know now, and those known by then."""

    kind: FactKind
    title: str
    true: tuple[Fact, ...]
    known: tuple[Fact, ...]


def facts_then(child: Child, moment: datetime) -> tuple[FactsThen, ...]:
    """Every kind of fact about a child at a moment; one question a kind.

    True: what stands today of the day of the moment, whenever it was written down. Known: what had
    been written down by the moment and not yet been replaced, on the records that were known to be
    this child. What is kept safe is masked, also where it was not kept safe then.
    """
    ours = known_as_one(child, moment)
    return tuple(_of_kind(child, kind, moment, ours) for kind in TITLES)


def known_as_one(child: Child, moment: datetime) -> frozenset[uuid.UUID]:
    """The records that were known to be this child at a moment: later merges are taken back."""
    ours = set(Child.objects.filter(identity=child.identity_id).values_list("pk", flat=True))
    merges = Merge.objects.filter(kept=child.identity_id, at__gt=moment, undone_at=None)
    for merge in merges.prefetch_related("moved").order_by("-at"):
        moved = {row.pk for row in merge.moved.all()}
        ours = ours & moved if child.pk in moved else ours - moved
    return frozenset(ours)


def _of_kind(
    child: Child, kind: FactKind, moment: datetime, ours: frozenset[uuid.UUID]
) -> FactsThen:
    rows, day = Rows(child, kind), local_day(moment)

    def shown(holds: Callable[[Any], bool]) -> tuple[Fact, ...]:
        return tuple(
            rows.shown(row, today=day) for row in rows.all if holds(row) and _covers(row, day)
        )

    return FactsThen(
        kind=kind,
        title=TITLES[kind],
        true=shown(lambda row: row.superseded_at is None),
        known=shown(lambda row: row.child_id in ours and _stood(row, moment)),
    )


def _covers(row: Any, day: date) -> bool:
    begun = row.from_on is None or row.from_on <= day
    return begun and (row.until_on is None or row.until_on >= day)


def _stood(row: Any, moment: datetime) -> bool:
    kept: bool = row.superseded_at is None or row.superseded_at > moment
    return kept and bool(row.recorded_at <= moment)
