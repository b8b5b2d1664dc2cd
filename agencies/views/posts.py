"""Doors to single posts: end one, and decide on one that takes a second person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies import selectors, services
from agencies.doors import Asking
from agencies.forms import DecideForm, SureForm
from agencies.views.accounts import AccountDoor


class PostEnd(AccountDoor, Asking):
    """End a post from today on."""

    template = "agencies/post_end.html"

    def read(self) -> Any:
        return selectors.post_for(self.viewer, self.kwargs["post_id"])

    def form(self, page: Any, data: Any = None) -> SureForm:
        return SureForm(data, submit="End the post", kind="warning")

    def act(self, page: Any, form: SureForm) -> str:
        services.end_post_by_hand(page, by=self.person, at=self.now)
        messages.success(self.request, "The post has ended and opens nothing any more.")
        return reverse("agencies:account", args=[page.user_id])


class Proposals(AccountDoor):
    """The posts that wait for a second person."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("agencies/proposals.html", selectors.proposal_list(self.viewer))


class Proposal(AccountDoor, Asking):
    """Approve a post that somebody else asked for, or decline it."""

    template = "agencies/proposal.html"
    step_up = True

    def read(self) -> selectors.ProposalPage:
        return selectors.proposal_page(self.viewer, self.kwargs["proposal_id"])

    def form(self, page: selectors.ProposalPage, data: Any = None) -> DecideForm:
        return DecideForm(data, may_approve=bool(page.decision))

    def act(self, page: selectors.ProposalPage, form: DecideForm) -> str:
        if form.cleaned_data["decision"] == "approve":
            services.approve_by_hand(page.proposal, by=self.person, at=self.now)
            messages.success(self.request, "The post is approved and held from now on.")
        else:
            services.decline_by_hand(page.proposal, by=self.person, at=self.now)
            messages.success(self.request, "The post is declined. Nothing was given.")
        return reverse("agencies:account", args=[page.proposal.user_id])
