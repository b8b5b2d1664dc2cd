"""The way to adult services: the queue from 17, its steps, and the offer to an adult lead."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import Permission
from agencies.roles import Role
from cases import selectors, services
from cases.forms import OfferCaseForm, TransitionForm
from cases.selectors.handover import TO_ADULT, OfferCasePage
from cases.views.doors import AboutCase
from cases.views.handover import HandOverToTeam
from core.audit import Action, Viewed
from core.calendar import local_day
from core.layout import Link


class Transitions(Door):
    """Young people of 17 and older with an open case, the next to turn 18 first."""

    permission = Permission.CASE_MOVE

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.transition_queue(self.viewer, now=self.now)
        seen = Viewed(
            "cases.case",
            tuple(line.case_id for line in page.lines),
            tuple(line.child_id for line in page.lines),
            Action.LIST,
        )
        return self.show("cases/transitions.html", page, viewed=seen if page.lines else None)


class TransitionEnter(AboutCase):
    """A step on the way to adult services."""

    permission = Permission.CASE_MOVE

    @property
    def step(self) -> Any:
        return selectors.transition_step(self.kwargs["step"])

    @property
    def heading(self) -> str:  # type: ignore[override]
        return self.step.label

    def case_of(self, page: Any) -> Any:
        return page

    def way(self, page: Any) -> tuple[Link, ...]:
        return (*super().way(page), Link("Hand-over", self.section(page)))

    def read(self) -> Any:
        return selectors.case_in_transition(self.viewer, self.kwargs["case_id"])

    def form(self, page: Any, data: Any = None) -> TransitionForm:
        return TransitionForm(
            data, outcomes=selectors.outcomes_of(self.step), today=local_day(self.now)
        )

    def act(self, page: Any, form: Any) -> str:
        services.enter_transition(
            page, step=self.step, by=self.person, at=self.now, **form.cleaned_data
        )
        return self.section(page)

    def section(self, page: Any) -> str:
        return reverse("desk:case_section", args=[page.pk, "hand-over"])


class HandOverToAdult(HandOverToTeam):
    """To the adult lead who takes the case at 18."""

    heading = "Offer the case to an adult lead"
    kind = TO_ADULT

    def form(self, page: OfferCasePage, data: Any = None) -> OfferCaseForm:
        leads = [post for post in page.posts if post.role == Role.ADULT_LEAD]
        return OfferCaseForm(data, posts=leads)
