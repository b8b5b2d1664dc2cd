"""What is asked to draft, sign off and revise a return."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from core.layout import DateField, PortalForm, ProseField, WarningText

FORMATS = (("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON"))


class DraftForm(PortalForm):
    """Which period to count, in its own words and dates."""

    submit = "Draft the return"
    authority = forms.ChoiceField(label="Which authority is the return of?")
    label = forms.CharField(
        label="What is the period called?",
        help_text="For example Quarter 3. It is printed as you write it.",
        max_length=80,
        error_messages={"required": "Enter what the period is called"},
    )
    start = DateField(label="First day of the period", name="First day")
    end = DateField(
        label="Last day of the period",
        name="Last day",
        help_text="The dates need not be those of a quarter.",
    )

    def __init__(self, *args: Any, authorities: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("authority", authorities)
        if len(authorities) == 1:
            del self.fields["authority"]


class SignOffForm(PortalForm):
    """The signature."""

    submit = "Sign off and freeze"
    checked = forms.BooleanField(
        label="I have checked these figures and sign them off",
        error_messages={"required": "Tick that you have checked the figures"},
    )

    def layout(self) -> tuple[Any, ...]:
        return (
            WarningText("A return that is signed off never changes. A mistake takes a revision."),
            "checked",
        )


class ReviseForm(PortalForm):
    """Why a signed return is drafted again."""

    submit = "Draft the revision"
    because = ProseField(
        label="Why is this return revised?",
        help_text="For example a missing episode that was entered late. Name no child.",
        max_length=400,
        rows=3,
    )


class DownloadForm(PortalForm):
    """Which file is wanted."""

    format = forms.ChoiceField(label="Format", choices=FORMATS)
