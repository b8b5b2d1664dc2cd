"""The plan of a case: begin it, change its text, review it, print it for the child."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.doors import Door
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import PlanBeginForm, PlanTextForm, ReviewForm
from cases.views.doors import CaseDoor, CaseQuestion
from cases.views.editing import Editing
from core.audit import Action, Viewed
from core.calendar import local_day


class PlanQuestion(CaseQuestion):
    """A question about the plan."""

    section, section_title = "plan", "Plan"


class PlanBegin(PlanQuestion):
    """The one plan of a case: what should be different, and when it is first reviewed."""

    permission = Permission.PLAN_ADD
    heading = "Begin the plan"

    def read(self) -> selectors.CasePage:
        return selectors.case_to_plan(self.viewer, self.kwargs["case_id"])

    def form(self, page: selectors.CasePage, data: Any = None) -> forms.Form:
        return PlanBeginForm(data)

    def act(self, page: selectors.CasePage, form: Any) -> str:
        services.begin_plan(page.case, by=self.person, at=self.now, **form.said())
        return self.done(page, "The plan is begun. Add what is to be done.")


class PlanOpen(Door):
    """Where a duty to review the plan leads: the plan in its case file."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
        plan = selectors.plan_for(self.viewer, Permission.PLAN_VIEW, plan_id)
        return redirect("desk:case_section", plan.case_id, "plan")


class PlanText(Editing, PlanQuestion):
    """Change the text of the plan; a stale save shows both texts."""

    permission = Permission.PLAN_CHANGE
    heading = "Change the text of the plan"

    def read(self) -> selectors.TextPage:
        return selectors.plan_to_change(self.viewer, self.kwargs["plan_id"])

    def edition(self, page: selectors.TextPage) -> int:
        return page.plan.edition

    def form(self, page: selectors.TextPage, data: Any = None) -> forms.Form:
        stands = {name: getattr(page.plan, name) for name in ("aim", "keeping_safe", "edition")}
        return PlanTextForm(data, initial=stands)

    def act(self, page: selectors.TextPage, form: Any) -> str:
        services.change_plan(page.plan, by=self.person, at=self.now, **form.said())
        return self.done(page, "The text of the plan is saved.")


class PlanReview(PlanQuestion):
    """What has moved since the plan was last looked at, and what the review found."""

    permission = Permission.PLAN_REVIEW
    template = "cases/review_plan.html"
    heading = "Review the plan"

    def read(self) -> selectors.ReviewPage:
        return selectors.plan_to_review(self.viewer, self.kwargs["plan_id"], now=self.now)

    def form(self, page: selectors.ReviewPage, data: Any = None) -> forms.Form:
        return ReviewForm(data, today=local_day(self.now))

    def act(self, page: selectors.ReviewPage, form: Any) -> str:
        services.review_plan(page.plan, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "The review is recorded, and the next one is due.")


class ReviewDetail(CaseDoor):
    """One review as it was kept."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
        page = selectors.review_page(self.viewer, review_id)
        heading = f"Review {page.review.number} of the plan" if page.review else "Review"
        return self.ask("cases/review.html", page.case, heading, page=page)


class ChildPlanPage(Door):
    """The plan on one page in the child's words. Opening it counts as printing it."""

    permission = Permission.PLAN_VIEW

    def get(self, request: HttpRequest, plan_id: uuid.UUID) -> HttpResponse:
        page = selectors.child_plan(self.viewer, plan_id, now=self.now)
        seen = Viewed("cases.plan", (page.plan.pk,), (page.case.child_id,), Action.PRINT)
        return self.show("cases/child_plan.html", page, viewed=seen, case=page.case)
