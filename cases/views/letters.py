"""Write a letter of a case: choose which and to whom, read exactly what it says, write it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.urls import reverse

from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import LetterForm, SealForm
from cases.selectors.letters import LetterToWrite, WriteLetterPage
from cases.views.doors import CaseQuestion
from core.layout import Link


class LetterWrite(CaseQuestion):
    """Which letter, and to whom."""

    permission = Permission.LETTER_WRITE
    template = "cases/letter_write.html"
    heading = "Write a letter"
    section, section_title = "documents", "Documents"

    def read(self) -> WriteLetterPage:
        return selectors.letters_to_write(self.viewer, self.kwargs["case_id"], now=self.now)

    def form(self, page: WriteLetterPage, data: Any = None) -> LetterForm:
        return LetterForm(data, letters=page.letters)

    def act(self, page: WriteLetterPage, form: LetterForm) -> str:
        return reverse("cases:letter", args=[page.case.pk, *form.chosen])


class LetterPreview(CaseQuestion):
    """The letter exactly as it would be written; one press writes it."""

    permission = Permission.LETTER_WRITE
    template = "cases/letter.html"
    heading = "Read the letter before it is written"
    section, section_title = "documents", "Documents"

    def way(self, page: LetterToWrite) -> tuple[Link, ...]:
        choose = reverse("cases:letter_write", args=[page.case.pk])
        return (*super().way(page), Link(LetterWrite.heading, choose))

    def read(self) -> LetterToWrite:
        asked = (self.kwargs["case_id"], self.kwargs["letter"], self.kwargs["of"])
        return selectors.letter_to_write(self.viewer, *asked, now=self.now)

    def form(self, page: LetterToWrite, data: Any = None) -> SealForm:
        return SealForm(data)

    def act(self, page: LetterToWrite, form: SealForm) -> str:
        letter = services.write_case_letter(
            page.case,
            page.letter.slug,
            of=self.kwargs["of"],
            seen=form.cleaned_data["seen"],
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, "The letter is written. It never changes.")
        return reverse("documents:letter", args=[letter.pk])
