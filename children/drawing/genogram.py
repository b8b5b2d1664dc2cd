"""The family of a child as a genogram: a row for each generation, lines for descent.

Signs as the field draws them: square male, circle female, diamond not known, a double line round
the child the picture is about; a broken line where a link is by marriage, by half, or not sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from children.drawing.figures import Drawn, Figure, at

WIDE, HIGH, SIGN, MARGIN, BELOW = 132, 168, 22, 30, 80
PARENTS = frozenset({"PARENT", "ADOPTIVE_PARENT"})
HANGING = {"SIBLING": "", "HALF_SIBLING": "broken"}


@dataclass(frozen=True)
class Line:
    """A straight line; `kind` is "" or "broken"."""

    x1: int
    y1: int
    x2: int
    y2: int
    kind: str = ""


@dataclass(frozen=True)
class Genogram:
    """The signs and the lines of a family, and how large the picture is."""

    drawn: tuple[Drawn, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def draw_genogram(child: Figure, family: Sequence[Figure]) -> Genogram | None:
    """Draw a child's family; None when nobody of it stands in a generation."""
    placed = [one for one in family if one.generation is not None]
    if not placed:
        return None
    rows = _rows(child, placed)
    width = max(len(row) for row in rows.values()) * WIDE + 2 * MARGIN
    top = max(rows)
    drawn: dict[int, list[Drawn]] = {}
    for generation, row in rows.items():
        y = MARGIN + SIGN + (top - generation) * HIGH
        left = (width - len(row) * WIDE) // 2 + WIDE // 2
        drawn[generation] = [
            at(one, left + place * WIDE, y, below=SIGN + 18, index=one is child)
            for place, one in enumerate(row)
        ]
    height = MARGIN + (top - min(rows)) * HIGH + 2 * SIGN + BELOW
    everyone = tuple(one for generation in sorted(drawn) for one in drawn[generation])
    return Genogram(everyone, tuple(_lines(drawn)), width, height)


def _rows(child: Figure, family: Sequence[Figure]) -> dict[int, list[Figure]]:
    """Who stands beside whom: the child in the middle of the siblings, couples together."""
    rows: dict[int, list[Figure]] = {0: []}
    for one in family:
        rows.setdefault(one.generation or 0, []).append(one)
    for generation, row in rows.items():
        row.sort(key=lambda one: _order(one, generation))
    half = len(rows[0]) // 2
    rows[0].insert(half, child)
    return dict(sorted(rows.items()))


def _order(one: Figure, generation: int) -> tuple[int, str]:
    if generation == 2:
        return ({"1": 0, "2": 1}.get(one.side, 2), one.sex)
    if generation == 1:
        return (
            ("PARENT", "ADOPTIVE_PARENT").index(one.family) if one.family in PARENTS else 2,
            one.sex,
        )
    near = ("SIBLING", "HALF_SIBLING", "STEP_SIBLING", "COUSIN")
    return (near.index(one.family) if one.family in near else 4, one.name)


def _lines(drawn: dict[int, list[Drawn]]) -> list[Line]:
    own = drawn[0]
    parents = [one for one in drawn.get(1, []) if one.figure.family in PARENTS]
    found = _descent(parents, [one for one in own if one.index or one.figure.family in HANGING])
    for parent in parents:
        theirs = [
            one
            for one in drawn.get(2, [])
            if one.figure.side and one.figure.side == parent.figure.sex
        ]
        found += _descent(theirs, [parent])
    child = next(one for one in own if one.index)
    for one in drawn.get(-1, []):
        found.append(Line(child.x, child.y + SIGN, one.x, one.y - SIGN))
    return found


def _descent(parents: Sequence[Drawn], children: Sequence[Drawn]) -> list[Line]:
    """A couple, the line down from it, and the bar from which the children hang."""
    if not parents or not children:
        return []
    bar = children[0].y - SIGN - 22
    joint = sum(one.x for one in parents) // len(parents)
    found = (
        [Line(joint, parents[0].y, joint, bar)]
        if len(parents) > 1
        else [Line(joint, parents[0].y + SIGN, joint, bar)]
    )
    for left, right in pairwise(parents):
        found.append(Line(left.x + SIGN, left.y, right.x - SIGN, right.y, _sure(left, right)))
    ends = [joint, *(one.x for one in children)]
    if min(ends) != max(ends):
        found.append(Line(min(ends), bar, max(ends), bar))
    for one in children:
        kind = HANGING.get(one.figure.family, "") or _sure(one)
        found.append(Line(one.x, bar, one.x, one.y - SIGN, kind))
    return found


def _sure(*drawn: Drawn) -> str:
    """Broken where something about the link is over or not confirmed."""
    return "broken" if any(one.figure.ended or not one.figure.confirmed for one in drawn) else ""
