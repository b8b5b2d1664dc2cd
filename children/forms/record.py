"""Who the child is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from core import codes
from core.layout import DateField, Fieldset, PortalForm, Radios

YES_NO = [("YES", "Yes"), ("NO", "No"), ("UNKNOWN", "Not known")]
KNOWN = {"YES": True, "NO": False, "UNKNOWN": None}


class DetailsForm(PortalForm):
    """Names, date of birth, gender, ethnicity, language."""

    submit = "Save details"

    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    born_on = DateField(label="Date of birth", required=False, help_text="For example 27 3 2011.")
    born_on_estimated = forms.BooleanField(label="This date is an estimate", required=False)
    sex = forms.ChoiceField(
        label="Sex", choices=lambda: codes.choices("gender"), widget=Radios(inline=True)
    )
    gender_identity = forms.CharField(
        label="Gender identity", max_length=60, required=False, help_text="If the child says one."
    )
    ethnicity = forms.ChoiceField(label="Ethnicity", choices=lambda: codes.choices("ethnicity"))
    language = forms.CharField(label="Language spoken at home", max_length=60, required=False)
    interpreter_needed = forms.ChoiceField(
        label="Is an interpreter needed?", choices=YES_NO, widget=Radios(inline=True)
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["born_on"].latest = today  # type: ignore[attr-defined]

    def layout(self) -> tuple[Any, ...]:
        return (
            Fieldset("Name", "given_name", "family_name"),
            Fieldset("Birth", "born_on", "born_on_estimated"),
            Fieldset("Gender and ethnicity", "sex", "gender_identity", "ethnicity"),
            Fieldset("Language", "language", "interpreter_needed"),
        )

    def clean_interpreter_needed(self) -> bool | None:
        return KNOWN[self.cleaned_data["interpreter_needed"]]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("given_name") and not data.get("family_name"):
            self.add_error("given_name", "Enter the child's name, or what the child is called")
        return data
