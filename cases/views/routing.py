"""The routing rules of an authority: try one, put it in force, end it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies import selectors as agencies
from agencies.doors import WRONG, Asking, Door, put_on
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import RoutingRuleForm
from core.audit import Action, Viewed
from core.calendar import local_day
from core.refusals import Invalid


class Routing(Asking):
    """Which team takes which cases; what a new rule would move is shown before it is in force."""

    permission = Permission.CASE_ALLOCATE
    template = "cases/routing.html"

    def read(self) -> selectors.RoutingPage:
        return selectors.routing_page(self.viewer, on=local_day(self.now))

    def form(self, page: selectors.RoutingPage, data: Any = None) -> RoutingRuleForm:
        first = {"place": len(page.rules) + 1}
        levels = selectors.LEVELS_TO_ROUTE
        return RoutingRuleForm(data, posts=page.posts, levels=levels, initial=first)

    def viewed(self, page: selectors.RoutingPage) -> Viewed | None:
        if not page.moves:
            return None
        cases = tuple(move.case_id for move in page.moves)
        return Viewed("cases.case", cases, tuple(m.child_id for m in page.moves), Action.LIST)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        form = self.form(page, request.POST)
        if not form.is_valid() or form.cleaned_data["then"] != "TRY":
            return super().post(request, **kwargs)
        try:
            rule = services.rule_of(self._said(form), by=self.person, at=self.now)
        except Invalid as refusal:
            put_on(form, refusal)
            return self.present(page, form, status=WRONG)
        tried = selectors.routing_page(self.viewer, on=local_day(self.now), trying=rule)
        return self.present(tried, form)

    def act(self, page: selectors.RoutingPage, form: RoutingRuleForm) -> str:
        move_open = form.cleaned_data["then"] == "OPEN"
        said = self._said(form)
        moved = services.put_in_force(said, move_open=move_open, by=self.person, at=self.now)
        have = "case has" if moved == 1 else "cases have"
        words = f"{moved} open {have} moved." if move_open else "No open case has moved."
        messages.success(self.request, f"The rule is in force. {words}")
        return reverse("cases:routing")

    def _said(self, form: RoutingRuleForm) -> services.RuleSaid:
        said, team = form.cleaned_data, form.target
        return services.RuleSaid(
            place=said["place"],
            levels=tuple(said["levels"]),
            from_age=said["from_age"],
            to_age=said["to_age"],
            agency=agencies.agency_with(team.agency_id),
            role=team.role,
        )


class RoutingEnd(Door):
    """A rule ends; what it gave out stays given."""

    permission = Permission.CASE_ALLOCATE

    def post(self, request: HttpRequest, rule_id: uuid.UUID) -> HttpResponse:
        rule = selectors.rule_for(self.viewer, rule_id)
        services.end_rule(rule, by=self.person, at=self.now)
        messages.success(request, "The rule has ended. What it gave out stays where it is.")
        return redirect("cases:routing")
