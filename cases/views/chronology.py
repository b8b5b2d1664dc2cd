"""Begin a chronology, put its entries together, freeze it, read it, print it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import BeginForm, EntryForm, OwnEntryForm, SummaryForm
from cases.selectors import BeginPage, ChronologyPage, EntryPage
from cases.views.doors import CaseDoor, CaseQuestion
from core.audit import Action, Viewed
from core.calendar import LONDON, local_day

P = Permission


class ChronologyDoor(CaseDoor):
    """A page that shows a chronology, whose read event says whether it shows health detail."""

    permission = P.CASE_VIEW
    template: ClassVar[str]
    action: ClassVar[Action] = Action.VIEW

    def get(self, request: HttpRequest, chronology_id: uuid.UUID) -> HttpResponse:
        page = selectors.chronology_page(self.viewer, chronology_id)
        viewed = viewed_chronology(page, self.action)
        heading = f"Chronology {page.chronology.number}"
        return self.ask(
            self.template,
            page.case,
            heading,
            page=page,
            viewed=viewed,
            print_reference=page.chronology.reference,
        )


class Chronology(ChronologyDoor):
    """A chronology to read; a draft with the ways to change it."""

    template = "cases/chronology.html"


class ChronologyPrint(ChronologyDoor):
    """A chronology for paper; that it was printed is written down."""

    template = "cases/chronology_print.html"
    action = Action.PRINT


class ChronologyBegin(CaseQuestion):
    """Begin a chronology, empty or from a frozen one."""

    permission = P.CHRONOLOGY_WRITE
    heading = "Begin a chronology"
    section, section_title = "chronologies", "Chronologies"

    def read(self) -> BeginPage:
        chosen = self.request.GET.get("from", "")
        return selectors.case_to_begin(self.viewer, self.kwargs["case_id"], chosen=chosen)

    def form(self, page: BeginPage, data: Any = None) -> BeginForm:
        return BeginForm(data, frozen=page.frozen, initial={"begun_from": page.chosen})

    def act(self, page: BeginPage, form: BeginForm) -> str:
        start = selectors.frozen_with(page.case, form.cleaned_data.get("begun_from", ""))
        purpose = form.cleaned_data["purpose"]
        row = services.begin_chronology(
            page.case, purpose=purpose, begun_from=start, by=self.person, at=self.now
        )
        return reverse("cases:chronology", args=[row.pk])


class DraftQuestion(CaseQuestion):
    """A question about a draft, answered back to the draft. The page's own form is drawn by it."""

    permission = P.CHRONOLOGY_WRITE
    template = "cases/chronology_question.html"
    section, section_title = "chronologies", "Chronologies"

    def read(self) -> Any:
        return selectors.chronology_to_write(self.viewer, self.kwargs["chronology_id"])

    def draft(self, page: Any) -> str:
        return reverse("cases:chronology", args=[page.chronology.pk])

    def edition(self) -> int:
        """The edition that the form was opened with; none that is a number never fits."""
        text = self.request.POST.get("edition", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


class ChronologyEdit(DraftQuestion):
    """What a draft is for, and what all of it means."""

    heading = "Purpose and analysis"

    def form(self, page: ChronologyPage, data: Any = None) -> SummaryForm:
        row = page.chronology
        return SummaryForm(data, initial={"purpose": row.purpose, "analysis": row.analysis})

    def act(self, page: ChronologyPage, form: SummaryForm) -> str:
        services.change_chronology(
            page.chronology,
            edition=self.edition(),
            by=self.person,
            at=self.now,
            **form.cleaned_data,
        )
        return self.draft(page)


class EntryAdd(DraftQuestion):
    """An entry by hand."""

    heading = "Add an entry"

    def form(self, page: ChronologyPage, data: Any = None) -> OwnEntryForm:
        return OwnEntryForm(data, today=local_day(self.now))

    def act(self, page: ChronologyPage, form: OwnEntryForm) -> str:
        services.write_entry(page.chronology, by=self.person, at=self.now, **form.said())
        return self.draft(page)


class EntryChange(DraftQuestion):
    """What an entry says and means; one by hand also when it happened."""

    heading = "Change an entry"

    def read(self) -> EntryPage:
        return selectors.entry_to_write(self.viewer, self.kwargs["entry_id"])

    def form(self, page: EntryPage, data: Any = None) -> EntryForm:
        entry: Any = page.entry
        start = {name: getattr(entry, name) for name in ("title", "text", "analysis", "health")}
        if entry.event_id is not None:
            return EntryForm(data, initial=start)
        here = entry.happened_at.astimezone(LONDON)
        start |= {"happened_on": here.date()}
        start |= {} if entry.day_only else {"happened_time": here.time()}
        return OwnEntryForm(data, today=local_day(self.now), initial=start)

    def act(self, page: EntryPage, form: EntryForm) -> str:
        services.change_entry(
            page.entry, edition=self.edition(), by=self.person, at=self.now, **form.said()
        )
        return self.draft(page)


class EntryMove(CaseDoor):
    """An entry goes one place up or down."""

    permission = P.CHRONOLOGY_WRITE

    def post(self, request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
        page = selectors.entry_to_write(self.viewer, entry_id)
        up = request.POST.get("to") == "up"
        services.move_entry(page.entry, up=up, by=self.person, at=self.now)
        return redirect("cases:chronology", page.chronology.pk)


class EntryRemove(CaseDoor):
    """An entry is taken out of a draft."""

    permission = P.CHRONOLOGY_WRITE

    def post(self, request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
        page = selectors.entry_to_write(self.viewer, entry_id)
        services.remove_entry(page.entry, by=self.person, at=self.now)
        return redirect("cases:chronology", page.chronology.pk)


class ChronologyFreeze(CaseDoor):
    """Say what freezing means, and freeze."""

    permission = P.CHRONOLOGY_WRITE

    def get(self, request: HttpRequest, chronology_id: uuid.UUID) -> HttpResponse:
        page = selectors.chronology_to_write(self.viewer, chronology_id)
        viewed = viewed_chronology(page, Action.VIEW)
        heading = "Freeze the chronology"
        template = "cases/chronology_freeze.html"
        return self.ask(template, page.case, heading, page=page, viewed=viewed)

    def post(self, request: HttpRequest, chronology_id: uuid.UUID) -> HttpResponse:
        page = selectors.chronology_to_write(self.viewer, chronology_id)
        services.freeze_chronology(page.chronology, by=self.person, at=self.now)
        return redirect("cases:chronology", chronology_id)


def viewed_chronology(page: ChronologyPage, action: Action) -> Viewed:
    """The read event of a page that shows a chronology."""
    records, children = (page.chronology.pk,), (page.case.child_id,)
    return Viewed("cases.chronology", records, children, action, data_class=page.data_class)
