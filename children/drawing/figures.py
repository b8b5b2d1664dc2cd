"""One person in a picture: what is known of them, and where they are drawn."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

LETTERS_IN_LINE = 15
LINES = 2


@dataclass(frozen=True)
class Figure:
    """Somebody to be drawn. `family`, `generation` and `side` are those of `children.relations`."""

    name: str
    relation: str
    sex: str
    family: str = ""
    generation: int | None = None
    circle: str = ""
    side: str = ""
    bond: str = ""
    confirmed: bool = True
    ended: bool = False


@dataclass(frozen=True)
class Drawn:
    """A figure in its place: the middle of its sign, and its name broken into lines."""

    figure: Figure
    x: int
    y: int
    lines: tuple[tuple[str, int], ...]
    index: bool = False

    @property
    def shape(self) -> str:
        """A square for a male, a circle for a female, a diamond where it is not known."""
        return {"1": "square", "2": "circle"}.get(self.figure.sex, "diamond")


def at(figure: Figure, x: int, y: int, *, below: int, index: bool = False) -> Drawn:
    """A figure with its middle at a place, its name and relation `below` it."""
    words = textwrap.wrap(figure.name, LETTERS_IN_LINE) or [""]
    if len(words) > LINES:
        words = [*words[: LINES - 1], textwrap.shorten(" ".join(words[1:]), 14, placeholder="…")]
    words += textwrap.wrap(f"({figure.relation})", LETTERS_IN_LINE + 3)[:LINES]
    lines = tuple((line, y + below + 15 * place) for place, line in enumerate(words))
    return Drawn(figure, x, y, lines, index)
