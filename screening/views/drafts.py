"""The steps of a draft: start, fill in, danger card, outcome, threshold, sign."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import Permission
from core.audit import Viewed
from core.calendar import local_day
from core.refusals import Invalid, NotNow
from screening import selectors, services
from screening.forms import OutcomeForm, StartForm, ThresholdForm, TickForm
from screening.forms.ticks import initial_ticks
from screening.selectors import DraftPage
from screening.services import AnswerGiven, PageMark
from screening.views.asking import Asking, put_on, viewed

STALE = 409


class ScreeningStart(Asking):
    """Choose the form and begin; a draft already begun is shown first."""

    permission = Permission.SCREENING_FILL
    template = "screening/start.html"

    def read(self) -> selectors.StartPage:
        return selectors.start_page(self.viewer, self.kwargs["case_id"], at=self.now)

    def viewed(self, page: selectors.StartPage) -> Viewed:
        return Viewed("cases.case", (page.whose.case_id,), (page.whose.child_id,))

    def form(self, page: selectors.StartPage, data: Any = None) -> StartForm:
        versions = [(str(one.pk), one.name, str(one)) for one in page.versions]
        initial = {"version": str(page.preferred or "")}
        return StartForm(data, versions=versions, initial=initial)

    def act(self, page: selectors.StartPage, form: StartForm) -> str:
        screening = services.start_screening(
            selectors.case_to_screen(self.viewer, page.whose.case_id),
            version=selectors.version_to_use(form.cleaned_data["version"]),
            by=self.person,
            at=self.now,
        )
        return reverse("screening:fill", args=[screening.pk])


class TickDoor(Door):
    """What filling in, saving in the background and the live card share: the form of a draft."""

    permission = Permission.SCREENING_FILL

    def ticks_form(self, page: DraftPage, data: Any = None, *, complete: bool = False) -> TickForm:
        answers = page.initial["answers"]
        initial = {**page.initial, **initial_ticks(answers), "page": uuid.uuid4()}
        return TickForm(
            data,
            initial=initial,
            tool=page.tool,
            shown=page.shown,
            bases=selectors.BASES,
            today=local_day(self.now),
            complete=complete,
        )

    def save(self, page: DraftPage, form: TickForm) -> None:
        typed = form.cleaned_data
        mark = None
        if typed["page"] and typed["edition"] is not None:
            mark = PageMark(typed["page"], typed["edition"])
        services.save_answers(
            page.screening,
            answers=[AnswerGiven(**vars(answer)) for answer in form.answers()],
            completed_on=typed.get("completed_on", page.screening.completed_on),
            voice_of_child=typed["voice_of_child"],
            protective_factors=typed["protective_factors"],
            shown=page.shown,
            mark=mark,
            by=self.person,
            at=self.now,
        )


class ScreeningFill(TickDoor):
    """The tick-list, with the last answers and the referrer's ticks beside it."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.draft_page(self.viewer, pk)
        return self.present(page, self.ticks_form(page))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.draft_page(self.viewer, pk)
        going_on = request.POST.get("go") == "on"
        form = self.ticks_form(page, request.POST, complete=going_on)
        if not form.is_valid():
            return self.present(page, form, status=400)
        try:
            self.save(page, form)
        except Invalid as refusal:
            put_on(form, refusal)
            return self.present(page, form, status=refusal.status)
        except NotNow as refusal:
            return self.stale(page, refusal)
        if not going_on:
            messages.success(request, "Saved. You can come back to it from your work.")
            return redirect("screening:fill", pk)
        outcome = selectors.outcome_page(self.viewer, pk)
        return redirect("screening:danger" if outcome.danger_due else "screening:outcome", pk)

    def stale(self, page: DraftPage, refusal: NotNow) -> HttpResponse:
        """Keep both texts: what was typed stays on the page, what was saved opens beside it."""
        typed = self.request.POST.copy()
        typed["edition"] = str(page.screening.edition)
        form = self.ticks_form(page, typed)
        form.add_error(
            None,
            f"{refusal.sentence} Nothing was overwritten. Open the draft in a second window to "
            "compare, or save again to keep what is on this page.",
        )
        return self.present(page, form, status=STALE)

    def present(self, page: DraftPage, form: TickForm, *, status: int = 200) -> HttpResponse:
        return self.show(
            "screening/fill.html",
            page,
            viewed=viewed(page.screening.pk, page.whose.child_id),
            form=form,
            groups=form.groups(page.beside),
            live=selectors.live(self.viewer, page.screening.pk),
            status=status,
        )


