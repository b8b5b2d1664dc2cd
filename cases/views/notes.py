"""Write a note, read one, correct one, and say what it mentions."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import CorrectNoteForm, HeardForm, NoteForm
from cases.selectors import NotePage, WritePage
from cases.views.doors import CaseDoor, CaseQuestion
from core.audit import Viewed


class NoteAdd(CaseQuestion):
    """A note is written, and then asked what it mentions, if it seems to mention anything."""

    permission = Permission.NOTE_WRITE
    template = "cases/note_form.html"
    heading = "Write a note"
    section, section_title = "notes", "Notes"

    def read(self) -> WritePage:
        return selectors.case_to_note(self.viewer, self.kwargs["case_id"])

    def form(self, page: WritePage, data: Any = None) -> NoteForm:
        return NoteForm(data, now=self.now, citable=page.citable)

    def act(self, page: WritePage, form: NoteForm) -> str:
        said = said_in(page, form)
        note = services.write_note(page.case, by=self.person, at=self.now, **said)
        return after_writing(selectors.note_page(self.viewer, note.pk))


class NoteQuestion(CaseQuestion):
    """A question about one note, whose read event says whether health detail is shown."""

    permission = Permission.NOTE_CORRECT
    section, section_title = "notes", "Notes"

    def read(self) -> NotePage:
        return selectors.note_to_correct(self.viewer, self.kwargs["note_id"])

    def viewed(self, page: NotePage) -> Viewed:
        return viewed_note(page)


class NoteCorrect(NoteQuestion):
    """The note again as it should have been; the wrong one stays beside it."""

    template = "cases/note_correct.html"
    heading = "Correct a note"

    def form(self, page: NotePage, data: Any = None) -> CorrectNoteForm:
        hidden = page.card.health_hidden
        return CorrectNoteForm(
            data, now=self.now, citable=page.citable, health_hidden=hidden, initial=page.start
        )

    def act(self, page: NotePage, form: CorrectNoteForm) -> str:
        said = said_in(page, form)
        note = services.correct_note(page.note, by=self.person, at=self.now, **said)
        return after_writing(selectors.note_page(self.viewer, note.pk))


class NoteHeard(NoteQuestion):
    """What a note mentions: nothing is kept that is not ticked."""

    template = "cases/note_heard.html"
    heading = "What the note mentions"

    def form(self, page: NotePage, data: Any = None) -> HeardForm:
        return HeardForm(data, heard=page.heard)

    def act(self, page: NotePage, form: HeardForm) -> str:
        chosen = form.cleaned_data["chosen"]
        services.keep_heard(page.note, chosen=chosen, by=self.person, at=self.now)
        return page.card.url


class Note(CaseDoor):
    """One note to read, beside its correction or the note it corrects."""

    permission = Permission.NOTE_VIEW

    def get(self, request: HttpRequest, note_id: uuid.UUID) -> HttpResponse:
        page = selectors.note_page(self.viewer, note_id)
        return self.ask("cases/note.html", page.case, "Note", page=page, viewed=viewed_note(page))


def said_in(page: WritePage | NotePage, form: NoteForm) -> dict[str, Any]:
    """What a form says, with the chronology it names."""
    said = form.said()
    return {**said, "cites": selectors.frozen_with(page.case, said.get("cites", ""))}


def viewed_note(page: NotePage) -> Viewed:
    """The read event of a page that shows a note, and the other where it was corrected."""
    shown = (page.card.id, *([page.other.id] if page.other else []))
    return Viewed("cases.note", shown, (page.case.child_id,), data_class=page.data_class)


def after_writing(page: NotePage) -> str:
    """To what the note mentions, where it seems to mention something; else to the note."""
    return reverse("cases:note_heard", args=[page.note.pk]) if page.heard else page.card.url
