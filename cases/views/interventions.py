"""Interventions: the list, one of them, and each thing that happens in it."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies import selectors as agencies
from agencies.doors import Asking, Door
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import AnswerOfferForm, EndForm, FirstContactForm, OfferForm, SessionForm
from cases.selectors import InterventionPage
from cases.views.doors import CaseQuestion, file_of
from core.audit import Action, Viewed
from core.calendar import local_day
from core.layout import Link

KIND = "cases.intervention"


class InterventionListDoor(Door):
    """What runs: for a provider, the work of its own; for others, that of the cases they read."""

    permission = Permission.INTERVENTION_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.intervention_list(self.viewer, start=request.GET.get("from", ""))
        seen = Viewed(
            KIND,
            tuple(line.id for line in page.lines),
            tuple(line.child_id for line in page.lines),
            Action.LIST,
        )
        return self.show("cases/interventions.html", page, viewed=seen if page.lines else None)


class InterventionDetail(Door):
    """One intervention with its sessions."""

    permission = Permission.INTERVENTION_VIEW

    def get(self, request: HttpRequest, intervention_id: uuid.UUID) -> HttpResponse:
        page = selectors.intervention_page(self.viewer, intervention_id)
        return self.show(
            "cases/intervention.html", page, viewed=viewed(page), breadcrumbs=way_to(page)
        )


class InterventionOffer(CaseQuestion):
    """An agency's work is offered to the child or the family."""

    permission = Permission.INTERVENTION_OFFER
    heading = "Record an offer"
    section, section_title = "interventions", "Interventions"

    def read(self) -> selectors.OfferPage:
        return selectors.case_to_offer(self.viewer, self.kwargs["case_id"])

    def form(self, page: selectors.OfferPage, data: Any = None) -> forms.Form:
        start = {"offered_by_name": self.person.name}
        today = local_day(self.now)
        return OfferForm(data, providers=page.providers, today=today, initial=start)

    def act(self, page: selectors.OfferPage, form: Any) -> str:
        said = dict(form.cleaned_data)
        provider = agencies.agency_with(said.pop("provider"))
        services.offer_intervention(
            page.case, provider=provider, by=self.person, at=self.now, **said
        )
        return self.done(page, "The offer is recorded. The provider sees it from now on.")


class InterventionQuestion(Asking):
    """A question about one intervention, for those who record it."""

    permission = Permission.INTERVENTION_RECORD
    template = "cases/question.html"
    heading = ""
    done = ""

    def read(self) -> InterventionPage:
        return selectors.intervention_to_record(self.viewer, self.kwargs["intervention_id"])

    def viewed(self, page: InterventionPage) -> Viewed:
        return viewed(page)

    def present(self, page: Any, form: forms.Form, *, status: int = 200) -> HttpResponse:
        one = Link(page.line.kind, reverse("cases:intervention", args=[page.intervention.pk]))
        return self.show(
            self.template,
            page,
            viewed=self.viewed(page),
            form=form,
            status=status,
            heading=self.heading,
            caption=f"{page.line.child}: {page.line.kind}, {page.line.provider}",
            breadcrumbs=(*way_to(page)[:-1], one, Link(self.heading, "")),
        )

    def act(self, page: InterventionPage, form: Any) -> str:
        self.record(page, form)
        messages.success(self.request, self.done)
        return reverse("cases:intervention", args=[page.intervention.pk])

    def record(self, page: InterventionPage, form: Any) -> None:
        raise NotImplementedError


class OfferAnswer(InterventionQuestion):
    """The offer was accepted or declined."""

    heading = "Record the answer"
    done = "The answer is recorded."

    def form(self, page: InterventionPage, data: Any = None) -> forms.Form:
        return AnswerOfferForm(data, today=local_day(self.now))

    def record(self, page: InterventionPage, form: Any) -> None:
        services.answer_offer(page.intervention, by=self.person, at=self.now, **form.said())


class FirstContact(InterventionQuestion):
    """The work began."""

    heading = "Record first contact"
    done = "First contact is recorded."

    def form(self, page: InterventionPage, data: Any = None) -> forms.Form:
        return FirstContactForm(data, today=local_day(self.now))

    def record(self, page: InterventionPage, form: Any) -> None:
        said = form.cleaned_data
        services.record_first_contact(page.intervention, by=self.person, at=self.now, **said)


class SessionAdd(InterventionQuestion):
    """One session, attended or not."""

    heading = "Record a session"
    done = "The session is recorded."

    def form(self, page: InterventionPage, data: Any = None) -> forms.Form:
        return SessionForm(data, today=local_day(self.now))

    def record(self, page: InterventionPage, form: Any) -> None:
        said = form.cleaned_data
        services.record_session(page.intervention, by=self.person, at=self.now, **said)


class InterventionEnd(InterventionQuestion):
    """The work ended."""

    heading = "Record the end"
    done = "The end is recorded."

    def form(self, page: InterventionPage, data: Any = None) -> forms.Form:
        return EndForm(data, today=local_day(self.now))

    def record(self, page: InterventionPage, form: Any) -> None:
        said = form.cleaned_data
        services.end_intervention(page.intervention, by=self.person, at=self.now, **said)


def viewed(page: InterventionPage) -> Viewed:
    """The read event of a page about one intervention."""
    return Viewed(KIND, (page.intervention.pk,), (page.line.child_id,))


def way_to(page: InterventionPage) -> tuple[Link, ...]:
    """The way to an intervention: through the file for those who read it, else by the list."""
    here = Link(page.line.kind, "")
    if not page.reads_file:
        return (Link("Interventions", reverse("cases:interventions")), here)
    section = reverse("desk:case_section", args=[page.case.pk, "interventions"])
    return (file_of(page.case), Link("Interventions", section), here)
