"""A step on the way to adult services."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cases.selectors.transition import Outcomes
from core.layout import DateField, PortalForm, ProseField, Radios


class TransitionForm(PortalForm):
    """What came of a step, when, and in words."""

    submit = "Save"

    outcome = forms.ChoiceField(label="What came of it?", widget=Radios())
    on = DateField(label="On which day?", name="The day")
    words = ProseField(label="What was said?", max_length=1000, rows=3)

    def __init__(self, *args: Any, outcomes: Outcomes, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("outcome", list(outcomes.choices))
        self.fields["words"].help_text = outcomes.hint
        self.no_later_than("on", today)
