"""The end of a referral in the making: check answers, send once, and the receipt."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agencies.doors import WRONG, Door
from agencies.permissions import Permission
from core.audit import Viewed
from core.layout import Link, Row
from referrals import selectors, services
from referrals.forms import Question, asked, form_for, told, typed_before
from referrals.views.drafts import DraftDoor


@dataclass(frozen=True)
class Card:
    """One page on the check page."""

    title: str
    rows: tuple[Row, ...]
    actions: tuple[Link, ...]


class DraftCheck(DraftDoor):
    """Everything as it will be sent; sending twice is sending once."""

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        self.open(pk)
        if answer := self.sent():
            return answer
        if self.danger_is_due():
            return redirect("referrals:danger", pk)
        return self.present()

    def danger_is_due(self) -> bool:
        """Was something critical ticked that was saved in the background alone, unread?"""
        return bool(self.critical() - set(self.draft.danger_seen))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        draft = self.open(pk)
        if answer := self.sent():
            return answer
        whole = told(self.answers(), draft.children, self.setting)
        if whole.missing:
            return self.present(status=WRONG)
        services.send_draft(
            draft,
            children=whole.children,
            contact=whole.contact,
            tool=self.tool,
            by=self.person,
            at=self.now,
        )
        return redirect("referrals:receipt", draft.pk)

    def present(self, *, status: int = 200) -> HttpResponse:
        draft = self.draft
        whole = told(self.answers(), draft.children, self.setting)
        missing = tuple(
            Link(f"{one.title}: still needed", self.address(one, number))
            for one, number in whole.missing
        )
        cards = tuple(
            self.card(one, number)
            for one, number in asked(self.setting, draft.children)
            if one.key(number) in self.kept
        )
        return self.show(
            "referrals/check.html",
            cards,
            viewed=self.viewed(),
            draft=draft,
            missing=missing,
            unread=[pair for child in whole.children for pair in child.unread],
            status=status,
        )

    def card(self, one: Question, number: int) -> Card:
        answers = typed_before(self.kept[one.key(number)].answers)
        form = form_for(one, self.setting, answers)
        title = f"{self.child_title(number)}: {one.title}" if number else one.title
        rows = tuple(Row(label, words) for label, words in form.answered())
        return Card(title, rows, (Link("Change", self.address(one, number)),))


class Receipt(Door):
    """The references, and what happens next. The same page however often it was sent."""

    permission = Permission.REFERRAL_FOLLOW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.receipt_page(self.viewer, pk)
        ids = tuple(one.pk for one in page.referrals)
        children = tuple(one.child_id for one in page.referrals)
        return self.show(
            "referrals/receipt.html", page, viewed=Viewed("referrals.referral", ids, children)
        )
