"""The plan: its text, an action, closing and dropping one, a review."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from agencies.selectors import PostHeld
from cases import selectors
from cases.forms.case import Target, people, teams
from core.layout import (
    Checkboxes,
    DateField,
    Fieldset,
    ManyChoiceField,
    PortalForm,
    ProseField,
    Radios,
)

NONE = "NONE"
LONGEST_TEXT = 6000


class EditionForm(PortalForm):
    """A text that carries the edition it was begun from (requirement C-1)."""

    edition = forms.IntegerField(
        required=False, min_value=0, max_value=10**6, widget=forms.HiddenInput
    )

    def said(self) -> dict[str, Any]:
        """What was typed, as the service takes it; an edition left out is one nobody saw."""
        data = dict(self.cleaned_data)
        return {**data, "edition": data["edition"] or 0}


class PlanTextForm(EditionForm):
    """What the plan is for, and what everybody does to keep the child safe."""

    submit = "Save the text"

    aim = ProseField(
        label="What should be different for the child?", max_length=LONGEST_TEXT, rows=8
    )
    keeping_safe = ProseField(
        label="What does everybody do to keep the child safe until then?",
        max_length=LONGEST_TEXT,
        rows=8,
        required=False,
        help_text="What helps, what warns us, and what is done when the warning comes.",
    )


class PlanBeginForm(PlanTextForm):
    """The same, and when the plan is first looked at again."""

    submit = "Begin the plan"

    next_on = DateField(label="When is the plan first reviewed?", name="The first review")

    def said(self) -> dict[str, Any]:
        data = super().said()
        data.pop("edition")
        return data


class ActionForm(EditionForm):
    """What, for whom, by whom and by when; what it should reduce, and which wish it answers."""

    submit = "Save the action"

    what = ProseField(label="What is to be done?", max_length=1000, rows=3)
    said_to_child = ProseField(
        label="How would you say this to the child?",
        max_length=400,
        rows=2,
        required=False,
        help_text="Printed on the child's own page. Name nobody else, and no risk.",
    )
    indicators = ManyChoiceField(
        label="What should it reduce?",
        required=False,
        widget=Checkboxes(small=True),
        help_text="What the last signed screening ticked.",
    )
    wish = forms.ChoiceField(
        label="Which wish of the child does it answer?",
        widget=Radios(reveals={NONE: ("no_wish_because",)}, dividers={NONE: "or"}),
    )
    no_wish_because = forms.CharField(
        label="Why does it cite none?", max_length=300, required=False
    )
    to = forms.ChoiceField(
        label="Who does it?",
        help_text="Whoever is not on the case reads this action, and nothing else of the file.",
    )
    due_on = DateField(label="By which day?", name="The day")

    def __init__(self, *args: Any, choices: selectors.ActionChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if choices.indicators:
            self.offer("indicators", [(one.code, one.label) for one in choices.indicators])
        else:
            del self.fields["indicators"]
        self.offer("wish", [*choices.wishes, (NONE, "None of them")])
        self._offer_posts(choices.posts)

    def _offer_posts(self, posts: tuple[PostHeld, ...]) -> None:
        self.targets = {**teams(posts), **people(posts)}
        groups = [("Teams", teams(posts)), ("People", people(posts))]
        field: Any = self.fields["to"]
        field.choices = [
            ("", "Choose"),
            *((name, [(key, row[0]) for key, row in group.items()]) for name, group in groups),
        ]

    def layout(self) -> tuple[Any, ...]:
        ties = ("indicators",) if "indicators" in self.fields else ()
        return (
            "edition",
            Fieldset("The action", "what", "to", "due_on"),
            Fieldset("What it is for", *ties, "wish"),
            Fieldset("The child's page", "said_to_child"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("wish") == NONE and not data.get("no_wish_because"):
            self.add_error("no_wish_because", "Enter why this action cites no wish of the child")
        return data

    @property
    def target(self) -> Target:
        """Who was chosen."""
        return self.targets[self.cleaned_data["to"]][1]

    @property
    def wish_id(self) -> str:
        """The wish that was cited, or none."""
        wish: str = self.cleaned_data["wish"]
        return "" if wish == NONE else wish


def key_of(agency_id: Any, role: str, person_id: Any) -> str:
    """The choice that stands for whoever owes an action."""
    return f"{agency_id}:{role}:{person_id}" if person_id else f"{agency_id}:{role}"


class CloseActionForm(PortalForm):
    """What was done, how one knows, and what difference it made."""

    submit = "Close the action"

    evidence = ProseField(
        label="What was done?",
        max_length=2000,
        help_text="With the evidence: when, by whom, and how you know.",
    )
    outcome = forms.ChoiceField(
        label="What difference did it make?", choices=selectors.OUTCOMES, widget=Radios()
    )


class DropActionForm(PortalForm):
    """Why the action is no longer wanted."""

    submit = "Drop the action"

    because = ProseField(label="Why is the action dropped?", max_length=1000, rows=3)


class ReviewForm(PortalForm):
    """Who looked at the plan, what they found, and when they look again."""

    submit = "Record the review"

    held_on = DateField(label="When was the review?", name="The day of the review")
    took_part = ProseField(
        label="Who took part?",
        max_length=600,
        rows=2,
        help_text="Roles and agencies, and whether the child and the family were there.",
    )
    summary = ProseField(label="What did the review find?", max_length=4000)
    next_on = DateField(label="When is the next review?", name="The next review")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("held_on", today)
