"""Two records that may be one child: the queue, the decision, the merge and its undoing."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from children import selectors, services
from children.forms import LaterForm, MergeForm, NotSameForm, SeparateForm
from children.selectors import PairCard, PairPage
from core.audit import Action, Viewed
from core.calendar import local_day

KIND = "children.matchpair"


class PairQueue(Door):
    """The pairs to decide, best first."""

    permission = Permission.CHILD_MATCH
    polls = True

    def get(self, request: HttpRequest) -> HttpResponse:
        start = request.GET.get("from", "")
        page = selectors.pair_queue(self.viewer, today=local_day(self.now), start=start)
        pairs = tuple(card.pair_id for card in page.cards)
        viewed = Viewed(KIND, pairs, page.child_ids, Action.LIST) if pairs else None
        return self.show("children/pairs.html", page, viewed=viewed)


class PairsDecided(Door):
    """What was decided about pairs, the latest first."""

    permission = Permission.CHILD_MATCH

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.decided_pairs(self.viewer, start=request.GET.get("from", ""))
        pairs = tuple(line.pair_id for line in page.lines)
        children = tuple(pk for line in page.lines for pk in line.child_ids)
        viewed = Viewed(KIND, pairs, children, Action.LIST) if pairs else None
        return self.show("children/pairs_decided.html", page, viewed=viewed)


class PairDoor(Asking):
    """One pair: what every decision about it shares."""

    permission = Permission.CHILD_MATCH
    heading: ClassVar[str] = "May these two records be one child?"

    def viewed(self, page: PairPage) -> Viewed:
        both = (page.card.one.child_id, page.card.other.child_id)
        return Viewed(KIND, (page.card.pair_id,), both)

    def read(self) -> PairPage:
        return selectors.pair_page(self.viewer, self.kwargs["pair_id"])

    def present(self, page: PairPage, form: forms.Form, *, status: int = 200) -> HttpResponse:
        more = {"form": form, "heading": self.heading, "status": status}
        return self.show(self.template, page, viewed=self.viewed(page), **more)

    def done(self, page: PairPage, said: str, route: str) -> str:
        """Say what was done, and where to go on."""
        messages.success(self.request, said)
        return reverse(route, args=[page.card.pair_id] if route != "children:pairs" else [])


class PairMerge(PairDoor):
    """Both timelines, and then the merge. Two that are one already are shown to be taken apart."""

    template = "children/pair.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        if page.standing:
            return redirect("children:pair_separate", page.card.pair_id)
        return self.present(page, self.form(page))

    def form(self, page: PairPage, data: Any = None) -> forms.Form:
        return MergeForm(data, initial={"seen": page.card.status})

    def act(self, page: PairPage, form: Any) -> str:
        services.merge_pair(page.pair, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "The two records are one child.", "children:pair_separate")


class PairSeparate(PairDoor):
    """Take a merge back, and say of what was added since whose it is."""

    template = "children/pair.html"
    heading = "These two records are one child"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        page = self.read()
        if not page.standing:
            return redirect("children:pair", page.card.pair_id)
        return self.present(page, self.form(page))

    def form(self, page: PairPage, data: Any = None) -> forms.Form:
        added = page.standing.added if page.standing else ()
        initial = {"seen": page.card.status}
        return SeparateForm(data, initial=initial, added=added, names=names_of(page.card))

    def act(self, page: PairPage, form: Any) -> str:
        services.separate_pair(
            page.pair,
            seen=form.cleaned_data["seen"],
            because=form.cleaned_data["because"],
            belongs=form.belongs,
            by=self.person,
            at=self.now,
        )
        return self.done(page, "The two records are two children again.", "children:pair")


class PairNotSame(PairDoor):
    """They are two children; it is remembered for ever."""

    template = "children/pair_decide.html"
    heading = "These are two children"

    def form(self, page: PairPage, data: Any = None) -> forms.Form:
        return NotSameForm(data, initial={"seen": page.card.status})

    def act(self, page: PairPage, form: Any) -> str:
        services.say_not_same(page.pair, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "Recorded: they are two children.", "children:pairs")


class PairLater(PairDoor):
    """Not now; the pair comes back on its day."""

    template = "children/pair_decide.html"
    heading = "Decide about these records later"

    def form(self, page: PairPage, data: Any = None) -> forms.Form:
        return LaterForm(data, initial={"seen": page.card.status}, today=local_day(self.now))

    def act(self, page: PairPage, form: Any) -> str:
        services.put_off(page.pair, by=self.person, at=self.now, **form.cleaned_data)
        return self.done(page, "The pair comes back on its day.", "children:pairs")


class ChildDoubles(Door):
    """Other records that may be the same child; comparing two puts them into the queue."""

    permission = Permission.CHILD_MATCH

    def get(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        page = selectors.doubles_page(self.viewer, child_id)
        ids = (child_id, *(one.child_id for one in page.found))
        viewed = Viewed("children.child", ids, ids, Action.SEARCH)
        return self.show("children/doubles.html", page, viewed=viewed)

    def post(self, request: HttpRequest, child_id: uuid.UUID) -> HttpResponse:
        pair = services.compare(
            selectors.child_for(self.viewer, child_id),
            other=selectors.child_for(self.viewer, request.POST.get("other", "")),
            by=self.person,
            at=self.now,
        )
        return redirect("children:pair", pair.pk)


def names_of(card: PairCard) -> dict[uuid.UUID, str]:
    """The two records as choices: their names may be the same."""
    return {
        card.one.child_id: f"First record: {card.one.name}",
        card.other.child_id: f"Second record: {card.other.name}",
    }
