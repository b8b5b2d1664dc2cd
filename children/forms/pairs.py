"""Deciding about two records: why, until when, and what belongs to whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms

from core.layout import DateField, Fieldset, PortalForm, ProseField, Radios

WHY = "Say how you know, for whoever asks in a year. Do not write what was said about the child."


class Decision(PortalForm):
    """Why; with the state that was on the page, so that nobody decides over somebody else."""

    seen = forms.CharField(widget=forms.HiddenInput)
    because = ProseField(label="How do you know?", max_length=500, rows=3, help_text=WHY)


class MergeForm(Decision):
    submit = "Merge the two records"


class NotSameForm(Decision):
    submit = "Record that they are two children"


class LaterForm(Decision):
    submit = "Decide later"

    until = DateField(label="Show them again on", help_text="For example 27 3 2027.")
    because = ProseField(label="What are you waiting for?", max_length=500, rows=3)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].earliest = today + timedelta(days=1)  # type: ignore[attr-defined]


class SeparateForm(Decision):
    """Why they are two children, and to which of them each thing belongs that was added since."""

    submit = "Take the two records apart"

    def __init__(
        self, *args: Any, added: Iterable[Any], names: Mapping[uuid.UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {one.id: f"belongs_{one.id}" for one in added if not one.stays}
        choices = [(str(pk), name) for pk, name in names.items()]
        for one in added:
            if one.id in self._asked:
                whose = forms.ChoiceField(
                    label=f"{one.title} ({one.at:%-d %B %Y})",
                    choices=choices,
                    initial=str(one.suggested),
                    widget=Radios(small=True),
                )
                self.add(self._asked[one.id], whose)

    def layout(self) -> tuple[Any, ...]:
        asked = tuple(self._asked.values())
        whose = (Fieldset("Added since the merge: whose is it?", *asked),) if asked else ()
        return (*whose, "seen", "because")

    @property
    def belongs(self) -> dict[uuid.UUID, uuid.UUID]:
        """To which of the two records each thing was said to belong."""
        return {pk: uuid.UUID(self.cleaned_data[name]) for pk, name in self._asked.items()}
