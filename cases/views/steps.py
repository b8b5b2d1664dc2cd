"""Move a case along its pathway: step up in one action, step down, close against its checklist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from agencies import selectors as agencies
from agencies.access import Decision
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
from cases.policies import (
    may_ask_to_close,
    may_move,
    may_reopen,
    may_step_down,
    may_step_up,
)
from cases.views.doors import AboutCase
from core.calendar import local_day
from core.layout import Link


class Moving(AboutCase):
    """A question about moving one case along its pathway, answered back to its file."""

    permission = Permission.CASE_MOVE
    template = "cases/move.html"

    def case_of(self, page: Any) -> Any:
        return page

    def read(self) -> Any:
        return selectors.case_to_move(self.viewer, self.kwargs["case_id"])

    def done(self, page: Any) -> str:
        return reverse("desk:case", args=[page.pk])


class CaseStepUp(Moving):
    """To Children's Services from every open state, with the reason."""

    template = "cases/step_up.html"
    heading = "Step up to Children's Services"

    def decision(self, page: Any) -> Decision:
        return may_step_up(page)

    def form(self, page: Any, data: Any = None) -> StepUpForm:
        return StepUpForm(data)

    def act(self, page: Any, form: Any) -> str:
        services.step_up_by_hand(page, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page)


class CaseMove(Moving):
    """To the next state of the pathway, with the reason."""

    heading = "Move the case"

    def decision(self, page: Any) -> Decision:
        return may_move(page)

    def form(self, page: Any, data: Any = None) -> MoveForm:
        states, hint = selectors.moves_of(page), selectors.hint_of_moves(page)
        return MoveForm(data, states=states, hint=hint)

    def act(self, page: Any, form: Any) -> str:
        services.move_by_hand(page, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page)


class CaseStepDown(Moving):
    """To early help or voluntary work that has accepted the child."""

    heading = "Step down"

    def decision(self, page: Any) -> Decision:
        return may_step_down(page)

    def form(self, page: Any, data: Any = None) -> StepDownForm:
        offered = [(str(one.pk), one.name) for one in agencies.active_agencies(page.authority_id)]
        return StepDownForm(data, agencies=offered, today=local_day(self.now))

    def act(self, page: Any, form: Any) -> str:
        said = {**form.cleaned_data, "agency": agencies.agency_with(form.cleaned_data["agency"])}
        services.step_down_by_hand(page, by=self.person, at=self.now, **said)
        return self.done(page)


class CaseReopen(Moving):
    """A closed case opens again on new information."""

    heading = "Open the case again"

    def decision(self, page: Any) -> Decision:
        return may_reopen(page)

    def form(self, page: Any, data: Any = None) -> ReopenForm:
        return ReopenForm(data)

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

    def way(self, page: Any) -> tuple[Link, ...]:
        return (*super().way(page), Link(CaseClose.heading, self.done(page)))

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

    def decision(self, page: Any) -> Decision:
        return may_ask_to_close(page)

    def form(self, page: Any, data: Any = None) -> CloseForm:
        return CloseForm(data)

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        closing = selectors.closing_of(page, now=self.now)
        return super().present(page, form, status=status, closing=closing, **more)

    def act(self, page: Any, form: Any) -> str:
        services.close_by_hand(page, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page)


class CaseCloseSecond(AboutCase):
    """Close one of two open cases of a child, from every open state; the other goes on."""

    permission = Permission.CASE_ALLOCATE
    template = "cases/close_second.html"
    heading = "Close as a second case"

    def read(self) -> selectors.SecondPage:
        return selectors.second_of(self.viewer, self.kwargs["case_id"])

    def decision(self, page: Any) -> Decision:
        return page.decision

    def form(self, page: Any, data: Any = None) -> CloseSecondForm:
        return CloseSecondForm(data)

    def act(self, page: Any, form: Any) -> str:
        services.close_as_second(page.case, by=self.person, at=self.now, **form.cleaned_data)
        return reverse("desk:case", args=[(page.goes_on or page.case).pk])
