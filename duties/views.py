"""Doors to the reviews of who has access, to cover, to how one is told, to clocks and limits."""

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
from duties.forms import (
    ChoicesForm,
    CoverForm,
    EndCoverForm,
    LadderForm,
    LimitForm,
    ReviewForm,
    StopForm,
)


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


class Limits(Door):
    """Every time limit of an authority and its ladder, beside the shipped ones."""

    permission = Permission.LIMIT_SET

    def get(self, request: HttpRequest) -> HttpResponse:
        page = selectors.limits_page(self.viewer, asked=request.GET.get("authority", ""))
        return self.show("duties/limits.html", page)


class Limit(Asking):
    """One limit: change it, or go back to the shipped one."""

    permission = Permission.LIMIT_SET
    template = "duties/limit.html"

    def read(self) -> selectors.LimitPage:
        asked = self.request.GET.get("authority", "")
        return selectors.limit_page(self.viewer, self.kwargs["clock"], asked=asked)

    def form(self, page: selectors.LimitPage, data: Any = None) -> LimitForm:
        return LimitForm(data, page=page)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "shipped" not in request.POST:
            return super().post(request, **kwargs)
        page = self.read()
        services.ship_limit_again(page.clock, authority=page.authority, by=self.person, at=self.now)
        messages.success(request, f"{page.line.label}: {page.line.shipped}, as shipped.")
        return redirect(page.back_url)

    def act(self, page: selectors.LimitPage, form: LimitForm) -> str:
        change = services.set_limit(
            page.clock, authority=page.authority, **form.cleaned_data, by=self.person, at=self.now
        )
        messages.success(self.request, f"{page.line.label}: {change.after} from now on.")
        return page.back_url


class Ladder(Asking):
    """Who is told of what is late: change it, or go back to the shipped ladder."""

    permission = Permission.LIMIT_SET
    template = "duties/ladder.html"

    def read(self) -> selectors.LadderPage:
        return selectors.ladder_page(self.viewer, asked=self.request.GET.get("authority", ""))

    def form(self, page: selectors.LadderPage, data: Any = None) -> LadderForm:
        return LadderForm(data, page=page)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "shipped" not in request.POST:
            return super().post(request, **kwargs)
        page = self.read()
        services.ship_ladder_again(page.authority, by=self.person, at=self.now)
        messages.success(request, "The ladder is as shipped.")
        return redirect(page.back_url)

    def act(self, page: selectors.LadderPage, form: LadderForm) -> str:
        said = form.cleaned_data
        services.set_ladder(
            page.authority,
            rungs=form.steps,
            seen=said["seen"],
            because=said["because"],
            by=self.person,
            at=self.now,
        )
        messages.success(self.request, "The ladder is changed.")
        return page.back_url
