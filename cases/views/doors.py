"""What the doors of a case share: the way back to its file, and what the page shows."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from agencies.doors import Asking, Door
from core.audit import Viewed
from core.layout import Link


class CaseDoor(Door):
    """A page about one case, with the way back to the file."""

    def ask(
        self, template: str, case: Any, heading: str, *, page: Any = None, **more: Any
    ) -> HttpResponse:
        return self.show(
            template,
            page,
            case=case,
            heading=heading,
            caption=case.child.full_name,
            breadcrumbs=(file_of(case), Link(heading, "")),
            viewed=more.pop("viewed", None) or viewed_case(case, getattr(page, "data_class", "")),
            **more,
        )


class CaseQuestion(Asking):
    """A question about one case, asked from a section of its file and answered back to it.

    `page.case` is the case; `heading` is the question, `section` and `section_title` the way back.
    """

    template = "cases/question.html"
    heading: ClassVar[str]
    section: ClassVar[str]
    section_title: ClassVar[str]

    def viewed(self, page: Any) -> Viewed | None:
        return viewed_case(page.case, getattr(page, "data_class", ""))

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        back = Link(self.section_title, self.section_of(page))
        way = (file_of(page.case), back, Link(self.heading, ""))
        return self.show(
            self.template,
            page,
            viewed=self.viewed(page),
            form=form,
            status=status,
            case=page.case,
            heading=self.heading,
            caption=page.case.child.full_name,
            **{"breadcrumbs": way, **more},
        )

    def section_of(self, page: Any) -> str:
        return reverse("desk:case_section", args=[page.case.pk, self.section])

    def done(self, page: Any, sentence: str) -> str:
        """Back to the section, which says what was done."""
        messages.success(self.request, sentence)
        return self.section_of(page)


def file_of(case: Any) -> Link:
    """The way to the case file."""
    return Link(f"Case {case.reference}", reverse("desk:case", args=[case.pk]))


def viewed_case(case: Any, data_class: str = "") -> Viewed:
    """The read event of a page about one case, with the class of what it shows."""
    return Viewed("cases.case", (case.pk,), (case.child_id,), data_class=data_class)
