"""The shape of a note: what kind, when it happened, and what is said under which mark."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from cases.hearing import Heard
from core import codes
from core.layout import (
    DateTimeField,
    Fieldset,
    ManyChoiceField,
    PortalForm,
    ProseField,
    Radios,
)

MARKS = (
    ("FACT", "Fact"),
    ("REPORTED", "Reported"),
    ("PROFESSIONAL_OPINION", "Professional opinion"),
    ("INTELLIGENCE", "Intelligence"),
)
LONGEST = 8000
KINDS = {"PLATE": "Vehicle registration", "PHONE": "Phone number", "HANDLE": "Online name"}
KINDS |= {"PLACE": "Postcode"}


class NoteForm(PortalForm):
    """One note. `key` makes a form that is sent twice one note."""

    submit = "Save note"

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label="What kind of note is this?",
        choices=lambda: codes.choices("note_kind"),
        widget=Radios(small=True),
    )
    cites = forms.ChoiceField(label="Which chronology does it refer to?", required=False)
    happened_at = DateTimeField(label="When did it happen?", name="The time it happened")
    fact = ProseField(
        label="Fact",
        help_text="What you saw, did or checked yourself.",
        required=False,
        max_length=LONGEST,
        rows=3,
    )
    reported = ProseField(
        label="Reported",
        help_text="What somebody told you. Say who, and how they know.",
        required=False,
        max_length=LONGEST,
        rows=3,
    )
    opinion = ProseField(
        label="Professional opinion",
        help_text="What you make of it, and why.",
        required=False,
        max_length=LONGEST,
        rows=3,
    )
    intelligence = ProseField(
        label="Intelligence",
        help_text="Only what may be shared with everybody on this case. "
        "Never the source: that goes to the police.",
        required=False,
        max_length=LONGEST,
        rows=3,
    )
    health = ProseField(
        label="What is said of health",
        help_text="Sexual health, pregnancy, treatment. Only people to whom health detail is open "
        "read this part: if it is not open to your role, you will not see it again.",
        required=False,
        max_length=LONGEST,
        rows=3,
    )
    health_mark = forms.ChoiceField(
        label="What is the health detail?",
        choices=MARKS,
        required=False,
        widget=Radios(small=True),
    )

    def __init__(
        self, *args: Any, now: datetime, citable: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("cites", [("", "None"), *citable])
        if not citable:
            del self.fields["cites"]
        self.fields["key"].initial = uuid.uuid4
        self.no_later_than("happened_at", now)

    def layout(self) -> tuple[Any, ...]:
        marked = ("fact", "reported", "opinion", "intelligence")
        return (
            "key",
            "kind",
            "happened_at",
            Fieldset("What does the note say?", *marked),
            Fieldset("Health detail, kept apart", "health", "health_mark"),
            *(["cites"] if "cites" in self.fields else []),
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("health") and not said.get("health_mark"):
            self.add_error("health_mark", "Select what the health detail is")
        return said

    def said(self) -> dict[str, Any]:
        """The note as the service takes it."""
        return dict(self.cleaned_data)


class CorrectNoteForm(NoteForm):
    """The note as it should have been, and why it is written again."""

    submit = "Save correction"

    because = ProseField(label="Why is the note corrected?", max_length=2000, rows=3)

    def __init__(self, *args: Any, health_hidden: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if health_hidden:
            del self.fields["health"], self.fields["health_mark"]

    def layout(self) -> tuple[Any, ...]:
        parts = super().layout()
        health = parts[4]
        return ("because", *(one for one in parts if one is not health or "health" in self.fields))


class HeardForm(PortalForm):
    """Which of the things a note mentions are kept, so that they can be matched."""

    submit = "Keep what is ticked"

    chosen = ManyChoiceField(label="Which of these shall be kept?", required=False)

    def __init__(self, *args: Any, heard: Sequence[Heard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("chosen", [(one.choice, f"{KINDS[one.kind]}: {one.value}") for one in heard])
