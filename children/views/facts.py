"""Record one fact of a child, or say until when it was true."""

from __future__ import annotations

import uuid
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Door
from agencies.permissions import Permission
from children import selectors, services
from children.forms import FACT_FORMS, EndForm
from children.forms.facts import FactForm
from children.kinds import TITLES, FactKind, kind_named
from core.audit import Viewed
from core.calendar import LONDON
from core.layout import Link
from core.refusals import Invalid


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
        return self.ask(child_id, self._form(fact), TITLES[fact])

    def post(self, request: HttpRequest, child_id: uuid.UUID, kind: str) -> HttpResponse:
        fact = kind_named(kind)
        child = selectors.child_for(self.viewer, child_id, Permission.CHILD_EDIT)
        form = self._form(fact, request.POST)
        if not form.is_valid():
            return self.ask(child_id, form, TITLES[fact])
        try:
            services.record_fact(child, fact=fact, by=self.person, at=self.now, **form.said())
        except Invalid as error:
            field = error.field if error.field in form.fields else None
            form.add_error(field, error.sentence)
            return self.ask(child_id, form, TITLES[fact])
        return redirect("children:detail", child_id)

    def _form(self, kind: FactKind, *data: object) -> FactForm:
        return FACT_FORMS[kind](*data, today=self.now.astimezone(LONDON).date())


class FactEnd(FactDoor):
    """Say until which day a fact was true; the row as it stood is superseded, never lost."""

    def get(self, request: HttpRequest, kind: str, fact_id: uuid.UUID) -> HttpResponse:
        fact = selectors.fact_for(self.viewer, kind_named(kind), fact_id)
        return self.ask(fact.child_id, self._form(fact.from_on), TITLES[kind_named(kind)])

    def post(self, request: HttpRequest, kind: str, fact_id: uuid.UUID) -> HttpResponse:
        fact = selectors.fact_for(self.viewer, kind_named(kind), fact_id)
        form = self._form(fact.from_on, request.POST)
        if not form.is_valid():
            return self.ask(fact.child_id, form, TITLES[kind_named(kind)])
        services.end_recorded_fact(fact, on=form.cleaned_data["on"], by=self.person, at=self.now)
        return redirect("children:detail", fact.child_id)

    def _form(self, earliest: date | None, *data: object) -> EndForm:
        return EndForm(*data, today=self.now.astimezone(LONDON).date(), earliest=earliest)
