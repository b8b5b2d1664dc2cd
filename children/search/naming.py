"""How the whole name that was typed compares with a name on record, in the way that fits best."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from children.search import names
from children.search.names import Level, bits, family_level, given_level
from children.search.shares import Shares

TURNED_ROUND, OF_AN_ALIAS = -5.0, -1.0
"""Bits that it costs to turn names round or to go by an alias: few children need it."""
GIVEN = (
    names.SAME,
    names.PART,
    names.SHORT,
    names.CLOSE,
    names.SOUNDS,
    names.ALIKE,
    names.PIECE,
    names.UNSAID,
    names.ANOTHER_GIVEN,
)
FAMILY = (*GIVEN[:-1], names.ANOTHER_FAMILY)

SAME_NAME, SPELT, SOUNDING = "same name", "name spelt alike", "name sounds alike"
SHORT_FORM, TURNED = "short form of the same name", "names the other way round"
OTHER_NAME, PART_OF_IT = "known by that name too", "part of the name is the same"
SAME_GIVEN, SAME_FAMILY = "same given name", "same family name"
ANOTHER_NAME = "another name"
ANOTHER_GIVEN, ANOTHER_FAMILY = "another given name", "another family name"
WORST_FIRST = (
    (names.SHORT, SHORT_FORM),
    (names.SOUNDS, SOUNDING),
    (names.CLOSE, SPELT),
    (names.ALIKE, SPELT),
    (names.PIECE, PART_OF_IT),
    (names.PART, PART_OF_IT),
    (names.SAME, SAME_NAME),
)

Name = tuple[str, str]
"""A folded given and family name; either may be empty."""


class Recorded(NamedTuple):
    """The names of a record, and whether the database says that they sound as typed."""

    name: Name
    aliases: tuple[str, ...]
    sounds_alike: bool


class Naming(NamedTuple):
    """The level of each name, and whether they fit turned round or by an alias."""

    bits: float
    given: Level
    family: Level
    turned: bool = False
    alias: bool = False

    @property
    def fits(self) -> bool:
        """Something of the name is known, and neither part is another one."""
        unsaid = self.given is names.UNSAID and self.family is names.UNSAID
        return not unsaid and not self.differs

    @property
    def differs(self) -> bool:
        """The given or the family name is another one."""
        return self.given is names.ANOTHER_GIVEN or self.family is names.ANOTHER_FAMILY

    @property
    def why(self) -> str:
        """What fits, in one sentence."""
        if self.differs:
            same_family = SAME_FAMILY if self.family is names.SAME else ""
            return SAME_GIVEN if self.given is names.SAME else same_family
        if self.alias:
            return OTHER_NAME
        if self.turned:
            return TURNED
        levels = (self.given, self.family)
        return next((sentence for level, sentence in WORST_FIRST if level in levels), "")

    @property
    def why_not(self) -> str:
        """What does not fit, in one sentence."""
        if self.given is not names.ANOTHER_GIVEN:
            return ANOTHER_FAMILY if self.family is names.ANOTHER_FAMILY else ""
        return ANOTHER_NAME if self.family is names.ANOTHER_FAMILY else ANOTHER_GIVEN


BITS = attrgetter("bits")


class Reading:
    """One way to read the name that was typed, and what each level of its two parts says."""

    def __init__(self, given: str, family: str, shares: Shares) -> None:
        self.name = (given, family)
        either = [max(shares.of_given(name), shares.of_family(name)) for name in self.name]
        self.straight = _table(shares.of_given(given), shares.of_family(family))
        self.turned = _table(*either)
        self.most = self._against(self.name).bits

    def best(self, known: Recorded) -> Naming:
        """The way that says most for one child: straight, turned round, by sound or by alias."""
        straight = self._against(known.name)
        if not straight.differs and not known.aliases:
            return straight
        ways = [straight, *self._in_spite(straight, known), *self._by_alias(known)]
        return max(ways, key=BITS)

    def _against(self, name: Name) -> Naming:
        given, family = self.name
        return self._weighed(given_level(given, name[0]), family_level(family, name[1]))

    def _weighed(self, given: Level, family: Level) -> Naming:
        """The bits of both names. A family name tells little of who shares it with a brother."""
        of_given, of_family = self.straight
        family_bits = of_family[family]
        if given is names.ANOTHER_GIVEN and family_bits > 0:
            family_bits /= 2
        return Naming(of_given[given] + family_bits, given, family)

    def _in_spite(self, straight: Naming, known: Recorded) -> Iterator[Naming]:
        """Names that look unlike: they may sound alike, or stand the other way round."""
        if not straight.differs:
            return
        if known.sounds_alike:
            differs = (names.ANOTHER_GIVEN, names.ANOTHER_FAMILY)
            heard = (names.SOUNDS if level in differs else level for level in straight[1:3])
            yield self._weighed(*heard)
        (given, family), (their_given, their_family) = self.name, known.name
        if given and family and their_given and their_family:
            of_given = given_level(given, their_family)
            if of_given is names.ANOTHER_GIVEN:
                return
            of_family = family_level(family, their_given)
            if of_family is not names.ANOTHER_FAMILY:
                total = self.turned[0][of_given] + self.turned[1][of_family] + TURNED_ROUND
                yield Naming(total, of_given, of_family, turned=True)

    def _by_alias(self, known: Recorded) -> Iterator[Naming]:
        for alias in known.aliases:
            for given, family in ways_to_read(alias, ""):
                name = (given or known.name[0], family or known.name[1])
                other = self._against(name)
                yield other._replace(bits=other.bits + OF_AN_ALIAS, alias=True)


def ways_to_read(given: str, family: str) -> tuple[Name, ...]:
    """What a typed name can mean: one box may hold the whole of it, or either name."""
    if given and family:
        return ((given, family),)
    typed = given or family
    words = typed.split()
    ways = [(typed, ""), ("", typed)]
    ways += [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return tuple(ways)


def _table(of_given: float, of_family: float) -> tuple[dict[Level, float], dict[Level, float]]:
    return (
        {level: bits(level, of_given) for level in GIVEN},
        {level: bits(level, of_family) for level in FAMILY},
    )
