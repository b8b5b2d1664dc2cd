"""Record the return, change the category, put a fact right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.urls import reverse

from agencies.doors import Asking
from agencies.permissions import Permission
from core import codes
from core.audit import Viewed
from core.calendar import LONDON
from core.refusals import NotAllowed
from missing import selectors, services
from missing.forms import CategoryForm, CorrectForm, ReturnForm
from missing.views.episodes import KIND


class EpisodeChange(Asking):
    """A question about one episode, for those who may change it."""

    permission = Permission.EPISODE_UPDATE

    def read(self) -> selectors.EpisodePage:
        page = selectors.episode_page(self.viewer, self.kwargs["episode_id"])
        if not page.may_update:
            raise NotAllowed(page.may_update.sentence)
        return page

    def viewed(self, page: selectors.EpisodePage) -> Viewed:
        return Viewed(KIND, (page.episode.pk,), (page.episode.child_id,))

    def done(self, page: selectors.EpisodePage, sentence: str) -> str:
        messages.success(self.request, sentence)
        return reverse("missing:detail", args=[page.episode.pk])


class EpisodeReturn(EpisodeChange):
    """The child was found or came back."""

    template = "missing/return.html"

    def form(self, page: selectors.EpisodePage, data: Any = None) -> forms.Form:
        return ReturnForm(data, now=self.now, started_at=page.episode.started_at)

    def act(self, page: selectors.EpisodePage, form: Any) -> str:
        found = dict(form.cleaned_data)
        services.record_return(
            page.episode,
            returned_at=found.pop("ended_at"),
            by=self.person,
            at=self.now,
            **found,
        )
        return self.done(page, "Return recorded. The clock for the return interview has started.")


class EpisodeCategory(EpisodeChange):
    """The police put the episode in another category."""

    template = "missing/category.html"

    def form(self, page: selectors.EpisodePage, data: Any = None) -> forms.Form:
        day = page.episode.started_at.astimezone(LONDON).date()
        choices = codes.choices("police_missing_category", on=day)
        return CategoryForm(data, now=self.now, categories=choices)

    def act(self, page: selectors.EpisodePage, form: Any) -> str:
        services.change_category(page.episode, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "Category recorded.")


class EpisodeCorrect(EpisodeChange):
    """A fact was wrong: put it right and say why."""

    template = "missing/correct.html"

    def form(self, page: selectors.EpisodePage, data: Any = None) -> forms.Form:
        episode = page.episode
        stands = {
            "setting": episode.setting,
            "started_at": episode.started_at,
            "ended_at": episode.ended_at,
            "police_reference": episode.police_reference,
        }
        return CorrectForm(
            data,
            initial=stands,
            now=self.now,
            settings=selectors.settings_to_choose(),
            ended=episode.ended_at is not None,
        )

    def act(self, page: selectors.EpisodePage, form: Any) -> str:
        said = dict(form.cleaned_data)
        because = said.pop("because")
        new = {name: value for name, value in said.items() if name in form.changed_data}
        services.correct_episode(page.episode, because=because, by=self.person, at=self.now, **new)
        return self.done(page, "Episode corrected. What it said before is kept.")
