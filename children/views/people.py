"""The people around a child, and the link between two children's records."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import WRONG, Door, put_on
from agencies.permissions import Permission
from children import selectors, services
from children.forms import RelateForm, SearchForm
from core.audit import Action, Viewed
from core.calendar import LONDON
from core.layout import Link
from core.refusals import Invalid, OutOfReach


class People(Door):
    """Who is around the child, as tables, a genogram and an ecomap."""

    permission = Permission.CHILD_VIEW

    def get(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        child = selectors.child_for(self.viewer, child_id)
        today = self.now.astimezone(LONDON).date()
        page = selectors.people_page(self.viewer, child, today=today)
        return self.show(
            "children/people.html",
            page,
            breadcrumbs=_way(child_id, "People and links"),
            viewed=Viewed("children.child", (child_id,), (child_id,)),
        )


class Relate(Door):
    """Find the other child's record, then say what the other child is to this one.

    Every step is a POST: no name stands in an address.
    """

    permission = Permission.CHILD_EDIT

    def get(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        return self._search(self._child(child_id), SearchForm())

    def post(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        child = self._child(child_id)
        if "other" in request.POST:
            return self._link(child, self._other(child, request.POST["other"]))
        form = SearchForm(request.POST)
        if not form.is_valid():
            return self._search(child, form, status=WRONG)
        return self._search(child, form, searched=True)

    def _child(self, child_id: uuid.UUID) -> Any:
        return selectors.child_for(self.viewer, child_id, Permission.CHILD_EDIT)

    def _other(self, child: Any, text: str) -> Any:
        try:
            found = selectors.children_to_relate(self.viewer, child, [uuid.UUID(text)])
        except ValueError:
            found = []
        if not found:
            raise OutOfReach
        return found[0]

    def _search(
        self, child: Any, form: SearchForm, *, searched: bool = False, status: int = 200
    ) -> HttpResponse:
        matches = selectors.find_children(self.viewer, form.query) if searched else []
        named = [one.child_id for one in matches if one.named]
        found = selectors.children_to_relate(self.viewer, child, named)
        action = Action.SEARCH if searched else Action.VIEW
        shown = {"form": form, "found": found, "searched": searched, "status": status}
        return self._page("children/relate.html", child, found, action, **shown)

    def _link(self, child: Any, other: Any) -> HttpResponse:
        today = self.now.astimezone(LONDON).date()
        if "kind" not in self.request.POST:
            return self._ask(child, other, RelateForm(other=other.pk, today=today))
        form = RelateForm(self.request.POST, other=other.pk, today=today)
        if form.is_valid():
            try:
                services.link_children(child, other, by=self.person, at=self.now, **form.said())
                return redirect("children:people", child.pk)
            except Invalid as refusal:
                put_on(form, refusal)
        return self._ask(child, other, form, status=WRONG)

    def _ask(self, child: Any, other: Any, form: RelateForm, *, status: int = 200) -> HttpResponse:
        heading = f"What is {other.full_name} to {child.full_name}?"
        return self._page(
            "children/edit.html", child, [other], form=form, heading=heading, status=status
        )

    def _page(
        self, template: str, child: Any, others: Any, action: Action = Action.VIEW, **more: Any
    ) -> HttpResponse:
        ids = (child.pk, *(one.pk for one in others))
        return self.show(
            template,
            child=child,
            breadcrumbs=_way(child.pk, "Link another record"),
            viewed=Viewed("children.child", ids, ids, action),
            **more,
        )


def _way(child_id: uuid.UUID, here: str) -> tuple[Link, ...]:
    return (
        Link("Record of the child", reverse("children:detail", args=[child_id])),
        Link(here, ""),
    )