class ScreeningAutosave(TickDoor):
    """Saves in the background; nothing is shown, so nothing is read.

    A day that is half typed keeps the one saved before and holds up nothing else.
    """

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.draft_page(self.viewer, pk)
        form = self.ticks_form(page, request.POST)
        form.is_valid()
        if set(form.errors) - {"completed_on"}:
            return HttpResponse(status=400)
        self.save(page, form)
        return HttpResponse(status=204)


class ScreeningSuggest(TickDoor):
    """The live card for the ticks of an open page; saves nothing."""

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.draft_page(self.viewer, pk)
        form = self.ticks_form(page, request.POST)
        form.is_valid()
        live = selectors.live(self.viewer, pk, ticks=form.ticks())
        return self.show("screening/_live.html", page, live=live)


class ScreeningDanger(Door):
    """The danger card again, because of what was ticked; that it was shown is kept."""

    permission = Permission.SCREENING_FILL

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.outcome_page(self.viewer, pk)
        seen = viewed(page.screening.pk, page.whose.child_id)
        return self.show("screening/danger.html", page, viewed=seen)

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.outcome_page(self.viewer, pk)
        services.note_danger_shown(page.screening, by=self.person, at=self.now)
        return redirect("screening:outcome", pk)


class ScreeningOutcome(Asking):
    """Choose the outcome, beside the one suggested and why."""

    permission = Permission.SCREENING_FILL
    template = "screening/outcome.html"

    def read(self) -> selectors.OutcomePage:
        return selectors.outcome_page(self.viewer, self.kwargs["pk"])

    def form(self, page: selectors.OutcomePage, data: Any = None) -> OutcomeForm:
        draft = page.screening
        return OutcomeForm(
            data,
            outcomes=page.outcomes,
            suggested=page.live.level,
            initial={
                "level": draft.chosen,
                "rationale": draft.rationale,
                "difference_reason": draft.difference_reason,
            },
        )

    def act(self, page: selectors.OutcomePage, form: OutcomeForm) -> str:
        chosen = services.choose_outcome(
            page.screening,
            level=form.cleaned_data["level"],
            rationale=form.cleaned_data["rationale"],
            difference_reason=form.cleaned_data.get("difference_reason", ""),
            by=self.person,
            at=self.now,
        )
        check = selectors.check_page(self.viewer, chosen.pk)
        asked = check.needs_discussion and check.discussion is None
        return reverse("screening:threshold" if asked else "screening:check", args=[chosen.pk])


class ScreeningThreshold(Asking):
    """Record the threshold discussion."""

    permission = Permission.SCREENING_FILL
    template = "screening/threshold.html"

    def read(self) -> selectors.OutcomePage:
        return selectors.outcome_page(self.viewer, self.kwargs["pk"])

    def form(self, page: selectors.OutcomePage, data: Any = None) -> ThresholdForm:
        return ThresholdForm(data, decisions=selectors.THRESHOLD_DECISIONS, now=self.now)

    def act(self, page: selectors.OutcomePage, form: ThresholdForm) -> str:
        typed = {**form.cleaned_data}
        services.record_threshold_discussion(
            page.screening,
            open_to_social_care=typed.pop("open_to_social_care") == "yes",
            **typed,
            by=self.person,
            at=self.now,
        )
        return reverse("screening:check", args=[page.screening.pk])


class ScreeningCheck(Door):
    """Everything once more before it is signed."""

    permission = Permission.SCREENING_FILL

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.check_page(self.viewer, pk)
        seen = viewed(page.screening.pk, page.whose.child_id)
        return self.show("screening/check.html", page, viewed=seen)


class ScreeningSign(Door):
    """The signature."""

    permission = Permission.SCREENING_SIGN

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        draft = selectors.screening_within(self.viewer, Permission.SCREENING_SIGN, pk)
        services.sign_screening(draft, by=self.person, at=self.now)
        messages.success(request, "The screening is signed.")
        return redirect("screening:detail", pk)
