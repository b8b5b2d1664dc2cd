"""Read a screening; countersign, correct, abandon or take it over."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from screening import selectors, services
from screening.forms import (
    AbandonForm,
    AcknowledgeForm,
    CorrectForm,
    CountersignForm,
    CourseForm,
)
from screening.views.asking import Asking, viewed


class ScreeningList(Door):
    """What waits for the viewer: to countersign, sent back, unfinished."""

    permission = Permission.SCREENING_FILL
    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        show = request.GET.get("show", "")
        lists = selectors.waiting_lists(self.viewer, show=show, start=request.GET.get("start", ""))
        rows = [row for one in lists for row in one.rows]
        seen = Viewed(
            "screening.screening",
            tuple(row.pk for row in rows),
            tuple(row.case.child_id for row in rows),
            action=Action.LIST,
        )
        shown = [(row.pk, row.chosen, row.screener_id, row.case.child.full_name) for row in rows]
        return self.show(
            "screening/list.html", lists, viewed=seen, key=shown, alone=len(lists) == 1
        )


class ScreeningDetail(Door):
    """A screening to read, with why it came to its outcome."""

    permission = Permission.SCREENING_VIEW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.screening_page(self.viewer, pk)
        data_class = "" if page.masked else "HEALTH"
        seen = viewed(page.screening.pk, page.whose.child_id, data_class=data_class)
        return self.show("screening/detail.html", page, viewed=seen)


class ScreeningCountersign(Asking):
    """The second signature."""

    permission = Permission.SCREENING_COUNTERSIGN
    template = "screening/countersign.html"

    def read(self) -> selectors.ScreeningPage:
        return selectors.countersign_page(self.viewer, self.kwargs["pk"])

    def form(self, page: selectors.ScreeningPage, data: Any = None) -> CountersignForm:
        return CountersignForm(data)

    def act(self, page: selectors.ScreeningPage, form: CountersignForm) -> str:
        note = form.cleaned_data["note"]
        if form.cleaned_data["decision"] == "agree":
            services.countersign(page.screening, note=note, by=self.person, at=self.now)
        else:
            services.send_back(page.screening, because=note, by=self.person, at=self.now)
        return reverse("screening:detail", args=[page.screening.pk])


class ScreeningAnswer(Asking):
    """Children's Services answer a serious outcome: by name first, then with what they do."""

    permission = Permission.REFERRAL_ACKNOWLEDGE
    template = "screening/answer.html"

    def read(self) -> selectors.ScreeningPage:
        return selectors.answer_page(self.viewer, self.kwargs["pk"])

    def form(self, page: selectors.ScreeningPage, data: Any = None) -> AcknowledgeForm | CourseForm:
        if page.escalation and page.escalation.acknowledged_at:
            return CourseForm(data, courses=selectors.COURSES)
        return AcknowledgeForm(data)

    def act(self, page: selectors.ScreeningPage, form: AcknowledgeForm | CourseForm) -> str:
        typed = {**form.cleaned_data, "by": self.person, "at": self.now}
        if isinstance(form, CourseForm):
            services.record_course_of_action(page.screening, **typed)
            return reverse("screening:detail", args=[page.screening.pk])
        services.acknowledge_escalation(page.screening, **typed)
        return reverse("screening:answer", args=[page.screening.pk])


class ScreeningCorrect(Asking):
    """Start the screening that will supersede this one."""

    permission = Permission.SCREENING_SIGN
    template = "screening/correct.html"

    def read(self) -> selectors.CorrectPage:
        return selectors.correct_page(self.viewer, self.kwargs["pk"])

    def form(self, page: selectors.CorrectPage, data: Any = None) -> CorrectForm:
        return CorrectForm(data)

    def act(self, page: selectors.CorrectPage, form: CorrectForm) -> str:
        draft = services.correct_screening(
            page.screening, because=form.cleaned_data["because"], by=self.person, at=self.now
        )
        return reverse("screening:fill", args=[draft.pk])


class ScreeningAbandon(Asking):
    """Leave a draft unfinished."""

    permission = Permission.SCREENING_FILL
    template = "screening/abandon.html"

    def read(self) -> selectors.OutcomePage:
        return selectors.outcome_page(self.viewer, self.kwargs["pk"])

    def form(self, page: selectors.OutcomePage, data: Any = None) -> AbandonForm:
        return AbandonForm(data)

    def act(self, page: selectors.OutcomePage, form: AbandonForm) -> str:
        services.abandon_screening(
            page.screening, because=form.cleaned_data["because"], by=self.person, at=self.now
        )
        messages.success(self.request, "The draft is abandoned. It stays on the record.")
        return reverse("screening:list")


class ScreeningTakeOver(Door):
    """Continue a draft somebody else began."""

    permission = Permission.SCREENING_FILL

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        screening = selectors.screening_within(self.viewer, Permission.SCREENING_FILL, pk)
        services.take_over(screening, by=self.person, at=self.now)
        return redirect("screening:fill", pk)
