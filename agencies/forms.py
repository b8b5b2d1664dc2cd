"""The shape of what an administrator types about accounts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from agencies.roles import Role
from agencies.selectors import Place
from agencies.services import PostAsked
from core.layout import Button, DateField, InsetText, PortalForm, Radios, form_helper

TAKES_TWO = (
    "A role marked “second person” signs in with a passkey. It opens nothing until another "
    "administrator approves it."
)


class SearchForm(PortalForm):
    """A name, or part of one; posted, so that no name stands in an address."""

    submit = "Search"

    words = forms.CharField(
        label="Name or e-mail address",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PostForm(PortalForm):
    """A post: where, as what, and until when if that is known."""

    submit = "Give the post"

    place = forms.ChoiceField(label="Agency")
    role = forms.ChoiceField(label="Role")
    until_on = DateField(
        label="On which day does the post end?",
        name="The day the post ends",
        required=False,
        help_text="From that day on it opens nothing. Leave empty if no end is known.",
    )

    def __init__(
        self,
        *args: Any,
        places: list[Place],
        roles: Iterable[tuple[Role, str, bool]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.key: place for place in places}
        several = len({place.authority.pk for place in places}) > 1
        self.offer("place", [("", "Choose"), *((p.key, _named(p, several)) for p in places)])
        marked = [(r.value, f"{name} (second person)" if two else name) for r, name, two in roles]
        self.offer("role", [("", "Choose"), *marked])

    def layout(self) -> tuple[Any, ...]:
        return ("place", "role", InsetText(TAKES_TWO), "until_on")

    @property
    def asked(self) -> PostAsked:
        """The post that was chosen."""
        place = self.places[self.cleaned_data["place"]]
        return PostAsked(
            place.agency,
            place.authority,
            Role(self.cleaned_data["role"]),
            self.cleaned_data["until_on"],
        )


class OpenForm(PostForm):
    """A new account with its first post."""

    submit = "Open the account"
    field_order = ("email", "name", "place", "role", "until_on")

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="A work address of the person alone. They sign in with it.",
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label="Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def layout(self) -> tuple[Any, ...]:
        return ("email", "name", *super().layout())


class DecideForm(PortalForm):
    """Approve a post or decline it; whoever asked may only take it back."""

    submit = "Record decision"

    decision = forms.ChoiceField(label="What do you decide?", widget=Radios())

    def __init__(self, *args: Any, may_approve: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approve = [("approve", "Approve: the post is held from now on")] if may_approve else []
        self.offer("decision", [*approve, ("decline", "Decline: nothing is given")])


class SureForm(PortalForm):
    """Nothing to fill in: a page asks whether somebody is sure; `kind` colours its button."""

    def __init__(self, *args: Any, submit: str, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = Button(submit, kind=kind)

    @property
    def helper(self) -> FormHelper:
        return form_helper(self.button, submit="")


def _named(place: Place, several: bool) -> str:
    return f"{place.agency.name} ({place.authority.name})" if several else place.agency.name
