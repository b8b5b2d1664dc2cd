"""Search first: is this a child we know?"""

from __future__ import annotations

from typing import Any

from django import forms

from children.search import ChildQuery
from core.layout import PartialDateField, PortalForm

TOO_LITTLE = "Enter a name, a whole date of birth or a number"


class SearchForm(PortalForm):
    """What is known of the child, in whole or in part."""

    submit = "Search"

    given_name = forms.CharField(
        label="First name, or what the child is called", max_length=100, required=False
    )
    family_name = forms.CharField(label="Last name", max_length=100, required=False)
    born = PartialDateField(
        label="Date of birth",
        help_text="Leave out what you do not know. For example, 27 3 2011",
        required=False,
    )
    identifier = forms.CharField(label="NHS, pupil or other number", max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.query().says_enough:
            self.add_error("given_name", TOO_LITTLE)
        return cleaned

    def query(self) -> ChildQuery:
        """What to search for."""
        return ChildQuery(
            given_name=self.cleaned_data.get("given_name", ""),
            family_name=self.cleaned_data.get("family_name", ""),
            born=self.cleaned_data.get("born"),
            identifier=self.cleaned_data.get("identifier", ""),
        )
