"""The shapes of a review of who has access (keep or end, for every post), of cover, of how one is
told, of a stop, of a limit and of the ladder.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.layout import (
    Checkboxes,
    DateField,
    ManyChoiceField,
    PortalForm,
    ProseField,
    Radios,
)
from duties.selectors import CoverPage, LadderPage, LimitPage, PostLine
from duties.services import Decision, How, NoticeGroup, OwnRung


class ReviewForm(PortalForm):
    """One answer a post, none picked beforehand; a post left out is named."""

    submit = "Sign the review off"

    def __init__(self, *args: Any, posts: Sequence[PostLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = posts
        for post in posts:
            self.fields[post.id.hex] = forms.ChoiceField(
                label=post.who,
                choices=Decision.choices,
                widget=Radios(inline=True, small=True),
                error_messages={
                    "required": f"Say keep or end for {post.who}",
                    "invalid_choice": f"Say keep or end for {post.who}",
                },
            )

    @property
    def rows(self) -> list[tuple[PostLine, BoundField]]:
        """Each post with its question, as the page draws them."""
        return [(post, self[post.id.hex]) for post in self.posts]

    @property
    def decisions(self) -> dict[uuid.UUID, Decision]:
        """What was decided on each post."""
        return {post.id: Decision(self.cleaned_data[post.id.hex]) for post in self.posts}


class CoverForm(PortalForm):
    """Who is away, who covers, and from when until when; both days are included."""

    submit = "Name who covers"

    away = forms.ChoiceField(label="Who is away")
    cover = forms.ChoiceField(label="Who covers")
    from_on = DateField(label="First day")
    until_on = DateField(label="Last day")

    def __init__(self, *args: Any, page: CoverPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("away", page.away)
        self.offer("cover", page.colleagues)
        if len(page.away) == 1:
            self.fields["away"].initial = page.away[0][0]


class EndCoverForm(forms.Form):
    """Which cover ends."""

    end = forms.UUIDField(widget=forms.HiddenInput)


class ChoicesForm(PortalForm):
    """How one is mailed, for each group of notices."""

    submit = "Save"

    def __init__(self, *args: Any, chosen: Mapping[NoticeGroup, How], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group, how in chosen.items():
            self.add(
                group,
                forms.ChoiceField(
                    label=group.label,
                    choices=How.choices,
                    initial=how,
                    widget=Radios(small=True),
                ),
            )

    @property
    def chosen(self) -> dict[NoticeGroup, How]:
        """What was chosen, for every group."""
        return {group: How(self.cleaned_data[group]) for group in NoticeGroup}


class StopForm(PortalForm):
    """Why a clock stops: a reason of the list, and what there is to say about it."""

    submit = "Stop the clock"

    reason = forms.ChoiceField(label="Why does the clock stop?", widget=Radios(small=True))
    because = ProseField(
        label="More about it (optional)",
        required=False,
        max_length=500,
        rows=3,
        help_text=(
            "Needed for another reason. Everybody who is shown what is owed here reads it: "
            "write nothing about health and no address."
        ),
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("reason", reasons)


BECAUSE = "Why, and who agreed it?"
WHOLE = "Enter a whole number"
MOST_DIGITS = 9999
FIGURE = {"class": "govuk-input--width-5", "inputmode": "numeric"}


class LimitForm(PortalForm):
    """How long a clock of the authority runs, in the unit of the shipped limit."""

    submit = "Change the limit"

    amount = forms.IntegerField(
        label="How long?",
        max_value=MOST_DIGITS,
        widget=forms.TextInput(attrs=FIGURE),
        error_messages={"invalid": WHOLE, "max_value": WHOLE},
    )
    because = ProseField(label=BECAUSE, max_length=500, rows=3)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: LimitPage, **kwargs: Any) -> None:
        initial = {"amount": page.amount, "seen": page.amount}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["amount"].label = f"How many {page.unit}?"
        self.fields["amount"].help_text = f"At most {page.line.longest}."


HOURS = "After the step before, counted on working days; a whole working day is 24."
MINUTES = "After the step before where it is urgent, by day and night."


class LadderForm(PortalForm):
    """Which steps of the shipped ladder are told, and how long after the one before."""

    submit = "Change who is told"

    told = ManyChoiceField(
        label="Who is told before the last step?", required=False, widget=Checkboxes(small=True)
    )
    because = ProseField(label=BECAUSE, max_length=500, rows=3)
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: LadderPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rungs = page.rungs
        before = [rung for rung in page.rungs if not rung.last]
        self.offer("told", [(str(rung.number), rung.role) for rung in before])
        self.fields["told"].initial = [str(rung.number) for rung in before if rung.told]
        self.fields["seen"].initial = page.seen
        for rung in page.rungs:
            self._ask(f"hours_{rung.number}", f"{rung.role}: hours", HOURS, rung.after_hours)
            self._ask(
                f"minutes_{rung.number}", f"{rung.role}: minutes", MINUTES, rung.urgent_minutes
            )

    def _ask(self, name: str, label: str, hint: str, initial: int) -> None:
        said = {"invalid": WHOLE, "min_value": WHOLE, "max_value": WHOLE}
        field = forms.IntegerField(
            label=label,
            help_text=hint,
            initial=initial,
            min_value=0,
            max_value=MOST_DIGITS,
            widget=forms.TextInput(attrs=FIGURE),
            error_messages=said,
        )
        self.add(name, field)

    def layout(self) -> tuple[Any, ...]:
        asked = (f"{what}_{rung.number}" for rung in self.rungs for what in ("hours", "minutes"))
        return ("told", *asked, "because", "seen")

    @property
    def steps(self) -> list[OwnRung]:
        """The steps that are told, from the bottom."""
        said = self.cleaned_data
        return [
            OwnRung(rung.number, said[f"hours_{rung.number}"], said[f"minutes_{rung.number}"])
            for rung in self.rungs
            if rung.last or str(rung.number) in said["told"]
        ]
