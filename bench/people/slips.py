"""Slips of people who write a name or a date: each changes what is right into what is near."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
HEARD = (
    ("ph", "f"),
    ("f", "ph"),
    ("ck", "k"),
    ("c", "k"),
    ("k", "c"),
    ("ee", "ea"),
    ("ea", "ee"),
    ("ie", "y"),
    ("y", "ie"),
    ("y", "i"),
    ("i", "y"),
    ("ey", "y"),
    ("ay", "ai"),
    ("ou", "u"),
    ("u", "oo"),
    ("th", "t"),
    ("gh", ""),
    ("ah", "a"),
    ("h", ""),
    ("z", "s"),
    ("s", "z"),
    ("sh", "sch"),
    ("j", "g"),
    ("v", "w"),
    ("w", "v"),
    ("x", "ks"),
    ("son", "sen"),
    ("er", "or"),
    ("ar", "er"),
    ("a", "e"),
    ("e", "a"),
    ("o", "u"),
    ("i", "e"),
    ("dg", "g"),
    ("wr", "r"),
    ("kn", "n"),
)
"""What sounds alike to an English ear, and is written as it is heard."""


def misspelt(name: str, chance: Random) -> str:
    """A name with one slip, now and then two: of the finger, of the ear, of the order."""
    written = name
    for _ in range(2 if len(name) > 5 and chance.random() < 0.15 else 1):
        slip = chance.choices((_typed, _heard, _transposed), (40, 40, 20))[0]
        written = slip(written, chance)
    return written if written != name else _typed(name, chance)


def without_diacritics(name: str) -> str:
    """As it is typed where the keyboard has no such letters."""
    turned = name.translate(str.maketrans("łŁøØıđĐ", "lLoOidD")).replace("ß", "ss")
    plain = unicodedata.normalize("NFKD", turned)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def without_apostrophes(name: str, chance: Random) -> str:
    """O'Brien as OBrien or, one time in three, as O Brien."""
    return name.replace("'", " " if chance.random() < 1 / 3 else "")


def wrong_year(day: date, chance: Random) -> date:
    """Another year: mostly the next one, else a few off or one digit mistyped."""
    off = chance.choices((1, 2, 3, 4, 10), (50, 20, 8, 5, 17))[0]
    return _in_year(day, day.year + chance.choice((-off, off)))


def wrong_day(day: date, chance: Random) -> date:
    """One digit of the day or the month mistyped, or two exchanged."""
    while True:
        digits = list(day.strftime("%d%m"))
        place = chance.randrange(4)
        if chance.random() < 0.2:
            digits[place % 3], digits[place % 3 + 1] = digits[place % 3 + 1], digits[place % 3]
        else:
            digits[place] = str(chance.randrange(10))
        wrong = _real(int("".join(digits[:2])), int("".join(digits[2:])), day.year)
        if wrong and wrong != day:
            return wrong


def swapped(day: date) -> date | None:
    """Day and month exchanged, where that is another date."""
    return _real(day.month, day.day, day.year) if day.day != day.month else None


def _in_year(day: date, year: int) -> date:
    return _real(day.day, day.month, year) or date(year, 3, 1) - timedelta(days=1)


def _real(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _typed(name: str, chance: Random) -> str:
    """A letter beside the right one, one left out, one doubled, or one too many."""
    place = chance.choice([at for at, letter in enumerate(name) if letter.isalpha()])
    letter, rest = name[place], name[place + 1 :]
    ways: tuple[Callable[[], str], ...] = (
        lambda: name[:place] + _like(letter, _beside(letter, chance)) + rest,
        lambda: name[:place] + rest,
        lambda: name[: place + 1] + letter.lower() + rest,
        lambda: name[: place + 1] + _beside(letter, chance) + rest,
    )
    return chance.choices(ways, (40, 30, 15, 15))[0]() if len(name) > 2 else ways[2]()


def _heard(name: str, chance: Random) -> str:
    fitting = [(heard, said) for heard, said in HEARD if heard in name.lower()]
    if not fitting:
        return _typed(name, chance)
    heard, said = chance.choice(fitting)
    places = [found.start() for found in re.finditer(heard, name.lower())]
    place = chance.choice(places)
    written = name[:place] + said + name[place + len(heard) :]
    return written[:1].upper() + written[1:]


def _transposed(name: str, chance: Random) -> str:
    places = [
        at
        for at in range(len(name) - 1)
        if name[at : at + 2].isalpha() and name[at] != name[at + 1]
    ]
    if len(name) < 4 or not places:
        return _typed(name, chance)
    at = chance.choice(places)
    return name[:at] + _like(name[at], name[at + 1]) + name[at].lower() + name[at + 2 :]


def _beside(letter: str, chance: Random) -> str:
    plain = without_diacritics(letter).lower()
    row = next((row for row in KEYBOARD if plain in row), "aeiou")
    at = max(row.find(plain), 0)
    return chance.choice([key for key in row[max(at - 1, 0) : at + 2] if key != plain])


def _like(model: str, letter: str) -> str:
    return letter.upper() if model.isupper() else letter.lower()
