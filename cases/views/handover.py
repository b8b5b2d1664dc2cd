"""Hand a case over: offer it with its packet, answer, take back, write down what was done."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from agencies import selectors as agencies
from agencies.access import Decision
from agencies.doors import Asking, Door
from agencies.permissions import Permission
from cases import selectors, services
from cases.forms import (
    AnswerHandOverForm,
    HandOverNoteForm,
    OfferAcrossForm,
    OfferCaseForm,
    TakeBackForm,
    WrittenAnswerForm,
)
from cases.forms.handover import ELSEWHERE
from cases.selectors.handover import TO_AUTHORITY, TO_TEAM, HandOverPage, OfferCasePage
from cases.views.doors import CaseQuestion, file_of
from core.audit import Viewed
from core.calendar import local_day
from core.layout import Link

KIND = "cases.handover"


class OfferingCase(CaseQuestion):
    """A case is offered, with its packet as it would go."""

    permission = Permission.HAND_OVER_OFFER
    template = "cases/hand_over_offer.html"
    section, section_title = "hand-over", "Hand-over"
    kind: Any

    def read(self) -> OfferCasePage:
        return selectors.case_to_offer_to(
            self.viewer, self.kwargs["case_id"], self.kind, now=self.now
        )

    def decision(self, page: Any) -> Decision:
        return page.decision


class HandOverToTeam(OfferingCase):
    """To another team of the partnership, or a person of it."""

    heading = "Hand the case over"
    kind = TO_TEAM

    def form(self, page: OfferCasePage, data: Any = None) -> OfferCaseForm:
        return OfferCaseForm(data, posts=page.posts, allocations=page.allocations)

    def act(self, page: OfferCasePage, form: Any) -> str:
        said, to = form.cleaned_data, form.target
        offer = services.offer_to_team(
            page.case,
            agency=agencies.agency_with(to.agency_id),
            role=to.role,
            user=agencies.person_with(to.user_id) if to.user_id else None,
            allocation=selectors.allocation_of(page.case, said["allocation"]),
            kind=self.kind,
            because=said["because"],
            by=self.person,
            at=self.now,
        )
        return reverse("cases:hand_over", args=[offer.pk])


class HandOverAcross(OfferingCase):
    """To another authority, because the child moves."""

    heading = "Hand the case to another authority"
    kind = TO_AUTHORITY

    def form(self, page: OfferCasePage, data: Any = None) -> OfferAcrossForm:
        return OfferAcrossForm(data, authorities=page.authorities)

    def act(self, page: OfferCasePage, form: Any) -> str:
        said = dict(form.cleaned_data)
        chosen = said.pop("authority")
        authority = None if chosen == ELSEWHERE else agencies.authority_with(chosen)
        offer = services.offer_to_authority(
            page.case, authority=authority, by=self.person, at=self.now, **said
        )
        return reverse("cases:hand_over", args=[offer.pk])


class HandOverDetail(Door):
    """One hand-over: the packet that was sent, the steps, the risk line."""

    permission = Permission.HAND_OVER_VIEW

    def get(self, request: HttpRequest, hand_over_id: uuid.UUID) -> HttpResponse:
        page = selectors.hand_over_page(self.viewer, hand_over_id)
        return self.show(
            "cases/hand_over.html", page, viewed=viewed(page), breadcrumbs=way_to(page)
        )


class HandOverQuestion(Asking):
    """A question about one hand-over, answered back to it."""

    template = "cases/question.html"
    heading = ""
    said = ""

    permission: ClassVar[Permission]

    def read(self) -> HandOverPage:
        return selectors.hand_over_to(self.viewer, self.kwargs["hand_over_id"], self.permission)

    def decision(self, page: HandOverPage) -> Decision:
        raise NotImplementedError

    def viewed(self, page: HandOverPage) -> Viewed:
        return viewed(page)

    def present(self, page: Any, form: forms.Form, *, status: int = 200) -> HttpResponse:
        one = Link(page.line.reference, reverse("cases:hand_over", args=[page.offer.pk]))
        decision = self.decision(page)
        return self.show(
            self.template,
            page,
            viewed=self.viewed(page),
            form=form if decision or form.is_bound else None,
            shut=decision.sentence,
            status=status,
            heading=self.heading,
            caption=f"{page.case.child.full_name}: {page.line.reference}",
            breadcrumbs=(*way_to(page)[:-1], one, Link(self.heading, "")),
        )

    def act(self, page: HandOverPage, form: Any) -> str:
        self.record(page, form.cleaned_data)
        messages.success(self.request, self.said)
        if not selectors.hand_overs_for(self.viewer).filter(pk=page.offer.pk).exists():
            return reverse("desk:waiting")
        return reverse("cases:hand_over", args=[page.offer.pk])

    def record(self, page: HandOverPage, said: dict[str, Any]) -> None:
        raise NotImplementedError


class HandOverAnswer(HandOverQuestion):
    """Accept or decline."""

    permission = Permission.HAND_OVER_ANSWER
    heading = "Answer the hand-over"
    said = "The answer is saved."

    def decision(self, page: HandOverPage) -> Decision:
        return page.may_answer

    def form(self, page: HandOverPage, data: Any = None) -> AnswerHandOverForm:
        return (WrittenAnswerForm if page.in_writing else AnswerHandOverForm)(data)

    def record(self, page: HandOverPage, said: dict[str, Any]) -> None:
        words = {key: value for key, value in said.items() if key != "accepted"}
        accepts = said["accepted"] == "YES"
        answer = services.accept_hand_over if accepts else services.decline_hand_over
        answer(page.offer, by=self.person, at=self.now, **words)


class HandOverTakeBack(HandOverQuestion):
    """Take an offer back that waits."""

    permission = Permission.HAND_OVER_OFFER
    heading = "Take the offer back"
    said = "The offer is taken back."

    def decision(self, page: HandOverPage) -> Decision:
        return page.may_take_back

    def form(self, page: HandOverPage, data: Any = None) -> TakeBackForm:
        return TakeBackForm(data)

    def record(self, page: HandOverPage, said: dict[str, Any]) -> None:
        services.take_back_hand_over(page.offer, by=self.person, at=self.now, **said)


class HandOverNote(HandOverQuestion):
    """A step that was done, or news of the risk."""

    permission = Permission.HAND_OVER_NOTE
    heading = "Write in the hand-over"
    said = "It is written down. Both sides read it."

    def decision(self, page: HandOverPage) -> Decision:
        return page.may_note

    def form(self, page: HandOverPage, data: Any = None) -> HandOverNoteForm:
        return HandOverNoteForm(data, moves_away=page.moves_away, today=local_day(self.now))

    def record(self, page: HandOverPage, said: dict[str, Any]) -> None:
        services.note_hand_over(page.offer, by=self.person, at=self.now, **said)


def viewed(page: HandOverPage) -> Viewed:
    """The read event of a page about one hand-over."""
    return Viewed(KIND, (page.offer.pk,), (page.case.child_id,))


def way_to(page: HandOverPage) -> tuple[Link, ...]:
    """The way to a hand-over: through the file for those who read it."""
    here = Link(page.line.reference, "")
    if not page.reads_file:
        return (Link("What waits for you", reverse("desk:waiting")), here)
    section = reverse("desk:case_section", args=[page.case.pk, "hand-over"])
    return (file_of(page.case), Link("Hand-over", section), here)
