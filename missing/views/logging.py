"""Log an episode: search for the child first, then say what happened."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from agencies.doors import WRONG, Door, put_on
from agencies.permissions import Permission
from children.search import ChildQuery
from children.selectors import Candidate, find_children
from core import codes
from core.audit import Action, Viewed
from core.refusals import Invalid
from missing import selectors, services
from missing.forms import LogForm, SearchForm
from missing.forms.episodes import NEW_CHILD

SEARCH = "missing/log.html"
DETAILS = "missing/log_details.html"


class EpisodeLog(Door):
    """Who is missing? Names are typed, never put in an address."""

    permission = Permission.EPISODE_LOG

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(SEARCH, form=SearchForm(today=timezone.localtime(self.now)))

    def post(self, request: HttpRequest) -> HttpResponse:
        search = SearchForm(request.POST, today=timezone.localtime(self.now))
        if not search.is_valid():
            return self.show(SEARCH, form=search, status=WRONG)
        candidates = self.candidates(search.cleaned_data)
        form = self.details(candidates, initial={**search.cleaned_data, **self.first(candidates)})
        return self.ask(form, candidates)

    def candidates(self, said: dict[str, Any]) -> list[Candidate]:
        """The children the person reaches who may be meant."""
        names = said.get("given_name", ""), said.get("family_name", "")
        return find_children(self.viewer, ChildQuery.of(*names, said.get("born_on")))

    def first(self, candidates: list[Candidate]) -> dict[str, Any]:
        """With nobody to choose from, the answer is a new child."""
        return {} if candidates else {"child": NEW_CHILD}

    def details(self, candidates: list[Candidate], data: Any = None, **more: Any) -> LogForm:
        """The form of the episode with the candidates to choose from."""
        served = selectors.authorities_to_log_for(self.viewer, Permission.EPISODE_LOG)
        lists = {
            "child": [
                *((str(one.child_id), _called(one)) for one in candidates),
                (NEW_CHILD, "None of these" if candidates else "The child I named"),
            ],
            "authority": [(str(one.pk), one.name) for one in served],
            "setting": selectors.settings_to_choose(),
            "reported_by": selectors.reporters(),
            "category": [("", "Not known"), *codes.choices("police_missing_category")],
        }
        return LogForm(data, today=timezone.localtime(self.now), lists=lists, **more)

    def ask(self, form: LogForm, candidates: list[Candidate], *, status: int = 200) -> HttpResponse:
        """Show the form; the children shown are in the read audit."""
        shown = tuple(one.child_id for one in candidates if one.named)
        viewed = Viewed("children.child", shown, shown, action=Action.SEARCH) if shown else None
        return self.show(DETAILS, viewed=viewed, form=form, status=status)


class EpisodeLogDetails(EpisodeLog):
    """What happened, to which of the children found."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("missing:log")

    def post(self, request: HttpRequest) -> HttpResponse:
        search = SearchForm(request.POST, today=timezone.localtime(self.now))
        candidates = self.candidates(search.cleaned_data) if search.is_valid() else []
        form = self.details(candidates, request.POST)
        if form.is_valid():
            try:
                return self.log(form.cleaned_data)
            except Invalid as refusal:
                put_on(form, refusal)
        return self.ask(form, candidates, status=WRONG)

    def log(self, said: dict[str, Any]) -> HttpResponse:
        child, away, chosen = said.pop("child"), said.pop("away"), said.pop("authority")
        served = selectors.authorities_to_log_for(self.viewer, Permission.EPISODE_LOG)
        authority = next(one for one in served if str(one.pk) == chosen)
        episode = services.report_episode(
            child_id=None if child == NEW_CHILD else uuid.UUID(child),
            authority=authority,
            missing_type="A" if away and said["setting"] == "CARE" else "",
            by=self.person,
            at=self.now,
            **said,
        )
        messages.success(self.request, f"Episode logged. Its reference is {episode.reference}.")
        if self.viewer.holds(Permission.EPISODE_VIEW):
            return redirect("missing:detail", episode.pk)
        return redirect("desk:home")


def _called(candidate: Candidate) -> str:
    """A candidate as the person may know it."""
    why = ", ".join(candidate.why)
    if not candidate.named:
        return f"A child of yours ({why})"
    born = f", born {candidate.born_on:%-d %B %Y}" if candidate.born_on else ""
    return f"{candidate.name}{born} ({why})"
