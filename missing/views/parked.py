"""Rows that wait: which child does each mean?"""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from core.paging import page_number
from missing import selectors, services
from missing.forms import SettleForm

KIND = "missing.importrow"


class ParkedList(Door):
    """Every row that waits to be settled, oldest first."""

    permission = Permission.EPISODE_MATCH
    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        number = page_number(request.GET.get("page", ""))
        page = selectors.parked_page(self.viewer, number=number)
        ids = tuple(line.pk for line in page.lines)
        viewed = Viewed(KIND, ids, (), action=Action.LIST) if ids else None
        return self.show("missing/parked.html", page, viewed=viewed)


class ParkedRow(Asking):
    """One row beside the children it may mean."""

    permission = Permission.EPISODE_MATCH
    template = "missing/parked_row.html"

    def read(self) -> selectors.ParkedPage:
        return selectors.parked_row_page(self.viewer, self.kwargs["row_id"])

    def viewed(self, page: selectors.ParkedPage) -> Viewed:
        return Viewed(KIND, (page.row.pk,), tuple(one.child_id for one in page.candidates))

    def form(self, page: selectors.ParkedPage, data: Any = None) -> forms.Form:
        choices = [(str(one.child_id), _called(one)) for one in page.candidates]
        hints = {str(one.child_id): ", ".join(one.why).capitalize() for one in page.candidates}
        choices += [
            ("NEW_CHILD", "A child new to us"),
            ("NO_EPISODE", "Not an episode, or one that is logged already"),
        ]
        return SettleForm(data, choices=choices, hints=hints)

    def act(self, page: selectors.ParkedPage, form: Any) -> str:
        said = form.cleaned_data["settlement"]
        named = said in {str(one.child_id) for one in page.candidates}
        services.settle_parked_row(
            page.row,
            settlement="THIS_CHILD" if named else said,
            child_id=uuid.UUID(said) if named else None,
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, f"Row {page.row.reference} is settled.")
        return reverse("missing:parked")


def _called(candidate: Any) -> str:
    born = f", born {candidate.born_on:%-d %B %Y}" if candidate.born_on else ""
    return f"{candidate.name}{born}"
