"""Begin a referral: the danger card first, then the search."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.doors import WRONG, Door
from agencies.permissions import Permission
from children.search import POSSIBLE
from children.selectors import find_children
from core.audit import Action, Viewed
from core.calendar import local_day
from referrals import selectors, services
from referrals.forms import SearchForm, WhoForm


class ReferralStart(Door):
    """Is the child in immediate danger? Then the form. Unfinished ones are offered first."""

    permission = Permission.REFERRAL_MAKE

    def get(self, request: HttpRequest) -> HttpResponse:
        drafts = selectors.drafts_of(self.viewer, at=self.now)
        return self.show("referrals/start.html", drafts)

    def post(self, request: HttpRequest) -> HttpResponse:
        return redirect("referrals:search")


class ReferralSearch(Door):
    """Who the child is. Whoever fits is shown; otherwise the referral begins with what was typed.

    What was typed here fills the pages of the draft, readable or not: nothing is asked twice.
    """

    permission = Permission.REFERRAL_MAKE

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("referrals/search.html", form=WhoForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = WhoForm(request.POST)
        if "begin" in request.POST:
            return self.begin(form, request.POST["begin"])
        if not form.is_valid():
            return self.show("referrals/search.html", form=form, status=WRONG)
        found = selectors.known_before(self.viewer, form.query())
        if not found:
            return self.begin(form, "")
        ids = tuple(one.child_id for one in found)
        viewed = Viewed("children.child", ids, ids, action=Action.SEARCH)
        return self.show("referrals/search.html", found, viewed=viewed, typed=form.typed())

    def begin(self, form: WhoForm, reference: str) -> HttpResponse:
        authority, agency = selectors.post_for(self.viewer, Permission.REFERRAL_MAKE)
        draft = services.begin_draft(
            authority=authority, agency=agency, by=self.person, at=self.now
        )
        pages = form.pages(reference, today=local_day(self.now))
        for key, page in pages.items():
            services.save_page(
                draft,
                key=key,
                typed=page.typed(),
                complete=page.is_valid(),
                by=self.person,
                at=self.now,
            )
        named = "1.name" in pages and pages["1.name"].is_valid()
        slug, number = ("reason", 0) if named else ("name", 1)
        return redirect("referrals:page", draft.pk, number, slug)


class RecordStart(Door):
    """The danger card of a referral that came in another way."""

    permission = Permission.REFERRAL_RECORD

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("referrals/record.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        return redirect("referrals:record_search")


class RecordSearch(Door):
    """Search first; then one of the children found, or a new one, begins the referral."""

    permission = Permission.REFERRAL_RECORD

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("referrals/record_search.html", form=SearchForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "begin" in request.POST:
            return self.begin(request.POST)
        form = SearchForm(request.POST)
        if not form.is_valid():
            return self.show("referrals/record_search.html", form=form, status=WRONG)
        found = find_children(self.viewer, form.query(), least=POSSIBLE)
        ids = tuple(one.child_id for one in found)
        viewed = Viewed("children.child", ids, ids, action=Action.SEARCH) if ids else None
        return self.show(
            "referrals/record_search.html", found, viewed=viewed, form=form, searched=True
        )

    def begin(self, typed: Any) -> HttpResponse:
        authority, agency = selectors.post_for(self.viewer, Permission.REFERRAL_RECORD)
        known = _id_of(typed.get("child", ""))
        draft = services.begin_draft(
            authority=authority,
            agency=agency,
            by=self.person,
            at=self.now,
            for_another=True,
            child=selectors.child_to_tie(self.viewer, known) if known else None,
        )
        return redirect("referrals:page", draft.pk, 0, "came")


def _id_of(text: str) -> uuid.UUID | None:
    """An id as posted; what is none is nobody."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return uuid.UUID(int=0)
