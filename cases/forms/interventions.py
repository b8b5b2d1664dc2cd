"""An intervention: the offer, its answer, first contact, a session, the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cases import selectors
from core.layout import DateField, PortalForm, ProseField, Radios

SAFE_QUESTION = "Asked “do you feel safe?”, from 0 to 10, what did the child say?"


class DayForm(PortalForm):
    """A form about a day that is not to come."""

    day = "on"

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than(self.day, today)


class OfferForm(DayForm):
    """Which agency offers what, for what, when and by whom."""

    submit = "Record the offer"
    day = "offered_on"

    provider = forms.ChoiceField(
        label="Which agency provides it?",
        help_text="Its workers see this offer and its sessions, and nothing else of the file.",
    )
    kind = forms.ChoiceField(
        label="What kind of work is it?",
        choices=selectors.INTERVENTION_KINDS,
        widget=Radios(small=True),
    )
    purpose = ProseField(
        label="What is it for?",
        max_length=1000,
        rows=3,
        help_text="The provider reads this. Say no more than the provider needs.",
    )
    offered_on = DateField(label="When was it offered?", name="The offer")
    offered_by_name = forms.CharField(label="Who offered it?", max_length=120)

    def __init__(self, *args: Any, providers: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("provider", [("", "Choose"), *providers])


class AnswerOfferForm(DayForm):
    """Accepted or declined, by whom, when, and why not."""

    submit = "Record the answer"
    day = "answered_on"

    accepted = forms.ChoiceField(
        label="What was the answer?",
        choices=(("YES", "Accepted"), ("NO", "Declined")),
        widget=Radios(reveals={"NO": ("because",)}),
    )
    because = ProseField(label="Why was it declined?", max_length=1000, rows=3, required=False)
    answered_by = forms.ChoiceField(
        label="Who answered?", choices=selectors.ANSWERERS, widget=Radios(small=True)
    )
    answered_on = DateField(label="When?", name="The answer")

    def layout(self) -> tuple[Any, ...]:
        return ("accepted", "answered_by", "answered_on")

    def said(self) -> dict[str, Any]:
        """What was said, as the service takes it."""
        return {**self.cleaned_data, "accepted": self.cleaned_data["accepted"] == "YES"}


class FirstContactForm(DayForm):
    """When the work began, and how safe the child felt then."""

    submit = "Record first contact"

    on = DateField(label="When was first contact?", name="First contact")
    safe = forms.ChoiceField(label=SAFE_QUESTION, choices=[("", "Choose"), *selectors.SAFE_ANSWERS])


class SessionForm(DayForm):
    """One session."""

    submit = "Record the session"

    on = DateField(label="When was the session?", name="The session")
    attendance = forms.ChoiceField(
        label="Did the child or family come?", choices=selectors.ATTENDANCES, widget=Radios()
    )
    note = ProseField(label="A short note", max_length=500, rows=3, required=False)


class EndForm(DayForm):
    """When the work ended, why, and how safe the child felt then."""

    submit = "Record the end"

    on = DateField(label="When did it end?", name="The end")
    reason = forms.ChoiceField(
        label="Why did it end?", choices=selectors.END_REASONS, widget=Radios(small=True)
    )
    note = ProseField(label="What was reached?", max_length=1000, rows=3, required=False)
    safe = forms.ChoiceField(label=SAFE_QUESTION, choices=[("", "Choose"), *selectors.SAFE_ANSWERS])
