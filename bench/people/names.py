"""Names by community, drawn as often as people bear them.

A line of `data/names.csv` lists names with the commonest first. Weights fall with the rank as
1 / (rank + shift) ^ slope, which gives the shares of public name counts (of the English list, one
child in eighty is called Smith, one boy in fifty Oliver). Most people bear a family name too rare
to be listed: those are put together from a head and a tail, as such names once were.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

DATA = Path(__file__).resolve().parent / "data"
GIVEN_SHAPE, FAMILY_SHAPE = (10.0, 0.9), (1.5, 0.7)
COMMUNITIES = {
    "english": (0.66, 0.38),
    "muslim": (0.09, 0.82),
    "irish": (0.06, 1.0),
    "african": (0.055, 0.6),
    "welsh": (0.045, 1.0),
    "indian": (0.045, 0.8),
    "polish": (0.025, 0.6),
    "wider": (0.02, 1.0),
}
"""Of each community the share of children, and of those the share with a listed family name."""


class Draw:
    """Names in order of how common they are, drawn by their weight."""

    def __init__(self, names: Sequence[str], shape: tuple[float, float]) -> None:
        shift, slope = shape
        self.names = list(names)
        self.weights = list(accumulate((rank + shift) ** -slope for rank in range(len(names))))

    def __call__(self, chance: Random) -> str:
        return chance.choices(self.names, cum_weights=self.weights)[0]


@dataclass(frozen=True)
class Community:
    """What the children of one community are called."""

    girl: Draw
    boy: Draw
    family: Draw
    head: Draw | None
    tail: Draw | None
    listed: float

    def given_name(self, chance: Random, sex: str) -> str:
        """A given name; some children have two, which records write as one."""
        draw = self.girl if sex == "2" else self.boy
        name = draw(chance)
        if chance.random() < 0.06 or (name in MUHAMMADS and chance.random() < 0.6):
            second = draw(chance)
            name = f"{name} {second}" if second != name else name
        return name

    def family_name(self, chance: Random) -> str:
        """A family name, listed or rare."""
        if self.head is None or self.tail is None or chance.random() < self.listed:
            return self.family(chance)
        return self.head(chance) + self.tail(chance)


MUHAMMADS = frozenset({"Muhammad", "Mohammed", "Mohammad"})


def communities() -> tuple[list[Community], list[float]]:
    """Every community, and the cumulative share of children up to it."""
    with (DATA / "names.csv").open(encoding="utf-8") as lines:
        lists = {(name, kind): names.split("|") for name, kind, names in csv.reader(lines)}
    found = [
        Community(
            girl=Draw(lists[name, "girl"], GIVEN_SHAPE),
            boy=Draw(lists[name, "boy"], GIVEN_SHAPE),
            family=Draw(lists[name, "family"], FAMILY_SHAPE),
            head=_rare(lists.get((name, "head"))),
            tail=_rare(lists.get((name, "tail"))),
            listed=listed,
        )
        for name, (_, listed) in COMMUNITIES.items()
    ]
    return found, list(accumulate(share for share, _ in COMMUNITIES.values()))


def short_forms() -> dict[str, list[str]]:
    """What people called by a name are called for short."""
    with (DATA / "nicknames.csv").open(encoding="utf-8") as lines:
        return {name: short for name, *short in csv.reader(lines)}


def _rare(parts: list[str] | None) -> Draw | None:
    return Draw(parts, FAMILY_SHAPE) if parts else None
