"""How two names compare: the same, a part, a short form, one slip apart, alike, or different.

Each outcome is a level of Fellegi and Sunter ("A theory for record linkage", 1969): how often it
is seen where both names are one child's (`of_one`), and where they are two children's (`of_two`).
The logarithm of their ratio is the evidence, in bits; of two independent names bits add up. The
shares were set by judgement, from what is known of UK records.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log2

from rapidfuzz.distance import OSA, JaroWinkler

from children.search.nicknames import also_called

ALIKE_FROM = 0.85
LONG = 8
SHORTEST_WORD = 3


@dataclass(frozen=True, eq=False)
class Level:
    """One outcome of comparing two things known of children. It is itself and no other."""

    of_one: float
    of_two: float

    @cached_property
    def bits(self) -> float:
        """What it says for one child, or against it where negative."""
        return log2(self.of_one / self.of_two)


SAME = Level(0.85, 0.004)
"""Of two children as often as the name is common: see `bits`."""
PART = Level(0.05, 0.006)
SHORT = Level(0.04, 0.003)
CLOSE = Level(0.05, 0.003)
SOUNDS = Level(0.02, 0.006)
ALIKE = Level(0.02, 0.01)
PIECE = Level(0.02, 0.012)
"""Short forms that no list knows are mostly a piece of the name: Seb, Megs, Tobi."""
UNSAID = Level(1, 1)
ANOTHER_GIVEN = Level(0.005, 0.97)
ANOTHER_FAMILY = Level(0.045, 0.98)
"""Children get another family name far more often than another given name."""


def bits(level: Level, share: float) -> float:
    """What a level says of a name with this share: to have a rare one in common says more."""
    if level is SAME:
        return log2(SAME.of_one / share)
    return log2(PART.of_one / max(PART.of_two, share)) if level is PART else level.bits


@lru_cache(maxsize=50_000)
def given_level(one: str, other: str) -> Level:
    """How two folded given names compare; which comes first makes no difference."""
    level = _level(one, other)
    if level is SAME or level is PART or level is UNSAID:
        return level
    if _short(one, other):
        return SHORT
    return level or (PIECE if _piece(one, other) else ANOTHER_GIVEN)


@lru_cache(maxsize=50_000)
def family_level(one: str, other: str) -> Level:
    """How two folded family names compare; which comes first makes no difference."""
    return _level(one, other) or ANOTHER_FAMILY


@lru_cache(maxsize=50_000)
def squashed(name: str) -> str:
    """A folded name without its spaces: Mary Ann is Maryann, O Brien is Obrien."""
    return name.replace(" ", "")


@lru_cache(maxsize=50_000)
def words(name: str) -> frozenset[str]:
    """The words of a folded name, without particles such as O, Al and De."""
    long = frozenset(word for word in name.split() if len(word) >= SHORTEST_WORD)
    return long or frozenset(name.split())


def _level(one: str, other: str) -> Level | None:
    if not one or not other:
        return UNSAID
    whole, their_whole = squashed(one), squashed(other)
    if whole == their_whole:
        return SAME
    found = _spelt(whole, their_whole)
    if " " not in one and " " not in other:
        return found
    ours, theirs = words(one), words(other)
    if ours & theirs:
        return PART
    for word in ours:
        for that in theirs:
            if found is not CLOSE:
                found = _spelt(word, that) or found
    return found


def _short(one: str, other: str) -> bool:
    """A word of one name is another form of a word of the other."""
    if " " not in one and " " not in other:
        return other in also_called(one)
    theirs = words(other)
    return any(not also_called(word).isdisjoint(theirs) for word in words(one))


def _piece(one: str, other: str) -> bool:
    """One is a part of the other, or begins it but for the last letter."""
    short, whole = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) < SHORTEST_WORD:
        return len(short) > 1 and whole.startswith(short)
    return short in whole or whole.startswith(short[: max(len(short) - 1, SHORTEST_WORD)])


def _spelt(one: str, other: str) -> Level | None:
    """One slip apart (of a long name two; of three letters that says less), or much alike."""
    longer = max(len(one), len(other))
    slips = 2 if longer >= LONG else 1
    if OSA.distance(one, other, score_cutoff=slips) <= slips and longer >= SHORTEST_WORD:
        return CLOSE if longer > SHORTEST_WORD else ALIKE
    alike = JaroWinkler.similarity(one, other, score_cutoff=ALIKE_FROM) >= ALIKE_FROM
    return ALIKE if alike and min(len(one), len(other)) >= SHORTEST_WORD else None
