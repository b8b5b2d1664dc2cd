"""Record one fact of a child, put it right, or say until when it was true."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from children import selectors, services
from children.forms import FACT_FORMS, EndForm, correction_form
from children.forms.fact import FactForm
from children.kinds import ONE, TITLES, FactKind, kind_named
from core.audit import Viewed
from core.calendar import LONDON, local_day
from core.layout import Link
from core.refusals import Invalid, NotNow


class FactDoor(Door):
    """What both doors share: who may, and the page with the question."""

    permission = Permission.CHILD_EDIT

    def ask(self, child_id: uuid.UUID, form: object, heading: str) -> HttpResponse:
        record = Link("Record of the child", reverse("children:detail", args=[child_id]))
        return self.show(
            "children/edit.html",
            form=form,
            heading=heading,
            breadcrumbs=(record, Link(heading, "")),
            viewed=Viewed("children.child", (child_id,), (child_id,)),
        )


class FactAdd(FactDoor):
    """Record a fact of one kind."""

    def get(self, request: HttpRequest, child_id: uuid.UUID, kind: str) -> HttpResponse:
        fact = kind_named(kind)
        selectors.child_for(self.viewer, child_id, Permission.CHILD_EDIT)
        return self.ask(child_id, self._form(fact), f"Add {ONE[fact]}")

    def post(self, request: HttpRequest, child_id: uuid.UUID, kind: str) -> HttpResponse:
        fact = kind_named(kind)
        child = selectors.child_for(self.viewer, child_id, Permission.CHILD_EDIT)
        form = self._form(fact, request.POST)
        if not form.is_valid():
            return self.ask(child_id, form, f"Add {ONE[fact]}")
        try:
            services.record_fact(child, fact=fact, by=self.person, at=self.now, **form.said())
        except Invalid as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, error.sentence)
            return self.ask(child_id, form, f"Add {ONE[fact]}")
        return redirect("children:detail", child_id)

    def _form(self, kind: FactKind, *data: object) -> FactForm:
        return FACT_FORMS[kind](*data, today=self.now.astimezone(LONDON).date())


class FactEnd(FactDoor):
    """Say until which day a fact was true; the row as it stood is superseded, never lost."""

    def get(self, request: HttpRequest, kind: str, fact_id: uuid.UUID) -> HttpResponse:
        fact = selectors.fact_for(self.viewer, kind_named(kind), fact_id)
        return self.ask(fact.child_id, self._form(fact.from_on), self._heading(kind))

    def post(self, request: HttpRequest, kind: str, fact_id: uuid.UUID) -> HttpResponse:
        fact = selectors.fact_for(self.viewer, kind_named(kind), fact_id)
        form = self._form(fact.from_on, request.POST)
        if not form.is_valid():
            return self.ask(fact.child_id, form, self._heading(kind))
        services.end_recorded_fact(fact, on=form.cleaned_data["on"], by=self.person, at=self.now)
        return redirect("children:detail", fact.child_id)

    def _heading(self, kind: str) -> str:
        return f"{TITLES[kind_named(kind)]}: no longer true"

    def _form(self, earliest: date | None, *data: object) -> EndForm:
        return EndForm(*data, today=self.now.astimezone(LONDON).date(), earliest=earliest)


class FactCorrect(Asking):
    """Put right what a fact says; what it said stays, marked as corrected."""

    permission = Permission.CHILD_EDIT
    template = "children/correct.html"

    def read(self) -> selectors.CorrectPage:
        kind = kind_named(self.kwargs["kind"])
        fact_id = self.kwargs["fact_id"]
        return selectors.correct_page(self.viewer, kind, fact_id, today=local_day(self.now))

    def viewed(self, page: selectors.CorrectPage) -> Viewed:
        return Viewed("children.child", (page.row.child_id,), (page.row.child_id,))

    def form(self, page: selectors.CorrectPage, data: Any = None) -> FactForm:
        form = correction_form(
            page.kind,
            data,
            masked=page.masked,
            may_open=page.may_open,
            until_on=page.until_on,
            today=local_day(self.now),
            initial=page.initial,
        )
        if page.stands:
            form.action = reverse("children:fact_correct", args=[page.kind, page.stands.id])
        else:
            form.submit = ""
        return form

    def act(self, page: selectors.CorrectPage, form: Any) -> str:
        said = form.said()
        services.correct_recorded_fact(page.row, by=self.person, at=self.now, **said)
        messages.success(self.request, "Corrected. What was recorded before is kept.")
        return reverse("children:detail", args=[page.row.child_id])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Somebody was quicker: nothing typed is lost, and what stands now is shown beside it."""
        try:
            return super().post(request, **kwargs)
        except NotNow:
            page = self.read()
            return self.present(page, self.form(page, request.POST), status=NotNow.status)
