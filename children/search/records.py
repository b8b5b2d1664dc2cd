"""How surely two records are one child. Pure, and the same whichever record comes first."""

from __future__ import annotations

from collections.abc import Iterator

from children.search import dates
from children.search.names import UNSAID, Level, squashed
from children.search.naming import BITS, OF_AN_ALIAS, Naming, Reading, ways_to_read
from children.search.scoring import RECORDS, Known, Match, Scale, said
from children.search.shares import UNCOUNTED, Shares
from core.layout import PartialDate

SAME_SEX, ANOTHER_SEX = Level(0.985, 0.5), Level(0.015, 0.5)
SAME_NUMBER, ANOTHER_NUMBER = Level(0.95, 1e-6), Level(0.01, 0.97)
ONE_EACH = frozenset({"NHS number", "Unique pupil number", "Police National Computer id"})
"""Numbers of which a child has one, save by mistake: two of them speak for two children."""
UNSAID_SEX = frozenset({"", "0", "9"})


def compare(one: Known, other: Known, shares: Shares = UNCOUNTED, scale: Scale = RECORDS) -> Match:
    """What two records have in common and what not, as bits, a score and sentences."""
    naming = _naming(one, other, shares)
    born = _born(one, other)
    sex = _sex(one, other)
    number, kind = _number(one, other)
    total = naming.bits + born.bits + sex.bits + number.bits
    same = born is dates.SAME and _whole(one) == _whole(other)
    return Match(
        score=scale.score(total),
        why=said(f"same {kind}" if number is SAME_NUMBER else "", naming.why, dates.why(born)),
        certain=same or (number is SAME_NUMBER and naming.fits),
        why_not=said(
            naming.why_not,
            dates.why_not(born),
            "another sex recorded" if sex is ANOTHER_SEX else "",
            f"another {kind}" if number is ANOTHER_NUMBER else "",
        ),
        bits=total,
    )


def _naming(one: Known, other: Known, shares: Shares) -> Naming:
    """The names and aliases of one record against those of the other, as they fit best."""
    ways = [Reading(*one.name, shares).best(other.recorded), *_by_alias(one, other, shares)]
    return max(ways, key=BITS)


def _by_alias(one: Known, other: Known, shares: Shares) -> Iterator[Naming]:
    for alias in one.recorded.aliases:
        for given, family in ways_to_read(alias, ""):
            reading = Reading(given or one.name[0], family or one.name[1], shares)
            way = reading.best(other.recorded)
            yield way._replace(bits=way.bits + OF_AN_ALIAS, alias=True)


def _born(one: Known, other: Known) -> Level:
    if one.born_on is None:
        return UNSAID
    typed = PartialDate(one.born_on.day, one.born_on.month, one.born_on.year)
    estimated = one.born_on_estimated or other.born_on_estimated
    return dates.born_level(typed, other.born_on, estimated=estimated)


def _sex(one: Known, other: Known) -> Level:
    if {one.sex, other.sex} & UNSAID_SEX:
        return UNSAID
    return SAME_SEX if one.sex == other.sex else ANOTHER_SEX


def _number(one: Known, other: Known) -> tuple[Level, str]:
    """Whether a number is the same, or else of a kind of which a child has but one."""
    same = sorted(set(one.numbers) & set(other.numbers))
    if same:
        return SAME_NUMBER, same[0][0]
    both = {kind for kind, _ in one.numbers} & {kind for kind, _ in other.numbers} & ONE_EACH
    return (ANOTHER_NUMBER, min(both)) if both else (UNSAID, "")


def _whole(record: Known) -> str:
    return squashed(" ".join(record.name))
