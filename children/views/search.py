"""Search first. A search is a POST: no name of a person ever stands in an address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from agencies.doors import Door
from agencies.permissions import Permission
from children import selectors
from children.forms import SearchForm
from children.search import POSSIBLE
from core.audit import Action, Viewed


class ChildSearch(Door):
    """Whoever is known already is found before anybody is recorded again."""

    permission = Permission.CHILD_SEARCH

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("children/search.html", form=SearchForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SearchForm(request.POST)
        if not form.is_valid():
            return self.show("children/search.html", form=form)
        found = selectors.find_children(self.viewer, form.query, least=POSSIBLE)
        ids = tuple(one.child_id for one in found)
        return self.show(
            "children/search.html",
            form=form,
            found=found,
            searched=True,
            viewed=Viewed("children.child", ids, ids, Action.SEARCH),
        )
