"""Children of 8 to 17 years in families: brothers and sisters share a name and an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from bench.people.names import Community, communities, short_forms

YOUNGEST, OLDEST = date(2017, 12, 31), date(2008, 1, 1)
STREETS = ("Rowan", "Mill", "Station", "Church", "Albion", "Park", "Canal", "Hawthorn", "Priory")
WAYS = ("Street", "Road", "Close", "Lane", "Avenue", "Drive", "Court", "Crescent")


@dataclass(frozen=True)
class Person:
    """How one child is written in the register."""

    number: int
    given_name: str
    family_name: str
    born_on: date
    sex: str
    aliases: tuple[str, ...]
    nhs_number: str
    address: str
    community: int


class Invented:
    """Invented children, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.communities, self.shares = communities()

    @cached_property
    def short_forms(self) -> dict[str, list[str]]:
        """What the children may be called for short."""
        return short_forms()

    def children(self, count: int) -> Iterator[Person]:
        """So many children, family by family."""
        made = 0
        while made < count:
            for person in self._family(made):
                if made < count:
                    yield person
                    made += 1

    def _family(self, number: int) -> Iterator[Person]:
        chance = self.chance
        place = chance.choices(range(len(self.communities)), cum_weights=self.shares)[0]
        others = place if chance.random() < 0.93 else chance.randrange(len(self.communities))
        name = self._family_name(self.communities[others])
        address = self._address()
        born: date | None = None
        for _ in range(chance.choices((1, 2, 3, 4), (64, 25, 8, 3))[0]):
            sex = chance.choice("12")
            born = self._born(born)
            own = name if chance.random() < 0.93 else self._family_name(self.communities[others])
            yield self._person(number, place, self._of_sex(own, sex), sex, born, address)
            number += 1

    def _family_name(self, community: Community) -> str:
        name = community.family_name(self.chance)
        if self.chance.random() < 0.045:
            other = community.family_name(self.chance)
            return f"{name}-{other}" if other != name and "-" not in name + other else name
        return name

    def _of_sex(self, name: str, sex: str) -> str:
        """Slavonic names end in -a for most girls."""
        ends = sex == "2" and name.endswith(("ski", "cki")) and self.chance.random() < 0.6
        return name[:-1] + "a" if ends else name

    def _born(self, sibling: date | None) -> date:
        """A date of birth; one brother or sister in thirty is a twin."""
        if sibling and self.chance.random() < 0.033:
            return sibling
        return OLDEST + timedelta(days=self.chance.randrange((YOUNGEST - OLDEST).days + 1))

    def _person(
        self, number: int, place: int, family: str, sex: str, born: date, address: str
    ) -> Person:
        given = self.communities[place].given_name(self.chance, sex)
        return Person(
            number=number,
            given_name=given,
            family_name=family,
            born_on=born,
            sex=sex,
            aliases=self._aliases(given, family, self.communities[place]),
            nhs_number=nhs_number(number) if self.chance.random() < 0.6 else "",
            address=address,
            community=place,
        )

    def _aliases(self, given: str, family: str, community: Community) -> tuple[str, ...]:
        """One child in sixteen is known by another name: a short form or a former family name."""
        drawn = self.chance.random()
        if drawn > 0.0625:
            return ()
        short = self.short_forms.get(given)
        if short and drawn > 0.03:
            return (f"{self.chance.choice(short)} {family}",)
        return (f"{given} {community.family_name(self.chance)}",)

    def _address(self) -> str:
        chance = self.chance
        house = chance.randrange(1, 180)
        postcode = f"ZZ{chance.randrange(1, 99)} {chance.randrange(1, 10)}ZZ"
        return f"{house} {chance.choice(STREETS)} {chance.choice(WAYS)}, {postcode}"


def invent(count: int, seed: int) -> Iterator[Person]:
    """So many invented children of a seed."""
    return Invented(seed).children(count)


def nhs_number(number: int) -> str:
    """A valid number of the range kept for tests (999), none where the check digit would be 10."""
    digits = f"999{number % 1_000_000:06d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return "" if check == 10 else f"{digits}{check}"
