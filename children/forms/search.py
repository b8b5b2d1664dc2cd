"""Search first: whatever is known of the child."""

from __future__ import annotations

from typing import Any

from django import forms

from children.search import ChildQuery
from core.layout import PartialDateField, PortalForm

ENOUGH = "Enter a name, a whole date of birth or a number"


class SearchForm(PortalForm):
    """Any of name, date of birth (in whole or in part) and a number."""

    submit = "Search"

    given_name = forms.CharField(label="Given name or nickname", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    born = PartialDateField(
        label="Date of birth",
        required=False,
        help_text="Leave out what you do not know. For example 27 3 2011, or only the year.",
    )
    identifier = forms.CharField(
        label="A number", max_length=40, required=False, help_text="NHS number, UPN or another."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self.query.says_enough:
            raise forms.ValidationError(ENOUGH)
        return data

    @property
    def query(self) -> ChildQuery:
        """What was typed, for the search."""
        return ChildQuery(**self.cleaned_data)
