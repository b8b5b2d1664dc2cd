"""How surely a record is the child that is meant: log-odds, a score of 0 to 100, and why.

Pure: no database. The sentences name what fits and what does not, never what the record holds,
so that nobody learns more from them than they typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from math import log2
from typing import NamedTuple

from children.search import dates
from children.search.names import Level, squashed
from children.search.naming import BITS, Name, Naming, Reading, Recorded, ways_to_read
from children.search.query import ChildQuery, folded
from children.search.shares import UNCOUNTED, Shares

LIKELY, POSSIBLE = 60, 52
"""From here a record is likely the child that is meant, and from here it is worth a look."""
LEAST, BAR, FULL = -18.0, 11.0, 24.0
"""Bits of no, of a likely and of a full match: to be one of a million children takes 20."""
LOW_BAR = 2.0
"""A name alone can seldom say so much: whoever is called so, or alike, is likely."""
NUMBER, NUMBER_ALONE = 25.0, 90


@dataclass(frozen=True)
class Match:
    """The score of one record, the sentences for and against it, and whether to ask somebody.

    `bits` is the evidence itself: the logarithm, to base 2, of how much likelier what is seen is
    of one child than of two. Certain is only the same name with the same whole date of birth, or
    the same number with a name that fits: twins are never taken for one child.
    """

    score: int
    why: tuple[str, ...]
    certain: bool = False
    why_not: tuple[str, ...] = ()
    bits: float = 0.0


class Known(NamedTuple):
    """What a record says: names, aliases, date of birth, numbers, and sex as a code.

    `sounds_alike` is what only the database can tell: its name sounds as the one that was typed.
    """

    given_name: str
    family_name: str
    aliases: tuple[str, ...] = ()
    born_on: date | None = None
    born_on_estimated: bool = False
    sounds_alike: bool = False
    numbers: tuple[tuple[str, str], ...] = ()
    sex: str = ""

    @property
    def name(self) -> Name:
        """Given and family name, folded."""
        return folded(self.given_name), folded(self.family_name)

    @property
    def recorded(self) -> Recorded:
        """Its names as they are compared."""
        aliases = tuple(map(folded, self.aliases)) if self.aliases else ()
        return Recorded(self.name, aliases, self.sounds_alike)


@dataclass(frozen=True)
class Scale:
    """Bits as a score: nothing fits is 0, likely is 60, a full match is 100."""

    least: float
    bar: float
    full: float

    def score(self, bits: float) -> int:
        """Where these bits stand; more bits never score less."""
        if bits >= self.bar:
            over = (bits - self.bar) / (self.full - self.bar)
            return min(100, round(LIKELY + (100 - LIKELY) * over))
        return max(0, int(LIKELY * (bits - self.least) / (self.bar - self.least)))


RECORDS = Scale(LEAST, BAR, FULL)
"""The scale of whole records."""
DOUBLES = 1 / 20
"""Of twenty records one is of a child of whom the register holds another record [D]."""
WORTH_A_LOOK = 1 / 10
"""Of ten pairs at the floor of the queue one is one child [D]: a miss costs more than a look."""


def scale_of_register(size: int) -> Scale:
    """The scale on which every two records of a register of `size` are held against each other.

    Bits are a likelihood ratio; whether two records are one child also depends on the odds before
    anything is compared (Fellegi and Sunter, A theory for record linkage, 1969). To a given record
    one of `size` others is a double in `DOUBLES` of all cases, so those odds are DOUBLES / size,
    and the bar is where the odds after it, bits and prior together, are those of `WORTH_A_LOOK`.
    It rises by a bit with each doubling of the register, so that it means the same in any, and is
    never below that of a search. How much bits above the bar count for is the same everywhere.
    """
    odds = WORTH_A_LOOK / (1 - WORTH_A_LOOK)
    bar = max(BAR, log2(odds * max(size, 1) / DOUBLES))
    return Scale(LEAST, bar, bar + FULL - BAR)


class Question:
    """A query made ready to be held against many records."""

    def __init__(self, query: ChildQuery, shares: Shares = UNCOUNTED) -> None:
        self.query = query
        ways = ways_to_read(folded(query.given_name), folded(query.family_name))
        self.readings = [Reading(*name, shares) for name in ways]
        self.whole = bool(query.name and query.born and query.born.exact)
        most = max(way.most for way in self.readings) + dates.most_of(query.born).bits
        bar = BAR if self.whole else LOW_BAR
        self._born = cache(self._level_of)
        self.scale = Scale(LEAST, bar, max(min(most, FULL), bar + 1))

    def match(self, known: Known) -> Match:
        """Score a record against what was typed."""
        naming, born = self._compared(known)
        number = next((kind for kind, value in known.numbers if value == self.query.number), "")
        why = said(f"same {number}" if number else "", naming.why, dates.why(born))
        why_not = said(naming.why_not, dates.why_not(born))
        bits = naming.bits + born.bits
        if number:
            fits = naming.fits or not self.query.name
            return Match(100 if fits else NUMBER_ALONE, why, fits, why_not, bits + NUMBER)
        certain = born is dates.SAME and self._same_name(known)
        return Match(self._score(naming, born), why, certain, why_not, bits)

    def possible(self, known: Known) -> Match | None:
        """The same, where it comes to anything: most records of the net are soon put aside."""
        if known.numbers or self._score(*self._compared(known)) >= POSSIBLE:
            return self.match(known)
        return None

    def _compared(self, known: Known) -> tuple[Naming, Level]:
        recorded = known.recorded
        naming = max([way.best(recorded) for way in self.readings], key=BITS)
        return naming, self._born(known.born_on, known.born_on_estimated)

    def _level_of(self, known: date | None, estimated: bool) -> Level:
        return dates.born_level(self.query.born, known, estimated=estimated)

    def _score(self, naming: Naming, born: Level) -> int:
        """A name without a date comes to something only where no part of it is another one."""
        score = self.scale.score(naming.bits + born.bits)
        return score if self.whole or not naming.differs else min(score, POSSIBLE - 1)

    def _same_name(self, known: Known) -> bool:
        whole = squashed(folded(self.query.name))
        return bool(whole) and whole == squashed(" ".join(known.name))


def match(query: ChildQuery, known: Known) -> Match:
    """Score one record against what was typed, where nobody has counted the names."""
    return Question(query).match(known)


def said(*sentences: str) -> tuple[str, ...]:
    """Those that say something."""
    return tuple(filter(None, sentences))
