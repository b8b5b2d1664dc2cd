"""What somebody knows of the child they look for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from core.layout import PartialDate


@dataclass(frozen=True)
class ChildQuery:
    """What was typed: a name, a date of birth known in whole or in part, a number.

    `given_name` may hold the whole name or a nickname; `identifier` any number of any system.
    """

    given_name: str = ""
    family_name: str = ""
    born: PartialDate | None = None
    identifier: str = ""

    @property
    def name(self) -> str:
        """The whole name as typed."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def number(self) -> str:
        """The identifier without the spaces and dashes people add."""
        return plain_number(self.identifier)

    @property
    def names(self) -> tuple[str, ...]:
        """What was typed in each box, and its words: the names whose commonness is asked."""
        return (self.given_name, self.family_name, *self.name.split())

    @property
    def says_enough(self) -> bool:
        """A name, a whole date of birth or a number: a year alone would match a whole school."""
        return bool(self.name or self.number or (self.born and self.born.exact))

    @classmethod
    def of(cls, given_name: str, family_name: str, born_on: date | None) -> ChildQuery:
        """The query of a child known by name and date, as other records name one."""
        born = PartialDate(born_on.day, born_on.month, born_on.year) if born_on else None
        return cls(given_name=given_name, family_name=family_name, born=born)


def plain_number(number: str) -> str:
    """A number without spaces and dashes, in capitals."""
    return re.sub(r"[\s-]", "", number).upper()


LETTERS: dict[int, str] = {
    **{ord(letter): plain for letter, plain in zip("łøđðħ", "loddh", strict=True)},
    0x131: "i",
    0xE6: "ae",
    0x153: "oe",
    0xFE: "th",
}
"""Letters that are no plain letter with a sign, as `unaccent` turns them too."""


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    """Lower case without accents and signs, one space between words, in any script."""
    if text.isascii() and text.isalpha():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.split(r"[\W_]+", letters)).strip()
