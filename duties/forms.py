"""The shape of a review of who has access: keep or end, for every post."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.layout import PortalForm, Radios
from duties.selectors import PostLine
from duties.services import Decision


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
