"""Which letter, to whom, and that it is the one that was read."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from cases.selectors.letters import LetterChoice
from core.layout import PortalForm, Radios


class LetterForm(PortalForm):
    """One kind of letter; who it is for is asked where there are several."""

    submit = "Continue"

    letter = forms.ChoiceField(label="Which letter?", widget=Radios())

    def __init__(self, *args: Any, letters: Sequence[LetterChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ready = {one.slug: one for one in letters if one.recipients}
        several = [one for one in self.ready.values() if len(one.recipients) > 1]
        hints = {
            slug: f"For {one.recipients[0].name}: {one.recipients[0].about}."
            for slug, one in self.ready.items()
            if one not in several
        }
        self.offer("letter", [(slug, one.label) for slug, one in self.ready.items()], hints=hints)
        widget: Any = self.fields["letter"].widget
        widget.reveals = {one.slug: (field_of(one.slug),) for one in several}
        for one in several:
            who = [(str(to.id), f"{to.name} ({to.about})") for to in one.recipients]
            asked = forms.ChoiceField(
                label="Who is it for?", choices=who, widget=Radios(small=True), required=False
            )
            self.add(field_of(one.slug), asked)

    def layout(self) -> tuple[Any, ...]:
        return ("letter",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name = field_of(cleaned.get("letter", ""))
        if name in self.fields and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, "Select who the letter is for")
        return cleaned

    @property
    def chosen(self) -> tuple[str, uuid.UUID]:
        """The kind of letter, and the record it is written of."""
        slug = self.cleaned_data["letter"]
        first = str(self.ready[slug].recipients[0].id)
        return slug, uuid.UUID(self.cleaned_data.get(field_of(slug)) or first)


class SealForm(PortalForm):
    """The SHA-256 of the letter that was read; the page writes it, so that it is always fresh."""

    submit = "Write the letter"

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


def field_of(slug: str) -> str:
    """The name of the field that asks to whom a kind of letter goes."""
    return f"to_{slug.replace('-', '_')}"
