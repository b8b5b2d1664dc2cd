"""Doors to the reviews of who has access."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.calendar import local_day
from duties import selectors, services
from duties.forms import ReviewForm


class Reviews(Door):
    """The reviews that wait, and those that were signed off."""

    permission = Permission.ACCOUNT_MANAGE

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.review_list(self.viewer, start=request.GET.get("from", ""))
        return self.show("duties/reviews.html", page)


class Review(Asking):
    """Every post of an agency, to keep or to end; signed off as a whole, then only to read."""

    permission = Permission.ACCOUNT_MANAGE
    template = "duties/review.html"

    def read(self) -> selectors.ReviewPage:
        today = local_day(self.now)
        return selectors.review_page(self.viewer, self.kwargs["review_id"], on=today)

    def form(self, page: selectors.ReviewPage, data: Any = None) -> ReviewForm:
        return ReviewForm(data, posts=page.posts)

    def act(self, page: selectors.ReviewPage, form: ReviewForm) -> str:
        services.sign_off_review(page.review, decisions=form.decisions, by=self.person, at=self.now)
        messages.success(self.request, "The review is signed off. The posts you chose have ended.")
        return reverse("duties:review", args=[page.review.pk])
