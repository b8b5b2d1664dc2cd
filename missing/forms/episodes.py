"""Log an episode, record the return, change the category, put a fact right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from core.layout import (
    DateField,
    DateTimeField,
    Details,
    Fieldset,
    PortalForm,
    ProseField,
    Radios,
    WarningText,
    form_helper,
)

Choices = Iterable[tuple[str, str]]
NEW_CHILD = "NEW"
TELL_POLICE = (
    "If the child is in danger now, call 999. Logging here does not tell the police: report a "
    "missing child on 101 first."
)


class SearchForm(PortalForm):
    """Who is missing: the search that comes first."""

    submit = "Search"
    given_name = forms.CharField(label="Given name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    born_on = DateField(
        label="Date of birth", required=False, help_text="If you know it. For example, 27 3 2011"
    )

    def __init__(self, *args: Any, today: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("born_on", today.date())

    def layout(self) -> tuple[Any, ...]:
        return (WarningText(TELL_POLICE), "given_name", "family_name", "born_on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("given_name") or data.get("family_name")):
            self.add_error("given_name", "Enter the child's name, or what the child is called")
        return data


class LogForm(SearchForm):
    """The episode of the child searched for, and which child that is."""

    submit = "Log the episode"
    child = forms.ChoiceField(label="Which child is missing?", widget=Radios())
    authority = forms.ChoiceField(label="Which authority holds the episode?")
    setting = forms.ChoiceField(
        label="Where did the child go missing from?", widget=Radios(reveals={"CARE": ["away"]})
    )
    away = forms.BooleanField(
        label="The carers know where the child is: away without authorisation", required=False
    )
    started_at = DateTimeField(
        label="When did the child go missing?",
        name="Start",
        required=False,
        help_text="When the child left, or was last seen. Leave empty if nobody knows",
    )
    reported_at = DateTimeField(
        label="When was the child reported missing?", name="Report", required=False
    )
    reported_by = forms.ChoiceField(label="Who reported it?")
    police_reference = forms.CharField(label="Police reference", max_length=40, required=False)
    category = forms.ChoiceField(label="Police category", required=False)
    ended_at = DateTimeField(
        label="When did the child return?",
        name="Return",
        required=False,
        help_text="Only if the child is back already",
    )

    def __init__(self, *args: Any, lists: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in lists.items():
            self.offer(name, choices)
        for name in ("started_at", "reported_at", "ended_at"):
            self.no_later_than(name, kwargs["today"])

    def layout(self) -> tuple[Any, ...]:
        return (
            Fieldset("The child", "child"),
            Details("Change the name or date of birth", "given_name", "family_name", "born_on"),
            Fieldset("The episode", "authority", "setting", "started_at", "reported_at"),
            Fieldset("The report", "reported_by", "police_reference", "category"),
            Fieldset("The return", "ended_at"),
        )

    @property
    def helper(self) -> FormHelper:
        """The page draws the form element: it is posted to an address of its own."""
        return form_helper(*self.layout(), submit=self.submit, tag=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not (data.get("started_at") or data.get("reported_at")) and not (
            {"started_at", "reported_at"} & self.errors.keys()
        ):
            self.add_error("started_at", "Enter when the child went missing, or was reported")
        start = data.get("started_at") or data.get("reported_at")
        if start and data.get("ended_at") and data["ended_at"] < start:
            self.add_error("ended_at", "The return must not be before the start")
        return data


class ReturnForm(PortalForm):
    """When and where the child was found or came back."""

    submit = "Record the return"
    ended_at = DateTimeField(label="When was the child found, or came back?", name="Return")
    found_where = forms.CharField(label="Where?", max_length=200, required=False)
    found_with = forms.CharField(label="With whom?", max_length=200, required=False)
    found_by = forms.CharField(label="Found by whom?", max_length=200, required=False)
    condition = ProseField(label="How was the child?", max_length=2000, required=False)

    def __init__(self, *args: Any, now: datetime, started_at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("ended_at", now)
        self.started_at = started_at

    def clean_ended_at(self) -> datetime:
        ended_at: datetime = self.cleaned_data["ended_at"]
        if ended_at < self.started_at:
            raise forms.ValidationError("The return must not be before the start")
        return ended_at


class CategoryForm(PortalForm):
    """The police category from a moment on."""

    submit = "Record the category"
    category = forms.ChoiceField(label="Police category", widget=Radios())
    from_at = DateTimeField(label="From when?", name="The change")

    def __init__(self, *args: Any, now: datetime, categories: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("category", categories)
        self.no_later_than("from_at", now)


class CorrectForm(PortalForm):
    """The facts of an episode as they should have been, and why."""

    submit = "Correct the episode"
    setting = forms.ChoiceField(label="Where did the child go missing from?", widget=Radios())
    started_at = DateTimeField(label="When did the child go missing?", name="Start")
    ended_at = DateTimeField(label="When did the child return?", name="Return", required=False)
    police_reference = forms.CharField(label="Police reference", max_length=40, required=False)
    because = ProseField(label="Why is this corrected?", max_length=400, rows=3)

    def __init__(
        self, *args: Any, now: datetime, settings: Choices, ended: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("setting", settings)
        self.no_later_than("started_at", now)
        if ended:
            self.fields["ended_at"].required = True
            self.no_later_than("ended_at", now)
        else:
            del self.fields["ended_at"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("started_at"), data.get("ended_at")
        if start and end and end < start:
            self.add_error("ended_at", "The return must not be before the start")
        return data
