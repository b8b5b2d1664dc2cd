"""To whom a case is offered and why; the answer; a step that was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from agencies.selectors import PostHeld
from cases.forms.case import Target, people, teams
from cases.selectors.handover import LACKS, NOTES, RISK
from core.layout import DateField, PortalForm, ProseField, Radios

ELSEWHERE = "ELSEWHERE"


class OfferCaseForm(PortalForm):
    """To which team or person, what ends with it, and why."""

    submit = "Offer the case"

    to = forms.ChoiceField(
        label="Who should take the case?",
        help_text="They read the packet below at once, and the file once they have accepted.",
    )
    allocation = forms.ChoiceField(
        label="Whose place do they take?",
        required=False,
        help_text="Until they accept, everything is owed by who owes it now.",
    )
    because = ProseField(label="Why is the case handed over?", max_length=1000, rows=3)

    def __init__(
        self,
        *args: Any,
        posts: list[PostHeld],
        allocations: Iterable[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {**teams(posts), **people(posts)}
        groups = (("Teams", teams(posts)), ("People", people(posts)))
        choices = [(name, [(key, row[0]) for key, row in group.items()]) for name, group in groups]
        to: Any = self.fields["to"]
        to.choices = [("", "Choose"), *choices]
        self.offer("allocation", [("", "Nobody's: they join"), *allocations])

    @property
    def target(self) -> Target:
        """Who was chosen."""
        return self.targets[self.cleaned_data["to"]][1]


class OfferAcrossForm(PortalForm):
    """To which authority, whom you told there, and why the child moves."""

    submit = "Offer the case to the authority"

    authority = forms.ChoiceField(
        label="To which authority?", widget=Radios(small=True, reveals={ELSEWHERE: ("place",)})
    )
    place = forms.CharField(
        label="Name and code of the authority",
        help_text="For example, the code that begins with E or W.",
        required=False,
        max_length=160,
    )
    contact = forms.CharField(
        label="Whom did you tell there?",
        help_text="Name, role and telephone number. Tell them at once, and not by this page alone.",
        max_length=160,
    )
    force = forms.CharField(
        label="Which police force takes over?",
        help_text="Leave empty for the force of an authority of the region.",
        required=False,
        max_length=120,
    )
    because = ProseField(label="Why does the case go there?", max_length=1000, rows=3)

    def __init__(self, *args: Any, authorities: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("authority", [*authorities, (ELSEWHERE, "One that does not have the portal")])

    def layout(self) -> tuple[Any, ...]:
        return ("authority", "contact", "force", "because")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("authority") == ELSEWHERE and not said.get("place", "").strip():
            self.add_error("place", "Enter the name of the authority.")
        return said


class AnswerHandOverForm(PortalForm):
    """Accepted or declined, and why."""

    submit = "Save the answer"

    accepted = forms.ChoiceField(
        label="Do you take the case?",
        choices=(("YES", "Accept it"), ("NO", "Decline it")),
        widget=Radios(),
    )
    answer = ProseField(
        label="What do you want to say?",
        help_text="If the case is declined, say why: the sender reads this.",
        required=False,
        max_length=1000,
        rows=3,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("accepted") == "NO" and not said.get("answer", "").strip():
            self.add_error("answer", "Enter why the case is declined.")
        return said


class WrittenAnswerForm(AnswerHandOverForm):
    """What somebody outside the region answered in writing."""

    name = forms.CharField(
        label="Who answered in writing?", help_text="Name and role.", max_length=160
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["accepted"].label = "What did they answer?"


class TakeBackForm(PortalForm):
    """Why an offer is taken back."""

    submit = "Take the offer back"

    because = ProseField(label="Why is the offer taken back?", max_length=1000, rows=3)


class HandOverNoteForm(PortalForm):
    """A step that was done, or news of the risk."""

    submit = "Save"

    kind = forms.ChoiceField(label="What is it about?", widget=Radios(small=True))
    on = DateField(label="On which day?", name="The day")
    words = ProseField(
        label="What was done, or what is new?",
        help_text="Say who was told, by name, or why it does not apply. Both sides read this.",
        max_length=1000,
        rows=3,
    )

    def __init__(self, *args: Any, moves_away: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = NOTES if moves_away else [row for row in NOTES if row[0] == RISK]
        self.offer("kind", sorted(kinds, key=lambda row: row[0] != RISK))
        self.no_later_than("on", today)

    def clean(self) -> dict[str, Any]:
        """The kind of the step, and whether it applies to the child."""
        said = super().clean() or self.cleaned_data
        kind = said.get("kind", "")
        if kind:
            said |= {"kind": kind.removeprefix("NO_"), "applies": kind not in LACKS}
        return said
