"""Search first: is this a child we know?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from children.search import ChildQuery
from core.layout import PartialDateField, PortalForm
from referrals.forms.child import AboutForm, NameForm
from referrals.forms.pages import PageForm
from referrals.said import Involvement

PARTS = ("day", "month", "year")
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


class WhoForm(SearchForm):
    """The same for whoever refers; what was typed here becomes pages of the draft."""

    submit = "Continue"

    identifier = forms.CharField(
        label="NHS number", help_text="10 digits, if you have it", max_length=40, required=False
    )

    def typed(self) -> tuple[tuple[str, str], ...]:
        """What was typed, by name, to be sent along with the choice."""
        names = (*(f"born_{part}" for part in PARTS), "given_name", "family_name", "identifier")
        return tuple((name, self.data[name]) for name in names if self.data.get(name))

    def pages(self, reference: str, *, today: date) -> dict[str, PageForm]:
        """The pages this fills, by key: the name with the reference chosen, and the particulars."""
        name = {part: self.data.get(part, "") for part in ("given_name", "family_name")}
        about = {f"born_on_{part}": self.data.get(f"born_{part}", "") for part in PARTS}
        about["nhs_number"] = self.data.get("identifier", "")
        involved = {"known_as": reference, "involvement": Involvement.CONCERN.value}
        filled: dict[str, PageForm] = {}
        if any(name.values()) or reference:
            filled["1.name"] = NameForm(_as_typed(name | involved))
        if any(about.values()):
            filled["1.about"] = AboutForm(_as_typed(about), today=today)
        return filled


def _as_typed(answers: dict[str, str]) -> MultiValueDict[str, str]:
    return MultiValueDict({key: [value] for key, value in answers.items() if value})
