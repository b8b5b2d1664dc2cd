"""Dates known only in part, as search and old records have them."""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from core.layout.dates import DateInput, PartsField, month_number, read_date


@dataclass(frozen=True)
class PartialDate:
    """A date of which the day, the month or the year may be unknown; at least one is known."""

    day: int | None = None
    month: int | None = None
    year: int | None = None

    @property
    def exact(self) -> date | None:
        """The date itself when all of it is known."""
        if self.day and self.month and self.year:
            return date(self.year, self.month, self.day)
        return None

    @property
    def earliest(self) -> date | None:
        """The first day it can be; None when the year is unknown."""
        if self.exact or not self.year:
            return self.exact
        return date(self.year, self.month or 1, 1)


class PartialDateField(PartsField):
    """A date of which any part may be left empty: a year alone, a month and year."""

    widget = DateInput

    def read(self, parts: list[str]) -> PartialDate:
        if all(parts):
            known = read_date(parts, self.called)
            return PartialDate(known.day, known.month, known.year)
        day, month, year = parts[0], month_number(parts[1]), parts[2]
        if not self.could_be(day, month, year):
            words = f"{self.called} must be a real date, or part of one"
            raise ValidationError(words, code="unreal")
        return PartialDate(*(int(part) if part else None for part in (day, month, year)))

    @staticmethod
    def could_be(day: str, month: str, year: str) -> bool:
        """True when some real date has these parts; a leap year is allowed for."""
        if not re.fullmatch(r"[0-9]{0,2},[0-9]{0,2},([0-9]{4})?", f"{day},{month},{year}"):
            return False
        try:
            date(int(year or 2000), int(month or 1), int(day or 1))
        except ValueError:
            return False
        return True

    def check_range(self, answer: PartialDate) -> None:
        if answer.earliest:
            super().check_range(answer.earliest)
