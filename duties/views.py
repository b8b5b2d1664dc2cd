"""Doors to the reviews of who has access, to cover, to how one is told, to the clock of a duty."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agencies import selectors as agencies
from agencies.doors import Asking, Door
from agencies.permissions import Permission
from core.audit import Viewed
from core.calendar import local_day
from core.refusals import OutOfReach, Unreadable
from duties import selectors, services
from duties.forms import ChoicesForm, CoverForm, EndCoverForm, ReviewForm, StopForm


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


class Cover(Asking):
    """Who does what one owes by name while one is away."""

    template = "duties/cover.html"

    def read(self) -> selectors.CoverPage:
        return selectors.cover_page(self.viewer, on=local_day(self.now))

    def form(self, page: selectors.CoverPage, data: Any = None) -> CoverForm:
        return CoverForm(data, page=page)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "end" not in request.POST:
            return super().post(request, **kwargs)
        form = EndCoverForm(request.POST)
        if not form.is_valid():
            raise OutOfReach
        row = selectors.cover_for(self.viewer, form.cleaned_data["end"])
        services.end_cover(row, by=self.person, at=self.now)
        messages.success(request, "The cover has ended.")
        return redirect("duties:cover")

    def act(self, page: selectors.CoverPage, form: CoverForm) -> str:
        said = form.cleaned_data
        services.name_cover(
            agencies.person_with(said["away"]),
            cover=agencies.person_with(said["cover"]),
            from_on=said["from_on"],
            until_on=said["until_on"],
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, "Cover is named. Whoever covers is told by e-mail.")
        return reverse("duties:cover")


class Choices(Asking):
    """How one likes to be told, group by group; what is urgent is always told at once."""

    template = "duties/choices.html"

    def read(self) -> dict[services.NoticeGroup, services.How]:
        return selectors.choices_of(self.person)

    def form(self, page: dict[services.NoticeGroup, services.How], data: Any = None) -> ChoicesForm:
        return ChoicesForm(data, chosen=page)

    def act(self, page: dict[services.NoticeGroup, services.How], form: ChoicesForm) -> str:
        services.choose_how(form.chosen, by=self.person)
        messages.success(self.request, "Saved. It holds from the next notice on.")
        return reverse("desk:notices")


class Clock(Asking):
    """The clock of one duty: what stopped it and who, and to stop it or let it run on."""

    template = "duties/clock.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return super().get(request) if "duty" in request.GET else redirect("desk:stopped")

    def read(self) -> selectors.ClockPage:
        try:
            duty_id = uuid.UUID(self.request.GET.get("duty", ""))
        except ValueError:
            raise Unreadable("The address names no clock. Choose one from a list.") from None
        return selectors.clock_page(self.viewer, duty_id, now=self.now)

    def viewed(self, page: selectors.ClockPage) -> Viewed | None:
        about = page.duty.subject_id
        return Viewed("duties.duty", (page.duty.pk,), (about,)) if about else None

    def form(self, page: selectors.ClockPage, data: Any = None) -> StopForm:
        return StopForm(data, reasons=page.reasons)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "start" not in request.POST:
            return super().post(request, **kwargs)
        duty = services.start_by_hand(self.read().duty, by=self.person, at=self.now)
        messages.success(request, f"The clock of {duty.reference} runs on.")
        return redirect(request.get_full_path())

    def act(self, page: selectors.ClockPage, form: StopForm) -> str:
        services.stop_by_hand(page.duty, **form.cleaned_data, by=self.person, at=self.now)
        messages.success(self.request, f"The clock of {page.duty.reference} stands still.")
        return self.request.get_full_path()
