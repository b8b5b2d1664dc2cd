"""Begin a referral: the danger card first, then the search."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

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

CARD_READ = "referrals.danger_card_read"
"""In the session of whoever read the danger card and has not begun the referral yet."""


class CardFirst(Door):
    """A start page that shows the danger card; `leads_to` the search, once it was read."""

    leads_to: ClassVar[str]

    def post(self, request: HttpRequest) -> HttpResponse:
        request.session[CARD_READ] = True
        return redirect(self.leads_to)


class AfterCard(Door):
    """A search whose page leads whoever opens it by its address to the danger card first.

    What was typed and sent is never turned away: the card must not cost a referral.
    """

    card: ClassVar[str]

    def get(self, request: HttpRequest) -> HttpResponse:
        if CARD_READ not in request.session:
            return redirect(self.card)
        return self.ask()

    def ask(self) -> HttpResponse:
        raise NotImplementedError

    def begun(self, draft: Any, number: int, slug: str) -> HttpResponse:
        """On to the first page of the draft; the next referral starts with the card again."""
        self.request.session.pop(CARD_READ, None)
        return redirect("referrals:page", draft.pk, number, slug)


class ReferralStart(CardFirst):
    """Is the child in immediate danger? Then the form. Unfinished ones are offered first."""

    permission = Permission.REFERRAL_MAKE
    leads_to = "referrals:search"

    def get(self, request: HttpRequest) -> HttpResponse:
        drafts = selectors.drafts_of(self.viewer, at=self.now)
        return self.show("referrals/start.html", drafts)


class ReferralSearch(AfterCard):
    """Who the child is. Whoever fits is shown; otherwise the referral begins with what was typed.

    What was typed here fills the pages of the draft, readable or not: nothing is asked twice.
    """

    permission = Permission.REFERRAL_MAKE
    card = "referrals:start"

    def ask(self) -> HttpResponse:
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
        return self.begun(draft, number, slug)


class RecordStart(CardFirst):
    """The danger card of a referral that came in another way."""

    permission = Permission.REFERRAL_RECORD
    leads_to = "referrals:record_search"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("referrals/record.html")


class RecordSearch(AfterCard):
    """Search first; then one of the children found, or a new one, begins the referral."""

    permission = Permission.REFERRAL_RECORD
    card = "referrals:record"

    def ask(self) -> HttpResponse:
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
        return self.begun(draft, 0, "came")


def _id_of(text: str) -> uuid.UUID | None:
    """An id as posted; what is none is nobody."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return uuid.UUID(int=0)
