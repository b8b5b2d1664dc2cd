"""What the doors of a case share: the way back to its file, and what the page shows."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from agencies.access import Decision
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


class AboutCase(Asking):
    """A question about one case; `heading` is the question."""

    template = "cases/question.html"
    heading: ClassVar[str]

    def case_of(self, page: Any) -> Any:
        """The case of a page."""
        return page.case

    def way(self, page: Any) -> tuple[Link, ...]:
        """The way back from the question."""
        return (file_of(self.case_of(page)),)

    def decision(self, page: Any) -> Decision:
        """Whether the question is open now; a shut one shows its sentence and no form."""
        return Decision(True)

    def viewed(self, page: Any) -> Viewed | None:
        return viewed_case(self.case_of(page), getattr(page, "data_class", ""))

    def present(
        self, page: Any, form: forms.Form, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        case, decision = self.case_of(page), self.decision(page)
        shown = {
            "case": case,
            "heading": self.heading,
            "caption": case.child.full_name,
            "breadcrumbs": (*self.way(page), Link(self.heading, "")),
            "shut": decision.sentence,
            "form": form if decision or form.is_bound else None,
        }
        return self.show(
            self.template, page, viewed=self.viewed(page), status=status, **{**shown, **more}
        )


class CaseQuestion(AboutCase):
    """A question asked from a section of a case file and answered back to it.

    `section` and `section_title` are the way back.
    """

    section: ClassVar[str]
    section_title: ClassVar[str]

    def way(self, page: Any) -> tuple[Link, ...]:
        return (*super().way(page), Link(self.section_title, self.section_of(page)))

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
