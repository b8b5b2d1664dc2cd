"""The referrer's pages: my referrals, one of them, disagree, answer a request."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.audit import Action, Viewed
from referrals import selectors, services
from referrals.forms import AnswerForm, DisagreeForm


class MyReferrals(Door):
    """What I referred, and what I was asked."""

    permission = Permission.REFERRAL_FOLLOW

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.my_referrals(self.viewer, start=request.GET.get("start", ""))
        drafts = selectors.drafts_of(self.viewer, at=self.now)
        viewed = Viewed(
            "referrals.referral",
            tuple(line.id for line in page.lines),
            tuple(line.child_id for line in page.lines),
            action=Action.LIST,
        )
        return self.show("referrals/mine.html", page, viewed=viewed, drafts=drafts)


class ReferralFollow(Door):
    """One referral as its referrer sees it."""

    permission = Permission.REFERRAL_FOLLOW

    def get(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        page = selectors.follow_page(self.viewer, pk)
        return self.show("referrals/follow.html", page, viewed=_viewed(page))


class ReferralDisagree(Asking):
    """Disagree with "not CSE" or no action."""

    permission = Permission.REFERRAL_DISAGREE
    template = "referrals/disagree.html"

    def read(self) -> selectors.FollowPage:
        return selectors.follow_page(self.viewer, self.kwargs["pk"])

    def viewed(self, page: selectors.FollowPage) -> Viewed:
        return _viewed(page)

    def form(self, page: selectors.FollowPage, data: Any = None) -> DisagreeForm:
        return DisagreeForm(data)

    def act(self, page: selectors.FollowPage, form: DisagreeForm) -> str:
        services.disagree(page.referral, **form.cleaned_data, by=self.person, at=self.now)
        messages.success(self.request, "Sent to a manager, who will answer you.")
        return reverse("referrals:follow", args=[page.referral.pk])


class RequestAnswer(Asking):
    """Answer what the CSE team wants to know, or write down an answer that was given."""

    permission = Permission.REFERRAL_ANSWER
    template = "referrals/answer.html"

    def read(self) -> selectors.RequestPage:
        return selectors.request_page(self.viewer, self.kwargs["pk"])

    def viewed(self, page: selectors.RequestPage) -> Viewed:
        return Viewed("referrals.requestforinformation", (page.request.pk,), (page.child_id,))

    def form(self, page: selectors.RequestPage, data: Any = None) -> AnswerForm:
        return AnswerForm(data)

    def act(self, page: selectors.RequestPage, form: AnswerForm) -> str:
        services.answer_request(page.request, **form.cleaned_data, by=self.person, at=self.now)
        messages.success(self.request, "The answer is with the CSE team.")
        return self.after(page)

    def after(self, page: selectors.RequestPage) -> str:
        return reverse("referrals:answer", args=[page.request.pk])


class RequestRecord(RequestAnswer):
    """The CSE team writes down an answer that was given by telephone or letter."""

    permission = Permission.REFERRAL_TRIAGE

    def read(self) -> selectors.RequestPage:
        return selectors.open_request_page(self.viewer, self.kwargs["pk"])

    def after(self, page: selectors.RequestPage) -> str:
        return reverse("referrals:detail", args=[page.request.referral_id])


def _viewed(page: selectors.FollowPage) -> Viewed:
    return Viewed("referrals.referral", (page.referral.pk,), (page.referral.child_id,))
