"""What a strategy discussion was, and what it came to."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cases import selectors
from core.layout import DateField, Fieldset, PortalForm, ProseField, Radios


class StrategyForm(PortalForm):
    """When it was held, who attended, when the CSE team was told, what was shared, what came."""

    submit = "Keep the strategy discussion"

    held_on = DateField(label="When was it held?", name="The day")
    attended = ProseField(
        label="Who attended?",
        help_text="One person on each line: name, role and agency.",
        max_length=4000,
    )
    team_told_on = DateField(label="When was the CSE team told?", name="The day")
    shared = ProseField(
        label="What was shared?",
        help_text="What each agency told the others that matters for this child.",
        max_length=4000,
    )
    outcome = forms.ChoiceField(
        label="What came of it?", choices=selectors.STRATEGY_OUTCOMES, widget=Radios()
    )
    because = ProseField(label="Why was this decided?", max_length=2000)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("held_on", today)
        self.no_later_than("team_told_on", today)

    def layout(self) -> tuple[Any, ...]:
        return (
            Fieldset("The discussion", "held_on", "attended", "team_told_on", "shared"),
            Fieldset("The outcome", "outcome", "because"),
        )

    def said(self) -> dict[str, Any]:
        """The facts as the service takes them, one person an entry."""
        data = dict(self.cleaned_data)
        lines = (line.strip() for line in data["attended"].splitlines())
        return {**data, "attended": [line for line in lines if line]}


class CorrectStrategyForm(StrategyForm):
    """The discussion again as it was, and what was wrong with the record."""

    submit = "Save the correction"

    why = ProseField(label="What was wrong with the record?", max_length=1000, rows=3)

    def layout(self) -> tuple[Any, ...]:
        return (*super().layout(), Fieldset("The reason", "why"))
