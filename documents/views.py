"""One document to look at, its file, its picture; withdraw it. A letter and its files."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from core.layout import Link
from documents import selectors, services
from documents.forms import WithdrawForm
from documents.selectors import Bytes, DocumentPage, File

SHUT_IN = "sandbox; default-src 'none'"


class DocumentDetail(Door):
    """What is known of a document, and a look at it where that needs no other program."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
        page = selectors.document_page(self.viewer, document_id)
        return self.show(
            "documents/detail.html", page, breadcrumbs=way_of(page), viewed=viewed_document(page)
        )


class DocumentFile(Door):
    """The file, to be kept: always an attachment, never run by the browser (requirement F-2)."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
        file = selectors.file_of(self.viewer, document_id)
        self.note(viewed_file(file, Action.EXPORT))
        return answer_with(file, "attachment")


class DocumentPicture(Door):
    """The picture inside its own page."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
        file = selectors.picture_of(self.viewer, document_id)
        self.note(viewed_file(file, Action.VIEW))
        return answer_with(file, "inline")


class DocumentPageShown(Door):
    """One page of a file as a picture: what the portal made of it, never the file."""

    permission = Permission.DOCUMENT_VIEW

    def get(self, request: HttpRequest, document_id: uuid.UUID, number: int) -> HttpResponse:
        file = selectors.page_of_file(self.viewer, document_id, number)
        self.note(viewed_file(file, Action.VIEW))
        return answer_with(file, "inline")


class DocumentWithdraw(Asking):
    """Shut a document for everybody, with the reason."""

    permission = Permission.DOCUMENT_WITHDRAW
    template = "documents/withdraw.html"

    def read(self) -> DocumentPage:
        document_id = self.kwargs["document_id"]
        selectors.document_for(self.viewer, document_id, Permission.DOCUMENT_WITHDRAW)
        return selectors.document_page(self.viewer, document_id)

    def form(self, page: DocumentPage, data: Any = None) -> WithdrawForm:
        return WithdrawForm(data)

    def viewed(self, page: DocumentPage) -> Viewed:
        return viewed_document(page)

    def act(self, page: DocumentPage, form: WithdrawForm) -> str:
        because = form.cleaned_data["because"]
        services.withdraw(page.document, because=because, by=self.person, at=self.now)
        return page.line.url


class LetterDetail(Door):
    """A letter as it was written, with its files."""

    permission = Permission.LETTER_VIEW

    def get(self, request: HttpRequest, letter_id: uuid.UUID) -> HttpResponse:
        page = selectors.letter_page(self.viewer, letter_id)
        back = reverse("desk:case_section", args=[page.letter.case_id, "documents"])
        way = (Link("Documents of the case", back), Link(page.line.title, ""))
        return self.show(
            "documents/letter.html", page, breadcrumbs=way, viewed=viewed_letter(page.letter)
        )


class LetterCopy(Door):
    """A file of a letter: always an attachment."""

    permission = Permission.LETTER_VIEW

    def get(self, request: HttpRequest, letter_id: uuid.UUID, form: str) -> HttpResponse:
        copy = selectors.letter_file(self.viewer, letter_id, form)
        self.note(viewed_letter(copy.letter, Action.EXPORT))
        return answer_with(copy, "attachment")


def viewed_letter(letter: Any, action: Action = Action.VIEW) -> Viewed:
    """The read event of a letter."""
    return Viewed("documents.letter", (letter.pk,), (letter.subject_id,), action)


def answer_with(file: File | Bytes, how: str) -> HttpResponse:
    """The bytes with the headers of requirement F-2; the name is encoded whole."""
    answer = HttpResponse(file.data, content_type=file.content_type)
    answer["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(file.name, safe='')}"
    answer["Content-Security-Policy"] = SHUT_IN
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def viewed_document(page: DocumentPage) -> Viewed:
    """The read event of a page about a document."""
    document = page.document
    return Viewed(
        "documents.document", (document.pk,), (document.subject_id,), data_class=page.data_class
    )


def viewed_file(file: File, action: Action) -> Viewed:
    """The read event of a file that is handed out."""
    document = file.document
    data_class = "HEALTH" if document.holds_health else ""
    return Viewed("documents.document", (document.pk,), (document.subject_id,), action, data_class)


def way_of(page: DocumentPage) -> tuple[Link, ...]:
    """The way back to the documents of the case."""
    back = reverse("desk:case_section", args=[page.document.case_id, "documents"])
    return (Link("Documents of the case", back), Link(page.line.title, ""))
