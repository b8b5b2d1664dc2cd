"""What waits for me, what was raised to me, and the clocks that stand still."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Asking, Door
from core.audit import Action, Viewed
from desk import selectors
from desk.forms import HaveItForm
from desk.selectors import Owed
from duties import selectors as duties
from duties.services import acknowledge


class Home(Door):
    """What waits for me, urgent first, due soonest first."""

    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.home_of(self.viewer, now=self.now)
        return self.show("desk/home.html", page, viewed=_shown(page.soonest))


class Waiting(Door):
    """The rows behind a count of the home page: the same rows, paged by keyset."""

    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.waiting_list(
            self.viewer, clock=request.GET.get("kind", ""), start=request.GET.get("from", "")
        )
        return self.show("desk/waiting.html", page, viewed=_shown(page.lines))


class Raised(Asking):
    """What was raised to me, and the answer “I have it”."""

    template = "desk/raised.html"
    polls = True

    def read(self) -> selectors.RaisedPage:
        return selectors.raised_list(self.viewer, start=self.request.GET.get("from", ""))

    def form(self, page: selectors.RaisedPage, data: Any = None) -> HaveItForm:
        return HaveItForm(data)

    def viewed(self, page: selectors.RaisedPage) -> Viewed | None:
        return _shown(page.lines)

    def act(self, page: selectors.RaisedPage, form: HaveItForm) -> str:
        duty = duties.answerable(self.viewer, form.cleaned_data["duty"])
        acknowledge(duty, by=self.person, at=self.now)
        messages.success(
            self.request, f"You have {duty.reference}: {duty.get_clock_display().lower()}."
        )
        return reverse("desk:home")


class Stopped(Door):
    """The clocks that stand still: since when, why, and who stopped them."""

    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.stopped_list(self.viewer, start=request.GET.get("from", ""))
        return self.show("desk/stopped.html", page, viewed=_shown(page.lines))


def _shown(lines: tuple[Owed, ...]) -> Viewed | None:
    """A list that names children leaves one read event; one that names none leaves none."""
    named = [line for line in lines if line.subject_id]
    if not named:
        return None
    return Viewed(
        "duties.duty",
        tuple(line.id for line in named),
        tuple(line.subject_id for line in named if line.subject_id),
        Action.LIST,
    )
