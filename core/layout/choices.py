"""Radios and checkboxes with hints, dividers, fields they reveal, and an exclusive "none"."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class ChoiceDetail:
    """What a choice list may say beside its labels, keyed by the stored value of the choice.

    `reveals` names the fields of the same form shown while a choice is picked; those fields are
    drawn under the choice and nowhere else.
    """

    use_fieldset = True

    def __init__(
        self,
        *args: Any,
        hints: Mapping[str, str] | None = None,
        reveals: Mapping[str, Sequence[str]] | None = None,
        dividers: Mapping[str, str] | None = None,
        exclusive: str = "",
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})
        self.reveals = {value: tuple(names) for value, names in (reveals or {}).items()}
        self.dividers = dict(dividers or {})
        self.exclusive = exclusive
        self.inline = inline
        self.small = small


class Radios(ChoiceDetail, forms.RadioSelect):
    """GOV.UK radios: one of a few, nothing picked beforehand."""


class Checkboxes(ChoiceDetail, forms.CheckboxSelectMultiple):
    """GOV.UK checkboxes; `exclusive` is the value that excludes all others ("None of these")."""


class ManyChoiceField(forms.MultipleChoiceField):
    """Several of a list; the exclusive choice stands alone, with or without script."""

    widget = Checkboxes

    def __init__(self, *args: Any, exclusive: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", Checkboxes(exclusive=exclusive))
        super().__init__(*args, **kwargs)
        self.exclusive = exclusive

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.exclusive in value and len(value) > 1:
            choices: Any = self.choices
            label = dict(choices)[self.exclusive]
            raise ValidationError(f"Select what applies, or select “{label}”", code="exclusive")
