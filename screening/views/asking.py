"""A page with one form: show it, or hand what was typed to one service and go on."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.doors import Door
from core.audit import Action, Viewed
from core.refusals import Invalid

WRONG = 400


class Asking(Door):
    """`read` what the page is about, make its `form`, and `act` on it; `act` says where to go."""

    template: ClassVar[str]

    def read(self) -> Any:
        raise NotImplementedError

    def form(self, page: Any, data: Any = None) -> forms.Form:
        raise NotImplementedError

    def act(self, page: Any, form: Any) -> str:
        raise NotImplementedError

    def viewed(self, page: Any) -> Viewed | None:
        """The read event of the page; a page about no child has none."""
        return viewed(page.screening.pk, page.whose.child_id)

    def present(self, page: Any, form: forms.Form, *, status: int = 200) -> HttpResponse:
        return self.show(self.template, page, viewed=self.viewed(page), form=form, status=status)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        return self.present(page, self.form(page))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        form = self.form(page, request.POST)
        if form.is_valid():
            try:
                return redirect(self.act(page, form))
            except Invalid as refusal:
                put_on(form, refusal)
        return self.present(page, form, status=WRONG)


def put_on(form: forms.Form, refusal: Invalid) -> None:
    """Show a refusal beside the field it is about, or above the form."""
    known = refusal.field if refusal.field in form.fields else None
    form.add_error(known, refusal.sentence)


def viewed(*records: uuid.UUID, action: Action = Action.VIEW, data_class: str = "") -> Viewed:
    """The read event of one screening: its id, then the child's."""
    *screenings, child = records
    return Viewed(
        "screening.screening", tuple(screenings), (child,), action=action, data_class=data_class
    )
