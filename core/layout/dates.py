"""Dates in three fields and times by the 24-hour clock, with messages that say what to mend."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.calendar import LONDON, local
from core.refusals import Invalid

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATE_PARTS = ("day", "month", "year")
WHICH = (
    ("", "Choose which one"),
    ("first", "The first, before the clocks went back"),
    ("second", "The second, after the clocks went back"),
)


def month_number(text: str) -> str:
    """Read a month typed as a name or its first letters: "march" and "Mar" are 3."""
    word = text.lower()
    if len(word) >= 3 and word.isascii() and word[:3] in MONTHS:
        return str(MONTHS.index(word[:3]) + 1)
    return text


def typed(value: Any, size: int) -> list[str]:
    """The parts as typed, trimmed, always `size` of them."""
    parts = ["" if part is None else str(part).strip() for part in (value or [])]
    return (parts + [""] * size)[:size]


def in_words(names: Sequence[str]) -> str:
    """ "a day", "a day and month", "a day, month and year"."""
    head, last = names[:-1], names[-1]
    return f"a {', '.join(head)} and {last}" if head else f"a {last}"


class Parts(forms.MultiWidget):
    """Several inputs for one answer. The first carries the field's own id, so that links land."""

    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        first = context["widget"]["subwidgets"][0]
        if attrs and attrs.get("id"):
            first["attrs"]["id"] = attrs["id"]
        return context


def number_input(width: int, autocomplete: str = "") -> forms.TextInput:
    attrs = {"class": f"govuk-input--width-{width}", "inputmode": "numeric"}
    if autocomplete:
        attrs["autocomplete"] = autocomplete
    return forms.TextInput(attrs=attrs)


class DateInput(Parts):
    """Day, month and year in three fields, never a picker: birth dates are remembered, not found.

    `autocomplete="bday"` lets a browser fill in the person's own birth date.
    """

    labels = ("Day", "Month", "Year")

    def __init__(self, autocomplete: str = "", attrs: dict[str, Any] | None = None) -> None:
        fill = [f"{autocomplete}-{part}" if autocomplete else "" for part in DATE_PARTS]
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": number_input(2, fill[0]),
            "month": number_input(2, fill[1]),
            "year": number_input(4, fill[2]),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        if value is None:
            return ["", "", ""]
        return [str(part) if part else "" for part in (value.day, value.month, value.year)]


class DateTimeInput(Parts):
    """Day, month, year and a 24-hour time; asks which hour is meant when the clocks go back."""

    labels = ("Day", "Month", "Year", "Time (24-hour clock)", "Which one")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            "day": number_input(2),
            "month": number_input(2),
            "year": number_input(4),
            "time": forms.TextInput(attrs={"class": "govuk-input--width-5"}),
            "which": forms.Select(choices=WHICH),
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        if value is None:
            return [""] * 5
        here = value.astimezone(LONDON)
        which = WHICH[here.fold + 1][0] if came_twice(here.date(), here.time()) else ""
        return [str(here.day), str(here.month), str(here.year), f"{here:%H:%M}", which]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Leave the question "which one" out unless the time typed came twice that day."""
        context = super().get_context(name, value, attrs)
        parts = typed(value if isinstance(value, list) else self.decompress(value), 5)
        try:
            asked = came_twice(read_date(parts[:3], "Date"), read_time(parts[3], "Time"))
        except ValidationError:
            asked = False
        if not asked:
            context["widget"]["subwidgets"].pop()
        return context


def read_date(parts: list[str], name: str) -> date:
    """Three typed parts as a real date, or a sentence saying what is wrong with them."""
    missing = [label for part, label in zip(parts, DATE_PARTS, strict=True) if not part]
    if missing:
        raise ValidationError(f"{name} must include {in_words(missing)}", code="incomplete")
    day, month, year = parts[0], month_number(parts[1]), parts[2]
    if re.fullmatch(r"[0-9]{1,3}", year):
        raise ValidationError(f"{name} must have a year with 4 numbers", code="short_year")
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (day, month, year)):
        raise ValidationError(f"{name} must be a real date", code="unreal")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValidationError(f"{name} must be a real date", code="unreal") from None


def read_time(text: str, name: str) -> time:
    """A time by the 24-hour clock: 14:30, 14.30 and 1430 are the same."""
    found = re.fullmatch(r"([0-9]{1,2})[:.]?([0-9]{2})", text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValidationError(f"{name} must be a time, like 14:30", code="unreal")
    return time(int(found[1]), int(found[2]))


def came_twice(day: date, at: time) -> bool:
    """True for a reading in the hour that is repeated when the clocks go back."""
    try:
        return local(day, at, second=False) != local(day, at, second=True)
    except Invalid:
        return False


class PartsField(forms.Field):
    """An answer typed in several inputs. `name` begins its messages; the label does if it is unset.

    `earliest` and `latest` are set by the form, which is told the day by its view.
    """

    size = 3

    def __init__(self, *, name: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name = name
        self.earliest: Any = None
        self.latest: Any = None

    @property
    def called(self) -> str:
        return self.name or str(self.label or "Date")

    def read(self, parts: list[str]) -> Any:
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        parts = typed(value, self.size)
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        answer = self.read(parts)
        self.check_range(answer)
        self.run_validators(answer)
        return answer

    def check_range(self, answer: Any) -> None:
        if self.latest and answer > self.latest:
            raise ValidationError(f"{self.called} must not be in the future", code="future")
        if self.earliest and answer < self.earliest:
            day = f"{self.earliest.day} {self.earliest:%B %Y}"
            raise ValidationError(f"{self.called} must be on or after {day}", code="early")

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial if isinstance(initial, list) else self.widget.decompress(initial)
        return not self.disabled and typed(before, self.size) != typed(data, self.size)


class DateField(PartsField):
    """A whole date: "Date of birth must be a real date"."""

    widget = DateInput

    def read(self, parts: list[str]) -> date:
        return read_date(parts, self.called)


class TimeField(forms.CharField):
    """A time of day by the 24-hour clock."""

    def __init__(self, *, name: str = "", **kwargs: Any) -> None:
        attrs = {"class": "govuk-input--width-5", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)
        self.name = name

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        return read_time(text, self.name or str(self.label or "Time")) if text else None


class DateTimeField(PartsField):
    """A local time. One that the clocks skipped is refused, one that came twice is asked."""

    widget = DateTimeInput
    size = 5

    def read(self, parts: list[str]) -> datetime:
        day = read_date(parts[:3], self.called)
        if not parts[3]:
            raise ValidationError(f"{self.called} must include a time", code="incomplete")
        clock = read_time(parts[3], self.called)
        second = {"first": False, "second": True}.get(parts[4])
        try:
            return local(day, clock, second=second)
        except Invalid as refused:
            raise ValidationError(str(refused), code="clocks") from None
