"""Step a case up in one action; close it against its checklist."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import CloseForm, CloseSecondForm, StepUpForm
from cases.views.doors import CaseDoor
from core.refusals import Invalid


class CaseStepUp(CaseDoor):
    """To Children's Services from every open state, with the reason."""

    permission = Permission.CASE_MOVE

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        return self._page(case_id, StepUpForm())

    def post(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        case = selectors.case_to_move(self.viewer, case_id)
        form = StepUpForm(request.POST)
        if not form.is_valid():
            return self._page(case_id, form)
        try:
            services.step_up_by_hand(
                case, because=form.cleaned_data["because"], by=self.person, at=self.now
            )
        except Invalid as error:
            form.add_error(error.field, error.sentence)
            return self._page(case_id, form)
        return redirect("desk:case", case_id)

    def _page(self, case_id: uuid.UUID, form: StepUpForm) -> HttpResponse:
        case = selectors.case_to_move(self.viewer, case_id)
        return self.ask("cases/step_up.html", case, "Step up to Children's Services", form=form)


class CaseClose(CaseDoor):
    """What the case still owes, and the reason when it owes nothing."""

    permission = Permission.CASE_MOVE

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        return self._page(case_id, CloseForm())

    def post(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        case = selectors.case_to_move(self.viewer, case_id)
        form = CloseForm(request.POST)
        if not form.is_valid():
            return self._page(case_id, form)
        services.close_case(case, reason=form.cleaned_data["reason"], by=self.person, at=self.now)
        return redirect("desk:case", case_id)

    def _page(self, case_id: uuid.UUID, form: CloseForm) -> HttpResponse:
        page = selectors.closing_of(self.viewer, case_id, now=self.now)
        return self.ask("cases/close.html", page.case, "Close the case", page=page, form=form)


class CaseCloseSecond(CaseDoor):
    """Close one of two open cases of a child, from every open state; the other goes on."""

    permission = Permission.CASE_ALLOCATE

    def get(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        return self._page(case_id, CloseSecondForm())

    def post(self, request: HttpRequest, case_id: uuid.UUID) -> HttpResponse:
        page = selectors.second_of(self.viewer, case_id)
        form = CloseSecondForm(request.POST)
        if not form.is_valid():
            return self._page(case_id, form)
        services.close_as_second(page.case, by=self.person, at=self.now, **form.cleaned_data)
        return redirect("desk:case", page.goes_on.pk if page.goes_on else case_id)

    def _page(self, case_id: uuid.UUID, form: CloseSecondForm) -> HttpResponse:
        page = selectors.second_of(self.viewer, case_id)
        heading = "Close as a second case"
        return self.ask("cases/close_second.html", page.case, heading, page=page, form=form)
