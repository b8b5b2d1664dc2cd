"""What the worklist and the timeline may be narrowed to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from crispy_forms.helper import FormHelper
from django import forms

from core.layout import (
    Checkboxes,
    DateField,
    DateTimeField,
    ManyChoiceField,
    PortalForm,
    Radios,
    readable,
)
from desk.timeline import KINDS, OTHER
from desk.worklist import LEVELS, STATUSES


class CaseFilter(PortalForm):
    """Status, level and lateness. Nothing chosen means every open case."""

    status = ManyChoiceField(
        label="Status", choices=STATUSES, required=False, widget=Checkboxes(small=True)
    )
    level = ManyChoiceField(
        label="Level of risk", choices=LEVELS, required=False, widget=Checkboxes(small=True)
    )
    late = ManyChoiceField(
        label="Time limits",
        choices=[("on", "Only what is late")],
        required=False,
        widget=Checkboxes(small=True),
    )

    def asked(self) -> dict[str, Any]:
        """What was chosen. Raises Unreadable for what is not offered."""
        readable(self)
        return {
            "statuses": tuple(self.cleaned_data.get("status", ())),
            "levels": tuple(self.cleaned_data.get("level", ())),
            "late": bool(self.cleaned_data.get("late")),
        }


class FindForm(PortalForm):
    """Whatever somebody knows of what they look for."""

    submit = "Find"

    text = forms.CharField(
        label="What do you look for?",
        max_length=200,
        help_text=(
            "A name with or without a date of birth, a reference, an NHS number, a postcode, a "
            "telephone number, a plate or online name, or words of a note."
        ),
    )


NO_NAMES = "Do not put the name of a child or of anybody else in it."


class SaveFilterForm(PortalForm):
    """What a filter is called."""

    submit = "Save this filter"

    name = forms.CharField(label="Name of the filter", max_length=60, help_text=NO_NAMES)


class ChangeFilterForm(PortalForm):
    """What a filter is called, who uses it, and what it does of its own accord."""

    submit = "Save"

    name = forms.CharField(label="Name of the filter", max_length=60, help_text=NO_NAMES)
    audience = forms.ChoiceField(
        label="Who else may use it",
        required=False,
        help_text="Each person is shown only the rows that person may open. You share no row.",
    )
    does = ManyChoiceField(
        label="What it does",
        choices=[
            ("on_home", "It stands on your home page, with how many rows it has"),
            ("alert", "It tells you when something new comes into it"),
        ],
        required=False,
        widget=Checkboxes(
            hints={
                "alert": (
                    "Once an hour at most, by an e-mail that says nothing but that something "
                    "waits. What is new is marked on the home page and in the list."
                )
            }
        ),
    )

    def __init__(self, *args: Any, audiences: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("audience", [("", "Nobody"), *audiences])


class LookedForm(forms.Form):
    """The new rows that somebody has looked at, as ids with commas between."""

    rows = forms.CharField(max_length=8_000)

    def clean_rows(self) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(one) for one in self.cleaned_data["rows"].split(",")]
        except ValueError:
            raise forms.ValidationError("Say on the list what you have looked at.") from None


class ExportForm(PortalForm):
    """What a file is for, and which kind of file."""

    submit = "Download the file"

    purpose = forms.CharField(
        label="What is the file for?",
        min_length=10,
        max_length=200,
        help_text="This is kept in the access log with what the file held. Write no names.",
        error_messages={"min_length": "Say what the file is for in 10 characters or more"},
    )
    format = forms.ChoiceField(
        label="Kind of file",
        choices=[("xlsx", "Excel workbook"), ("csv", "CSV, for other programs")],
        widget=Radios(),
    )


class AsOfForm(PortalForm):
    """The moment at which a case is looked at."""

    submit = "Look"

    at = DateTimeField(label="At which moment?", name="The moment")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("at", now)

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_method = "get"
        return helper


class TimelineFilter(PortalForm):
    """Kind, agency, person and period; nothing chosen means everything the viewer is told.

    The choices are those of what the viewer is told; anything else is refused in words.
    """

    kind = ManyChoiceField(
        label="What",
        choices=[*((kind, label) for kind, (label, _) in KINDS.items()), (OTHER, "Other")],
        required=False,
        widget=Checkboxes(small=True),
    )
    agency = forms.ChoiceField(label="By somebody from", required=False)
    person = forms.ChoiceField(label="By", required=False)
    since = DateField(label="From which day?", name="The first day", required=False)
    until = DateField(label="To which day?", name="The last day", required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[str, str]],
        agencies: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("agency", [("", "Any agency"), *agencies])
        self.offer("person", [("", "Anybody"), *people])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must be the same as or after the first day")
        return said

    def word(self, name: str, value: str) -> str:
        """The label of a choice."""
        choices: Any = cast(forms.ChoiceField, self.fields[name]).choices
        return str(dict(choices)[value])


class HaveItForm(forms.Form):
    """Which thing to do somebody has."""

    duty = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Choose what you have from the list.",
            "invalid": "Choose what you have from the list.",
        },
    )


class ReadForm(forms.Form):
    """Which notice is put away, or that all of them are."""

    notice = forms.UUIDField(required=False)
    all = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("notice") and not said.get("all"):
            raise forms.ValidationError("Choose what you have read from the list.")
        return said
