"""A routing rule: which cases, to which team, in which place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from agencies.selectors import PostHeld
from cases.forms.case import Target, teams
from core.layout import Checkboxes, ManyChoiceField, PortalForm, Radios

OLDEST = 25


class RoutingRuleForm(PortalForm):
    """Asked twice: first to see what would move, then to put it in force."""

    place = forms.IntegerField(
        label="Place in the order",
        help_text="The first rule that fits a case decides: 1 is asked first.",
        min_value=1,
        max_value=99,
    )
    levels = ManyChoiceField(
        label="Level of risk",
        help_text="Tick none for every case, also one without a level.",
        required=False,
        widget=Checkboxes(small=True),
    )
    from_age = forms.IntegerField(
        label="Youngest age (optional)", min_value=0, max_value=OLDEST, required=False
    )
    to_age = forms.IntegerField(
        label="Oldest age (optional)", min_value=0, max_value=OLDEST, required=False
    )
    team = forms.ChoiceField(label="Which team takes them?")
    then = forms.ChoiceField(
        label="What now?",
        choices=[
            ("TRY", "Only show which open cases would move"),
            ("NEW", "Put the rule in force for cases from now on"),
            ("OPEN", "Put it in force, and move the open cases as well"),
        ],
        widget=Radios(),
        initial="TRY",
    )

    def __init__(
        self,
        *args: Any,
        posts: Iterable[PostHeld],
        levels: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = teams(posts)
        self.offer("levels", levels)
        self.offer("team", [("", "Choose"), *((key, row[0]) for key, row in self.targets.items())])

    @property
    def target(self) -> Target:
        """The team that was chosen."""
        return self.targets[self.cleaned_data["team"]][1]
