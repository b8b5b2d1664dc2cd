"""How well a record fits what was typed, 0 to 100, and why, in words.

Pure: no database. The sentences name what fits, never what the record holds, so that nobody
learns more from them than they typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from children.search import dates
from children.search.nicknames import also_called
from children.search.query import ChildQuery, folded

LIKELY = 60
"""Below this a record is not shown."""
NAME_WEIGHT, BIRTH_WEIGHT = 0.65, 0.35
NUMBER_ALONE = 90
ALIKE = 0.78
SOUNDS = 0.88
SAME_NAME, SPELT, SOUNDING = "same name", "name spelt alike", "name sounds alike"
ANOTHER_NAME, ANOTHER_BIRTH = "another name", "another date of birth"
SHORT_FORM, TURNED, OTHER_NAME = (
    "short form of the same name",
    "names the other way round",
    "known by that name too",
)


@dataclass(frozen=True)
class Match:
    """The score of one record, the sentences for and against it, and whether to ask somebody.

    Certain is only the same name with the same whole date of birth, or the same number with a
    name that fits: twins with names much alike are never taken for one child.
    """

    score: int
    why: tuple[str, ...]
    certain: bool = False
    why_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What a record says: given and family name, aliases, date, how it sounds, its numbers."""

    given_name: str
    family_name: str
    aliases: tuple[str, ...]
    born_on: date | None
    born_on_estimated: bool
    sounds_alike: bool
    numbers: tuple[tuple[str, str], ...]


def match(query: ChildQuery, known: Known) -> Match:
    """Score a record against what was typed."""
    number = next((label for label, value in known.numbers if value == query.number), None)
    name, name_why = _name(query, known)
    birth, birth_why = dates.likeness(query.born, known.born_on, estimated=known.born_on_estimated)
    why = tuple(
        sentence
        for sentence in (f"same {number}" if number else "", name_why, birth_why)
        if sentence
    )
    why_not = tuple(
        sentence
        for sentence, holds in (
            (ANOTHER_NAME, query.name and not name_why),
            (ANOTHER_BIRTH, birth is not None and not birth_why),
        )
        if holds
    )
    if number:
        fits = bool(name_why) or not query.name
        return Match(100 if fits else NUMBER_ALONE, why, fits, why_not)
    certain = name_why == SAME_NAME and birth_why == dates.SAME
    return Match(_total(query, name, birth), why, certain, why_not)


def _total(query: ChildQuery, name: float, birth: float | None) -> int:
    if not query.name:
        return round(100 * (birth or 0))
    if query.born is None:
        return round(100 * name)
    return round(100 * (NAME_WEIGHT * name + BIRTH_WEIGHT * (0.5 if birth is None else birth)))


def _name(query: ChildQuery, known: Known) -> tuple[float, str]:
    if not folded(query.name):
        return 0.0, ""
    options = [_against(query, known.given_name, known.family_name)]
    options += [(score * 0.98, OTHER_NAME) for score in _aliases(query, known.aliases)]
    if known.sounds_alike:
        options.append((SOUNDS, SOUNDING))
    score, why = max(options)
    return (score, why) if score >= ALIKE else (0.0, "")


def _against(query: ChildQuery, given_name: str, family_name: str) -> tuple[float, str]:
    typed, known = folded(query.name), folded(f"{given_name} {family_name}")
    if typed == known:
        return 1.0, SAME_NAME
    if sorted(typed.split()) == sorted(known.split()):
        return 0.97, TURNED
    given, family = folded(query.given_name), folded(query.family_name)
    if not given or not family:
        return _one_word(typed, known)
    close = JaroWinkler.similarity(family, folded(family_name))
    if folded(given_name) in also_called(given) and close >= ALIKE:
        return 0.96 * close, SHORT_FORM
    return _average(JaroWinkler.similarity(given, folded(given_name)), close), SPELT


def _one_word(typed: str, known: str) -> tuple[float, str]:
    """Only part of a name was typed: the best fit with any part of the known one."""
    words = known.split()
    best = max((JaroWinkler.similarity(typed, word) for word in words), default=0.0)
    if any(word in also_called(typed) for word in words):
        return max(0.9, 0.95 * best), SHORT_FORM
    whole = fuzz.token_sort_ratio(typed, known) / 100
    return max(0.95 * best, whole), SPELT


def _aliases(query: ChildQuery, aliases: Iterable[str]) -> list[float]:
    typed = folded(query.name)
    return [fuzz.token_sort_ratio(typed, folded(alias)) / 100 for alias in aliases]


def _average(given: float, family: float) -> float:
    """A family name shared by siblings must not carry another given name along."""
    return min((given + family) / 2, 0.5 + given / 2)
