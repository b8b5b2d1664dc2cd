"""The shapes of a review of who has access (keep or end, for every post), of cover, of how one is
told, and of a stop.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.layout import DateField, PortalForm, ProseField, Radios
from duties.selectors import CoverPage, PostLine
from duties.services import Decision, How, NoticeGroup


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
