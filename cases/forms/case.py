"""To whom a case goes, with whom it is shared, and why it moves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms

from agencies import access
from agencies.roles import ROLE_NAMES, Role
from agencies.selectors import PostHeld
from cases.closing import SHOWN_BY
from core import codes
from core.calendar import local
from core.layout import DateField, PortalForm, ProseField, Radios


@dataclass(frozen=True)
class Target:
    """A team (a role in an agency), or one person of it."""

    agency_id: uuid.UUID
    role: Role
    user_id: uuid.UUID | None = None


def teams(posts: Iterable[PostHeld]) -> dict[str, tuple[str, Target]]:
    """Every role in every agency that somebody holds: key, label, target."""
    return {
        f"{post.agency_id}:{post.role}": (
            f"{post.agency}: {ROLE_NAMES[post.role]}",
            Target(post.agency_id, post.role),
        )
        for post in posts
    }


def people(posts: Iterable[PostHeld]) -> dict[str, tuple[str, Target]]:
    """Every person in a post: key, label, target."""
    return {
        f"{post.agency_id}:{post.role}:{post.user_id}": (
            f"{post.name}, {ROLE_NAMES[post.role]}, {post.agency}",
            Target(post.agency_id, post.role, post.user_id),
        )
        for post in posts
    }


class AllocationForm(PortalForm):
    """A team or a person."""

    submit = "Allocate"

    to = forms.ChoiceField(label="Who takes the case?")

    def __init__(self, *args: Any, posts: list[PostHeld], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {**teams(posts), **people(posts)}
        groups = [("Teams", teams(posts)), ("People", people(posts))]
        field: Any = self.fields["to"]
        field.choices = [
            ("", "Choose"),
            *((name, [(key, row[0]) for key, row in group.items()]) for name, group in groups),
        ]

    @property
    def target(self) -> Target:
        """Who was chosen."""
        return self.targets[self.cleaned_data["to"]][1]


class ShareForm(PortalForm):
    """With whom, on what ground, why, and until when: no share is open-ended by accident."""

    submit = "Share the case file"

    to = forms.ChoiceField(label="With whom?")
    purpose = forms.ChoiceField(
        label="For what purpose?", choices=access.PURPOSES, widget=Radios(small=True)
    )
    because = ProseField(label="Why is it necessary and proportionate?", max_length=2000)
    until_on = DateField(
        label="Until which day?",
        name="The day",
        required=False,
        help_text="Leave empty if the share ends with the work. It can be ended at any time.",
    )

    def __init__(self, *args: Any, posts: list[PostHeld], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = teams(posts)
        to: Any = self.fields["to"]
        to.choices = [("", "Choose"), *((key, row[0]) for key, row in self.targets.items())]
        until: Any = self.fields["until_on"]
        until.earliest = today

    @property
    def target(self) -> Target:
        """Who was chosen."""
        return self.targets[self.cleaned_data["to"]][1]

    @property
    def until(self) -> datetime | None:
        """The end of the last day."""
        day = self.cleaned_data["until_on"]
        return local(day, time(23, 59)) if day else None


class StepUpForm(PortalForm):
    """Why the case goes to Children's Services."""

    submit = "Step up to Children's Services"

    because = ProseField(label="Why is the case stepped up?", max_length=2000)


class MoveForm(PortalForm):
    """Which state comes next, and why."""

    submit = "Move the case"

    to = forms.ChoiceField(label="What comes next?", widget=Radios())
    because = ProseField(label="Why does the case move?", max_length=2000)

    def __init__(self, *args: Any, states: list[tuple[str, str]], hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", states)
        self.fields["to"].help_text = hint


class StepDownForm(PortalForm):
    """Who accepted the child, and why the case steps down."""

    submit = "Step down"

    agency = forms.ChoiceField(label="Which agency accepted the child?")
    accepted_by_name = forms.CharField(
        label="Who accepted?", help_text="The name of the person.", max_length=120
    )
    accepted_on = DateField(label="When did they accept?", name="The day")
    because = ProseField(label="Why does the case step down?", max_length=2000)

    def __init__(
        self, *args: Any, agencies: Iterable[tuple[str, str]], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("agency", [("", "Choose"), *agencies])
        self.no_later_than("accepted_on", today)


class ClosingEntryForm(PortalForm):
    """On which day a criterion of closing was met, and how."""

    submit = "Save"

    on = DateField(label="On which day?", name="The day")
    words = ProseField(label="How was it done?", max_length=1000, rows=3)

    def __init__(self, *args: Any, hint: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = hint
        self.no_later_than("on", today)


class ReopenForm(PortalForm):
    """What is new, so that the case opens again."""

    submit = "Open the case again"

    because = ProseField(label="What is new?", max_length=2000)


class CloseSecondForm(PortalForm):
    """Why this one of two cases closes and the other goes on."""

    submit = "Close this case"

    because = ProseField(
        label="Why does this case close, and not the other?", max_length=400, rows=3
    )


class CloseForm(PortalForm):
    """The reason for closing, and what stands behind it where the case does not show it."""

    submit = "Close the case"

    reason = forms.ChoiceField(
        label="Why is the case closed?",
        choices=lambda: codes.choices("case_closure_reason"),
        widget=Radios(small=True, hints=SHOWN_BY),
    )
    because = ProseField(
        label="What stands behind it?",
        help_text="What the reason asks for. Leave empty if it asks for nothing.",
        required=False,
        max_length=1000,
        rows=3,
    )
