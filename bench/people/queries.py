"""Questions for a child that is in the register, each asked with one kind of mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bench.people import slips
from bench.people.children import Invented, Person

MOST_TRIES = 200_000


@dataclass(frozen=True)
class Asked:
    """What somebody typed, with which kind of mistake, and the number of the child meant."""

    kind: str
    truth: int
    given_name: str
    family_name: str
    born_on: date | None


Mistake = Callable[[Asked, Person, Invented], Asked | None]
"""What was asked, with the mistake; None where this child gives no occasion for it."""


def exact(asked: Asked, _person: Person, _world: Invented) -> Asked:
    """No mistake: the control."""
    return asked


def spelling(asked: Asked, _person: Person, world: Invented) -> Asked:
    """The given or the family name misspelt, one time in eight both."""
    drawn = world.chance.random()
    given = slips.misspelt(asked.given_name, world.chance)
    family = slips.misspelt(asked.family_name, world.chance)
    if drawn < 1 / 8:
        return replace(asked, given_name=given, family_name=family)
    if drawn < 9 / 16:
        return replace(asked, given_name=given)
    return replace(asked, family_name=family)


def nickname(asked: Asked, _person: Person, world: Invented) -> Asked | None:
    """A short form for the given name."""
    first = asked.given_name.split()[0]
    short = world.short_forms.get(first)
    return replace(asked, given_name=world.chance.choice(short)) if short else None


def swapped_names(asked: Asked, _person: Person, _world: Invented) -> Asked:
    """The family name where the given name belongs, and the other way round."""
    return replace(asked, given_name=asked.family_name, family_name=asked.given_name)


def day_month(asked: Asked, person: Person, _world: Invented) -> Asked | None:
    """Day and month exchanged."""
    born = slips.swapped(person.born_on)
    return replace(asked, born_on=born) if born else None


def wrong_year(asked: Asked, person: Person, world: Invented) -> Asked:
    """The right day of the wrong year."""
    return replace(asked, born_on=slips.wrong_year(person.born_on, world.chance))


def half_a_double_barrel(asked: Asked, _person: Person, world: Invented) -> Asked | None:
    """One half of a double-barrelled family name; the El of El-Amin is no half."""
    halves = asked.family_name.split("-")
    if len(halves) != 2 or min(map(len, halves)) < 3:
        return None
    return replace(asked, family_name=world.chance.choice(halves))


def no_diacritics(asked: Asked, _person: Person, _world: Invented) -> Asked | None:
    """Accents and foreign letters left out."""
    given, family = map(slips.without_diacritics, (asked.given_name, asked.family_name))
    plain = replace(asked, given_name=given, family_name=family)
    return plain if plain != asked else None


def no_apostrophes(asked: Asked, _person: Person, world: Invented) -> Asked | None:
    """Apostrophes left out."""
    if "'" not in asked.given_name + asked.family_name:
        return None
    return replace(
        asked,
        given_name=slips.without_apostrophes(asked.given_name, world.chance),
        family_name=slips.without_apostrophes(asked.family_name, world.chance),
    )


def no_date(asked: Asked, _person: Person, _world: Invented) -> Asked:
    """The right name and nothing else."""
    return replace(asked, born_on=None)


def surname_and_date(asked: Asked, person: Person, world: Invented) -> Asked:
    """Family name and date of birth both wrong.

    The name is misspelt or, three times in ten, another one altogether (of the other parent); of
    the date the year, a digit of day or month, or their order.
    """
    chance = world.chance
    if chance.random() < 0.7:
        family = slips.misspelt(asked.family_name, chance)
    else:
        family = world.communities[person.community].family_name(chance)
    ways: tuple[Callable[[], date | None], ...] = (
        lambda: slips.wrong_year(person.born_on, chance),
        lambda: slips.wrong_day(person.born_on, chance),
        lambda: slips.swapped(person.born_on),
    )
    born = chance.choice(ways)() or slips.wrong_day(person.born_on, chance)
    return replace(asked, family_name=family, born_on=born)


KINDS: dict[str, Mistake] = {
    "exact": exact,
    "spelling": spelling,
    "nickname": nickname,
    "swapped names": swapped_names,
    "day and month swapped": day_month,
    "wrong year": wrong_year,
    "half a double-barrel": half_a_double_barrel,
    "no diacritics": no_diacritics,
    "no apostrophes": no_apostrophes,
    "no date of birth": no_date,
    "surname and date wrong": surname_and_date,
}


def ask(people: Sequence[Person], *, each: int, seed: int) -> Iterator[Asked]:
    """So many questions of each kind, each for a child drawn at random."""
    world = Invented(seed)
    for kind, mistake in KINDS.items():
        made = 0
        for _ in range(MOST_TRIES):
            person = world.chance.choice(people)
            right = Asked(
                kind, person.number, person.given_name, person.family_name, person.born_on
            )
            asked = mistake(right, person, world)
            if asked:
                yield asked
                made += 1
            if made == each:
                break
