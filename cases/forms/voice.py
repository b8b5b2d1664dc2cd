"""What the child said and wishes for, and what the child was told."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import forms

from cases import selectors
from core.layout import DateField, Fieldset, PortalForm, ProseField, Radios

ME = "ME"
OTHER = "OTHER"


class VoiceForm(PortalForm):
    """The child's words, who heard them and how, and the wishes in them, one on each line."""

    submit = "Keep what the child said"

    heard_on = DateField(label="When was this?", name="The day")
    kind = forms.ChoiceField(
        label="Whose words are these?",
        choices=selectors.VOICE_KINDS,
        widget=Radios(
            hints={
                "VERBATIM": "Word for word. Do not tidy it up.",
                "OBSERVED": "What the child did or showed, in your words.",
            }
        ),
    )
    words = ProseField(label="What did the child say, or what was seen?", max_length=4000)
    how = forms.ChoiceField(
        label="How was it heard?", choices=selectors.WAYS_TO_HEAR, widget=Radios(small=True)
    )
    heard = forms.ChoiceField(
        label="Who heard it?",
        choices=((ME, "I did"), (OTHER, "Somebody else")),
        widget=Radios(reveals={OTHER: ("heard_by_name", "agency")}),
    )
    heard_by_name = forms.CharField(label="Name", max_length=120, required=False)
    agency = forms.ChoiceField(label="Their agency", required=False)
    wishes = ProseField(
        label="What does the child wish for?",
        max_length=1600,
        rows=4,
        required=False,
        help_text="In the child's own words, one short sentence on each line.",
    )

    def __init__(
        self, *args: Any, today: date, agencies: tuple[tuple[str, str], ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("heard_on", today)
        self.offer("agency", [("", "Choose"), *agencies])

    def layout(self) -> tuple[Any, ...]:
        return (
            Fieldset("The child's words", "heard_on", "kind", "words"),
            Fieldset("How it was heard", "how", "heard"),
            Fieldset("Wishes", "wishes"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("heard") == OTHER:
            if not data.get("heard_by_name") and "heard_by_name" not in self.errors:
                self.add_error("heard_by_name", "Enter the name of who heard the child")
            if not data.get("agency") and "agency" not in self.errors:
                self.add_error("agency", "Select the agency of who heard the child")
        return data

    def said(self) -> dict[str, Any]:
        """The facts as the service takes them, the agency by its id."""
        data = dict(self.cleaned_data)
        lines = [line.strip() for line in data.pop("wishes").splitlines()]
        if data.pop("heard") == ME:
            data |= {"heard_by_name": "", "agency": ""}
        return {**data, "wishes": [line for line in lines if line]}


class CorrectVoiceForm(VoiceForm):
    """The words again as they should have been: each wish as it should read, and why."""

    submit = "Save the correction"

    because = ProseField(
        label="Why is it corrected?",
        help_text="What was wrong, and how you know.",
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, kept: tuple[tuple[uuid.UUID, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = {f"wish_{number}": wish for number, (wish, _) in enumerate(kept, start=1)}
        for number, (name, (_, said)) in enumerate(zip(self.kept, kept, strict=True), start=1):
            wish = forms.CharField(
                label=f"Wish {number}", max_length=200, required=False, initial=said
            )
            wish.help_text = "Leave empty if the child did not wish this."
            self.add(name, wish)
        if kept:
            self.fields["wishes"].label = "What else does the child wish for?"

    def layout(self) -> tuple[Any, ...]:
        words, how, _ = super().layout()
        wishes = Fieldset("Wishes", *self.kept, "wishes")
        return (words, how, wishes, Fieldset("The reason", "because"))

    def said(self) -> dict[str, Any]:
        """The facts as the service takes them, with the wishes that stay by their id."""
        data = super().said()
        kept = {wish: data.pop(name) for name, wish in self.kept.items()}
        return {**data, "kept": kept}


class WithdrawVoiceForm(PortalForm):
    """Why the child did not say this."""

    submit = "Withdraw"

    because = ProseField(
        label="Why is it withdrawn?",
        help_text="For example: another child said it, or nobody did.",
        max_length=1000,
        rows=3,
    )


class AnswerForm(PortalForm):
    """How the wish stands, and what the child was told."""

    submit = "Save the answer"

    to = forms.ChoiceField(label="How does the wish stand?", widget=Radios())
    told = ProseField(
        label="What was the child told?",
        max_length=1000,
        rows=3,
        required=False,
        help_text="In the words used with the child. Needed unless the wish is open again.",
    )

    def __init__(self, *args: Any, steps: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", steps)
