"""Move a case along its pathway: step up in one action, step down, close against its checklist."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies import selectors as agencies
from agencies.doors import Asking
from agencies.permissions import Permission
from cases import selectors, services
from cases.closing import ToWrite, to_write
from cases.forms import (
    CloseForm,
    CloseSecondForm,
    ClosingEntryForm,
    MoveForm,
    ReopenForm,
    StepDownForm,
    StepUpForm,
)
from cases.policies import may_move, may_reopen, may_step_down
from cases.views.doors import CaseDoor, file_of, viewed_case
from core.audit import Viewed
from core.calendar import local_day
from core.layout import Link
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


class Moving(Asking):
    """A question about moving one case along its pathway, answered back to its file."""

    permission = Permission.CASE_MOVE
    template = "cases/move.html"
    heading: ClassVar[str]

    def read(self) -> Any:
        return selectors.case_to_move(self.viewer, self.kwargs["case_id"])

    def viewed(self, page: Any) -> Viewed:
        return viewed_case(page)

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        way = (file_of(page), Link(self.heading, ""))
        shown = {"case": page, "heading": self.heading, "caption": page.child.full_name}
        return self.show(
            self.template,
            page,
            viewed=self.viewed(page),
            form=form,
            status=status,
            **{**shown, "breadcrumbs": way, **more},
        )

    def done(self, page: Any) -> str:
        return reverse("desk:case", args=[page.pk])


class CaseMove(Moving):
    """To the next state of the pathway, with the reason."""

    heading = "Move the case"

    def form(self, page: Any, data: Any = None) -> MoveForm:
        return MoveForm(data, states=selectors.moves_of(page))

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        shut = "" if (decision := may_move(page)) else decision.sentence
        return super().present(page, form, status=status, shut=shut, **more)

    def act(self, page: Any, form: Any) -> str:
        services.move_by_hand(page, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page)


class CaseStepDown(Moving):
    """To early help or voluntary work that has accepted the child."""

    heading = "Step down"

    def form(self, page: Any, data: Any = None) -> StepDownForm:
        offered = [(str(one.pk), one.name) for one in agencies.active_agencies(page.authority_id)]
        return StepDownForm(data, agencies=offered, today=local_day(self.now))

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        shut = "" if (decision := may_step_down(page)) else decision.sentence
        return super().present(page, form, status=status, shut=shut, **more)

    def act(self, page: Any, form: Any) -> str:
        said = {**form.cleaned_data, "agency": agencies.agency_with(form.cleaned_data["agency"])}
        services.step_down_by_hand(page, by=self.person, at=self.now, **said)
        return self.done(page)


class CaseReopen(Moving):
    """A closed case opens again on new information."""

    heading = "Open the case again"

    def form(self, page: Any, data: Any = None) -> ReopenForm:
        return ReopenForm(data)

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        shut = "" if (decision := may_reopen(page)) else decision.sentence
        return super().present(page, form, status=status, shut=shut, **more)

    def act(self, page: Any, form: Any) -> str:
        services.reopen_by_hand(page, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page)


class ClosingEntryAdd(Moving):
    """A criterion of closing that somebody writes down: on which day, and how."""

    template = "cases/question.html"

    @property
    def to_write(self) -> ToWrite:
        return to_write(self.kwargs["step"])

    @property
    def heading(self) -> str:  # type: ignore[override]
        return self.to_write.label

    def form(self, page: Any, data: Any = None) -> ClosingEntryForm:
        return ClosingEntryForm(
            data,
            hint=self.to_write.hint,
            today=local_day(self.now),
            initial={"words": self.to_write.suggested},
        )

    def act(self, page: Any, form: Any) -> str:
        services.write_closing_entry(
            page, step=self.to_write.step, by=self.person, at=self.now, **form.cleaned_data
        )
        return self.done(page)

    def done(self, page: Any) -> str:
        return reverse("cases:close", args=[page.pk])


class CaseClose(Moving):
    """The checklist of closing, and the reason once it is done."""

    template = "cases/close.html"
    heading = "Close the case"

    def form(self, page: Any, data: Any = None) -> CloseForm:
        return CloseForm(data)

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        closing = selectors.closing_of(self.viewer, page.pk, now=self.now)
        return super().present(page, form, status=status, closing=closing, **more)

    def act(self, page: Any, form: Any) -> str:
        services.close_by_hand(page, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page)


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
