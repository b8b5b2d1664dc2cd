"""What every page of a draft shares: the window it was typed in, and keeping what was typed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from core.layout import PortalForm, Radios
from referrals.said import Typed

Choices = Sequence[tuple[str, str]]
YES_NO = (("YES", "Yes"), ("NO", "No"), ("NOT_KNOWN", "Not known"))
LONGEST_KEPT = 20_000


def yes_no(label: str, **more: Any) -> forms.ChoiceField:
    """An optional question with yes, no and not known."""
    widget = Radios(inline=True)
    return forms.ChoiceField(label=label, choices=YES_NO, required=False, widget=widget, **more)


def known(answer: str) -> bool | None:
    """Yes and no as true and false; anything else is not known."""
    return {"YES": True, "NO": False}.get(answer)


class PageForm(PortalForm):
    """One page of a draft. `said` gives what it says, in the names of the shapes in `said.py`."""

    submit = "Save and continue"

    window = forms.UUIDField(required=False, widget=forms.HiddenInput)
    edition = forms.IntegerField(
        required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput
    )

    def said(self) -> dict[str, Any]:
        """What was said and could be read."""
        return {name: value for name, value in self.read().items() if value not in (None, "")}

    def read(self) -> dict[str, Any]:
        """The answers that could be read, without the marks of the window."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("window", "edition")
        }

    def unread(self) -> tuple[tuple[str, str], ...]:
        """What was typed and could not be read, by label: it goes along as it was typed."""
        rows = []
        for name in self.errors:
            if name in self.fields:
                typed = self[name].value()
                parts = (
                    typed if isinstance(typed, Sequence) and not isinstance(typed, str) else [typed]
                )
                text = " ".join(str(part) for part in parts if part)
                if text:
                    rows.append((str(self[name].label), text[:LONGEST_KEPT]))
        return tuple(rows)

    def answered(self) -> tuple[tuple[str, str], ...]:
        """What was typed, as the check page shows it: label and words, in order."""
        rows = []
        for name, field in self.fields.items():
            if name not in ("window", "edition"):
                words = in_words(field, self[name].value())
                rows += [(str(field.label), words)] if words else []
        return tuple(rows)

    def typed(self) -> Typed:
        """Everything typed on the page, readable or not; a null character is not text."""
        self.is_valid()
        marks = self.cleaned_data
        data = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict()
        own = tuple(name for name in self.fields if name not in ("window", "edition"))
        answers = {
            key: [value.replace("\x00", "")[:LONGEST_KEPT] for value in data.getlist(key)]
            for key in data
            if key in own or key.startswith(tuple(f"{name}_" for name in own))
        }
        return Typed(answers, marks.get("window") or uuid.uuid4(), marks.get("edition") or 0)


def in_words(field: forms.Field, value: Any) -> str:
    """One answer as people read it: the labels of what was picked, the text as typed."""
    if value is True or (isinstance(field, forms.BooleanField) and value):
        return "Yes"
    picked = value if isinstance(value, list | tuple) else [value]
    texts = [str(one) for one in picked if one not in (None, "", False)]
    if isinstance(field, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in cast(Choices, field.choices)}
        return "; ".join(labels.get(text, text) for text in texts)
    return " ".join(texts)
