"""A text that two people may change at once: whoever saves second is shown both (C-1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from cases.views.doors import CaseQuestion
from core.refusals import Stale


class Editing(CaseQuestion):
    """A form that carries the edition it was begun from.

    A stale save is refused with 409 and one page that holds what was saved last and what was
    typed. The form then carries the edition that page shows, so that a choice between the two,
    or one made of both, can be saved.
    """

    template = "cases/edit.html"

    def edition(self, page: Any) -> int:
        """The edition that the page shows."""
        raise NotImplementedError

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, **kwargs)
        except Stale as refusal:
            page = self.read()
            typed = request.POST.copy()
            typed["edition"] = str(self.edition(page))
            form = self.form(page, typed)
            form.is_valid()
            return self.both(page, form, refusal)

    def both(self, page: Any, form: forms.Form, refusal: Stale) -> HttpResponse:
        """What was saved last beside what was typed."""
        return self.present(page, form, status=refusal.status, refusal=refusal.sentence)
