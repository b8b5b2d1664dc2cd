"""What people can be to a child, and what the child is to them: `data/relations.csv` [D].

A relation between two children is entered once and read from both sides. Its family says how it
turns: a parent's other side is an own child, a sibling's a sibling, in the word for the sex of
whoever is named.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parent / "data" / "relations.csv"
CIRCLES = {
    "FAMILY": "Family",
    "CARER": "Carers",
    "PEER": "Young people and others",
    "PROFESSIONAL": "Professionals",
}
"""The circles round the child, as pages and the ecomap group them."""

OTHER = "OTHER"
TURNED = {
    "PARENT": "OFFSPRING",
    "OFFSPRING": "PARENT",
    "STEP_PARENT": "OTHER_FAMILY",
    "GRANDPARENT": "OTHER_FAMILY",
    "PARENTS_SIBLING": "OTHER_FAMILY",
    "ADOPTIVE_PARENT": "OFFSPRING",
    "CARER": "OTHER",
    "PROFESSIONAL": "OTHER",
}
"""Families whose other side is another family; every other family is its own."""

BETWEEN_CHILDREN = frozenset(
    {
        *("SIBLING", "HALF_SIBLING", "STEP_SIBLING", "COUSIN", "PARENT", "OFFSPRING"),
        *("OTHER_FAMILY", "FRIEND", "PARTNER", "SEEN_WITH", "MISSING_WITH", "CLASSMATE"),
        *("SAME_PLACEMENT", "OTHER_PEER", "OTHER"),
    }
)
"""Families that can hold between two children who both have a record."""


@dataclass(frozen=True)
class Relation:
    """One thing a person can be to a child.

    `generation` counts upwards from the child's own (0); None stands outside a family tree.
    `side` is the sex of the parent whose parent this is.
    """

    code: str
    label: str
    family: str
    sex: str
    generation: int | None
    circle: str
    side: str


@cache
def relations() -> dict[str, Relation]:
    """Every relation by its code, in the order pages offer them."""
    with FILE.open(encoding="utf-8") as lines:
        return {row["code"]: _relation(row) for row in csv.DictReader(lines)}


def _relation(row: dict[str, str]) -> Relation:
    generation = int(row["generation"]) if row["generation"] else None
    return Relation(**{**row, "generation": generation})  # type: ignore[arg-type]


def relation(code: str) -> Relation:
    """The relation of a code; an unknown one is somebody else."""
    return relations().get(code, relations()[OTHER])


def turned(code: str, *, sex: str) -> Relation:
    """The same relation from the other side, where the one who is named is of this sex."""
    family = relation(code).family
    family = TURNED.get(family, family)
    rows = [row for row in relations().values() if row.family == family]
    return next((row for row in rows if row.sex == sex), None) or next(
        (row for row in rows if row.sex == "0"), relations()[OTHER]
    )


def relation_said(words: str) -> str:
    """The code of a relation written in words, as forms of other doors have it; else OTHER."""
    said = " ".join(words.casefold().replace("-", " ").split())
    said = {"mum": "mother", "mam": "mother", "dad": "father"}.get(said, said)
    known = {row.label.casefold().replace("-", " "): row.code for row in relations().values()}
    return known.get(said, OTHER)


def choices(*, between_children: bool = False) -> list[tuple[str, Any]]:
    """Relations as a form offers them, by circle."""
    rows = [
        row
        for row in relations().values()
        if not between_children or row.family in BETWEEN_CHILDREN
    ]
    return [
        ("", "Choose"),
        *(
            (name, [(row.code, row.label) for row in rows if row.circle == circle])
            for circle, name in CIRCLES.items()
            if any(row.circle == circle for row in rows)
        ),
    ]
