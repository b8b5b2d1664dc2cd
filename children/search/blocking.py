"""Which records may be meant: a cheap net in SQL over indexes, cast wide; scoring comes after.

Each branch is answered by one index and bounded. A whole date of birth gives those born that day
or a slip away whose given or family name sounds as typed. A name gives those whose whole name
sounds so, in either order or by a short form; then aliases and numbers. The last resort is
everybody born that day, or all whose names are much alike by their letters: that takes a hundred
times as long, and is left for names without a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from children.models import Identifier
from children.search.dates import near, swapped
from children.search.lexicon import sounds
from children.search.nicknames import also_called
from children.search.query import ChildQuery, folded, plain_number
from children.search.scoring import Known
from core import prepared

CENTURY = date(2000, 1, 1)
MOST_OF_A_DAY, MOST_NEAR, MOST_NAMED, MOST_ALIASES, MOST_NUMBERED = 1000, 600, 400, 200, 20
MOST_WITHOUT_A_DAY, MOST_SPELT = 2000, 100
FOR_A_VIEWER = 10
"""Most records lie outside the reach of a person: the net is wider, as reach is asked after it."""
SPELT_ALIKE = 0.4
GIVEN_AND_FAMILY = 2

KEYS = "children_keys(given_name, family_name, born_on)"
RECORD = "child.id::text, given_name, family_name, born_on, born_on_estimated"
CHILD = f"SELECT {RECORD}, {{alike}}, '', '', '' FROM children_child AS child WHERE "  # noqa: S608  # nosec B608  # of constants
BY_DAY = CHILD.format(alike=False) + "born_on = ANY(%s::date[])"
BY_NEAR_DAY = CHILD.format(alike=False) + f"{KEYS} && %s::text[]"
BY_SOUND = CHILD.format(alike=True)
BY_FORM = CHILD.format(alike=False)
BY_LETTERS = CHILD.format(alike=False) + (
    "children_folded(given_name, family_name) %% %s"
    " AND similarity(children_folded(given_name, family_name), %s) >= %s"
)
OF_ALIAS = (
    f"SELECT {RECORD}, FALSE, name, '', ''"  # noqa: S608  # nosec B608  # of constants
    " FROM children_alias JOIN children_child AS child"
    " ON child.id = child_id WHERE superseded_at IS NULL AND "
)
SOUNDING = "children_codes(name) && %s::text[]"
BY_NICKNAME = OF_ALIAS + f"strpos(name, ' ') = 0 AND {SOUNDING} AND {KEYS} && %s::text[]"
"""An alias of one word stands for the given name."""
BY_NUMBER = (
    f"SELECT {RECORD}, FALSE, '', kind, value"  # noqa: S608  # nosec B608  # of constants
    " FROM children_identifier JOIN children_child AS child ON child.id = child_id"
    " WHERE superseded_at IS NULL AND kind = ANY(%s) AND value = ANY(%s)"
)

Net = dict[str, Known]
"""The records that may be meant, by id as text."""
Codes = dict[str, list[str]]
Branch = tuple[str, list[Any]]


def may_be_meant(query: ChildQuery, *, wide: bool = False) -> Net:
    """The records whose name, alias, sound, date or number is near what was typed."""
    typed = _typed(query)
    codes = sounds({form for name in typed for form in _forms(name)})
    branches = [*_by_birth(query, typed, codes), *_by_number(query)]
    if typed:
        branches += _by_name(query, typed, codes)
    return _cast(branches, FOR_A_VIEWER if wide else 1)


def last_resort(query: ChildQuery, *, wide: bool = False) -> Net:
    """Where no likely child is found: all born that day, or all whose letters are much alike."""
    day, name = _day(query), folded(query.name)
    branch: Branch
    if not name:
        return {}
    if day:
        branch = (BY_DAY, [[day], MOST_OF_A_DAY])
    else:
        branch = (BY_LETTERS, [name, name, SPELT_ALIKE, MOST_SPELT])
    return _cast([branch], FOR_A_VIEWER if wide else 1)


def _day(query: ChildQuery) -> date | None:
    return query.born.exact if query.born else None


def _typed(query: ChildQuery) -> list[str]:
    """The names that were typed; of one box, each word."""
    both = [query.given_name, query.family_name]
    return [name for name in (both if all(both) else query.name.split()) if folded(name)]


def _by_birth(query: ChildQuery, typed: list[str], codes: Codes) -> Iterator[Branch]:
    day = _day(query)
    if day is None:
        return
    if not typed:
        yield BY_DAY, [list(filter(None, [day, swapped(day)])), MOST_OF_A_DAY]
        return
    sounding = sorted({code for name in typed for code in codes[name]})
    keys = [f"{(other - CENTURY).days}/{code}" for other in (day, *near(day)) for code in sounding]
    yield BY_NEAR_DAY, [keys, MOST_NEAR]


def _by_name(query: ChildQuery, typed: list[str], codes: Codes) -> Iterator[Branch]:
    """Each typed name, or a short or long form of it, sounds like some part of the known name."""
    most = MOST_NAMED if _day(query) else MOST_WITHOUT_A_DAY
    own = [codes[name] for name in typed]
    wanted = [sorted({code for form in _forms(name) for code in codes[form]}) for name in typed]
    sounding = " AND ".join([f"{KEYS} && %s::text[]"] * len(typed))
    yield BY_SOUND + sounding, [*own, most]
    for at, all_forms in enumerate(wanted):
        if other := sorted(set(all_forms) - set(own[at])):
            yield BY_FORM + sounding, [*own[:at], other, *wanted[at + 1 :], most]
    yield OF_ALIAS + " AND ".join([SOUNDING] * len(typed)), [*wanted, MOST_ALIASES]
    if len(typed) == GIVEN_AND_FAMILY:
        yield BY_NICKNAME, [*wanted, MOST_ALIASES]


def _forms(name: str) -> frozenset[str]:
    return also_called(folded(name)) | {name}


def _by_number(query: ChildQuery) -> Iterator[Branch]:
    if query.number:
        values = sorted({query.number, query.identifier.strip()})
        yield BY_NUMBER, [Identifier.Kind.values, values, MOST_NUMBERED]


def _cast(branches: list[Branch], times: int) -> Net:
    """The records of all branches; the last parameter of each is how many it may give."""
    if not branches:
        return {}
    sql = " UNION ALL ".join(f"({text} LIMIT %s)" for text, _ in branches)
    values = [each for _, (*params, most) in branches for each in (*params, most * times)]
    found: dict[str, _Found] = {}
    for child_id, *record, alike, alias, kind, value in prepared.Question(sql, values).ask():
        row = found.get(child_id)
        if row is None:
            row = found[child_id] = _Found(record)
        row.sounds_alike |= alike
        if alias:
            row.aliases |= {alias}
        if kind:
            row.numbers |= {(Identifier.Kind(kind).label, plain_number(value))}
    return {child_id: row.known() for child_id, row in found.items()}


NOTHING: frozenset[Any] = frozenset()


class _Found:
    """One record of the net, which more than one branch may give."""

    __slots__ = ("aliases", "numbers", "record", "sounds_alike")

    def __init__(self, record: list[Any]) -> None:
        self.record = record
        self.sounds_alike = False
        self.aliases: frozenset[str] = NOTHING
        self.numbers: frozenset[tuple[str, str]] = NOTHING

    def known(self) -> Known:
        """What the record says, as far as scoring needs it."""
        given_name, family_name, born_on, estimated = self.record
        return Known(
            given_name,
            family_name,
            aliases=tuple(sorted(self.aliases)),
            born_on=born_on,
            born_on_estimated=estimated,
            sounds_alike=self.sounds_alike,
            numbers=tuple(sorted(self.numbers)),
        )
