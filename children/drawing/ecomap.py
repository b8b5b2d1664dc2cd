"""Everybody around the child as an ecomap: the child in the middle, the bond as a kind of line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from children.drawing.figures import Drawn, Figure, at

SIGN = 26
ACROSS, DOWN = 300, 210
FEWEST_IN_RING = 12
MARGIN = 100


@dataclass(frozen=True)
class Spoke:
    """The line from the child to somebody; `bond` says how it is drawn, `middle` its middle."""

    x1: int
    y1: int
    x2: int
    y2: int
    bond: str

    @property
    def middle(self) -> tuple[int, int]:
        return (self.x1 + self.x2) // 2, (self.y1 + self.y2) // 2


@dataclass(frozen=True)
class Ecomap:
    """The signs and the lines, and how large the picture is."""

    drawn: tuple[Drawn, ...]
    spokes: tuple[Spoke, ...]
    width: int
    height: int


def draw_ecomap(child: Figure, people: Sequence[Figure]) -> Ecomap | None:
    """Draw the people of today round the child, circle by circle; None when there is nobody."""
    around = sorted(people, key=lambda one: (one.circle, one.name))
    if not around:
        return None
    grow = max(1.0, len(around) / FEWEST_IN_RING)
    across, down = round(ACROSS * grow), round(DOWN * grow)
    width, height = 2 * across + 2 * MARGIN, 2 * down + 2 * MARGIN
    middle = at(child, width // 2, height // 2 - SIGN, below=SIGN + 18, index=True)
    drawn, spokes = [middle], []
    for place, one in enumerate(around):
        turn = 2 * math.pi * (place + 0.5) / len(around) - math.pi / 2
        x = middle.x + round(across * math.cos(turn))
        y = middle.y + round(down * math.sin(turn)) - SIGN
        drawn.append(at(one, x, y, below=SIGN + 18))
        spokes.append(_spoke(middle, drawn[-1]))
    return Ecomap(tuple(drawn), tuple(spokes), width, height)


def _spoke(child: Drawn, other: Drawn) -> Spoke:
    """From the edge of one sign to the edge of the other."""
    length = math.hypot(other.x - child.x, other.y - child.y) or 1
    step_x = (other.x - child.x) / length * (SIGN + 4)
    step_y = (other.y - child.y) / length * (SIGN + 4)
    return Spoke(
        round(child.x + step_x),
        round(child.y + step_y),
        round(other.x - step_x),
        round(other.y - step_y),
        other.figure.bond,
    )
