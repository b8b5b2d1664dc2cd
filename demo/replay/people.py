"""Who is around a child: family, friends, professionals, and links between two children."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from agencies.models import User
from children import services
from children.models import Child, KeyPerson
from children.relations import relation
from demo.replay.children import child_of
from demo.replay.stage import Row, Stage, Step

KNOWN = {"yes": True, "no": False, "": None}


def people_steps(stage: Stage) -> Iterator[Step]:
    """Somebody around the child is recorded, or another child's record is linked."""
    for number, row in enumerate(stage.rows("people")):
        key = f"person:{row['child']}:{number}"
        yield Step(stage.moment(row["at"]), 26, key, partial(_record, stage, row))


def _record(stage: Stage, row: Row) -> KeyPerson:
    by, at = stage.who(row["by"]), stage.moment(row["at"])
    child = child_of(stage, row["child"], by=by, at=at)
    other = child_of(stage, row["other"], by=by, at=at) if row["other"] else None
    return _key_person(stage, row, child, other, by=by, at=at)


def _key_person(
    stage: Stage, row: Row, child: Child, other: Child | None, *, by: User, at: datetime
) -> KeyPerson:
    words = "Seen with the child in cars" if row["kind"] == "OTHER" else relation(row["kind"]).label
    return services.add_key_person(
        child,
        name=other.full_name if other else row["name"],
        kind=row["kind"],
        relation=words,
        other_child=other,
        parental_responsibility=KNOWN[row["responsible"]],
        bond=row["bond"],
        confidence=row["confidence"],
        source=row["source"],
        from_on=stage.day(row["from_on"]),
        until_on=stage.day(row["until_on"]),
        must_not_be_told=bool(row["not_told"]),
        why_not_told=row["not_told"],
        by=by,
        at=at,
    )
