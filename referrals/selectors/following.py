"""What a referrer sees of a referral: its steps with dates, and the words meant for the referrer.

Never a screening, a level of risk, or what other agencies said.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from agencies import access
from agencies.access import Decision
from agencies.models import Agency
from agencies.permissions import Permission
from agencies.selectors import team_of
from core.layout import Row
from core.paging import page
from core.refusals import NotNow, OutOfReach
from referrals import policies
from referrals.models import (
    WAITING,
    Disagreement,
    Referral,
    ReferralStatus,
    RequestForInformation,
)
from referrals.selectors import words
from screening.selectors import GivenTick, ticks_given_with

MINE = ("-received_at", "id")


@dataclass(frozen=True)
class Step:
    """One step of a referral: done with its moment, or still to come."""

    label: str
    at: datetime | None


@dataclass(frozen=True)
class Line:
    """One referral in the referrer's own list."""

    id: uuid.UUID
    child_id: uuid.UUID
    reference: str
    name: str
    received_at: datetime
    state: str
    asked: bool


@dataclass(frozen=True)
class MyReferrals:
    """One page of what the viewer referred, the latest first, and what is asked of the viewer."""

    lines: tuple[Line, ...]
    next: str
    previous: str
    requests: tuple[RequestForInformation, ...]


@dataclass(frozen=True)
class FollowPage:
    """The referrer's page of one referral."""

    referral: Referral
    name: str
    steps: tuple[Step, ...]
    requests: tuple[RequestForInformation, ...]
    disagreements: tuple[Disagreement, ...]
    may_disagree: Decision
    child: tuple[Row, ...]
    concern: tuple[Row, ...]
    ticks: tuple[GivenTick, ...]
    team: Agency | None


@dataclass(frozen=True)
class ReceiptPage:
    """The referrals one contact became."""

    referrals: tuple[Referral, ...]
    for_another: bool
    urgent: bool
    team: Agency | None

    @property
    def names(self) -> tuple[tuple[Referral, str], ...]:
        return tuple((one, words.said_name(one)) for one in self.referrals)


@dataclass(frozen=True)
class RequestPage:
    """A question, about which child, and whether it can still be answered."""

    request: RequestForInformation
    name: str
    child_id: uuid.UUID


def my_referrals(viewer: Any, *, start: str = "") -> MyReferrals:
    """What the viewer referred, and the requests that wait for the viewer's answer."""
    shown = page(followed_by(viewer), MINE, start=start)
    waiting = _requests(viewer).filter(answered_at=None).order_by("due_at")
    asked = {request.referral_id for request in waiting}
    return MyReferrals(
        lines=tuple(
            Line(
                row.pk,
                row.child_id,
                row.reference,
                words.said_name(row),
                row.received_at,
                _state(row),
                row.pk in asked,
            )
            for row in shown.rows
        ),
        next=shown.next,
        previous=shown.previous,
        requests=tuple(waiting),
    )


def followed_by(viewer: Any) -> QuerySet[Referral]:
    """Every referral the viewer made and may follow."""
    return access.visible(viewer, Permission.REFERRAL_FOLLOW, Referral.objects.all())


def own_referral(viewer: Any, referral_id: uuid.UUID) -> Referral:
    """One referral of the viewer's own; OutOfReach as for an unknown id."""
    rows = Referral.objects.select_related("contact", "authority", "case")
    found = rows.filter(pk=referral_id).first()
    if found is None:
        raise OutOfReach
    access.require(viewer, Permission.REFERRAL_FOLLOW, found)
    return found


def follow_page(viewer: Any, referral_id: uuid.UUID) -> FollowPage:
    """The steps of one referral of the viewer's own, and what the viewer sent.

    The own ticks are shown with their words, health ones among them: they are the viewer's own
    (people-and-roles.md, section 2).
    """
    referral = own_referral(viewer, referral_id)
    return FollowPage(
        referral=referral,
        name=words.said_name(referral),
        steps=steps_of(referral),
        requests=tuple(_requests(viewer).filter(referral=referral).order_by("asked_at")),
        disagreements=tuple(referral.disagreements.order_by("at")),
        may_disagree=policies.may_disagree(referral),
        child=words.child_rows(referral),
        concern=words.concern_rows(referral),
        ticks=ticks_given_with(referral),
        team=team_of(referral.authority_id, "CSE_TEAM"),
    )


def steps_of(referral: Referral) -> tuple[Step, ...]:
    """The steps of a referral as its referrer may know them."""
    screened = (Step("Screened", referral.screened_at),)
    unscreened = referral.status in (ReferralStatus.NOT_CSE, ReferralStatus.DUPLICATE)
    return (
        Step("Received", referral.received_at),
        Step("First decision", referral.decided_at),
        *(() if unscreened else screened),
        Step("Outcome told to you", referral.told_at),
    )


def receipt_page(viewer: Any, contact_id: uuid.UUID) -> ReceiptPage:
    """The receipt of one contact of the viewer's own; OutOfReach as for an unknown id."""
    sent = Referral.objects.filter(contact=contact_id).select_related("contact").order_by("place")
    found = tuple(access.visible(viewer, Permission.REFERRAL_FOLLOW, sent))
    if not found:
        first = sent.first()
        if first:
            access.require(viewer, Permission.REFERRAL_FOLLOW, first)
        raise OutOfReach
    return ReceiptPage(
        referrals=found,
        for_another=found[0].contact.channel != "PORTAL",
        urgent=any(one.urgent or one.critical for one in found),
        team=team_of(found[0].authority_id, "CSE_TEAM"),
    )


def request_page(viewer: Any, request_id: uuid.UUID) -> RequestPage:
    """A request the viewer, or the viewer's agency, was asked; OutOfReach for any other."""
    request = _requests(viewer).filter(pk=request_id).first()
    if request is None:
        raise OutOfReach
    return _request_page(request)


def open_request_page(viewer: Any, referral_id: uuid.UUID) -> RequestPage:
    """The unanswered request of a referral the viewer triages, to write an answer down."""
    rows = access.visible(viewer, Permission.REFERRAL_TRIAGE, Referral.objects.all())
    if not rows.filter(pk=referral_id).exists():
        raise OutOfReach
    requests = RequestForInformation.objects.select_related("referral", "agency", "person")
    request = requests.filter(referral=referral_id, answered_at=None).first()
    if request is None:
        raise NotNow("Nothing is asked about this referral now.")
    return _request_page(request)


def _request_page(request: RequestForInformation) -> RequestPage:
    return RequestPage(request, words.said_name(request.referral), request.referral.child_id)


def _requests(viewer: Any) -> Any:
    rows = RequestForInformation.objects.select_related("referral", "agency", "person")
    return access.visible(viewer, Permission.REFERRAL_ANSWER, rows)


def _state(referral: Referral) -> str:
    """Where a referral stands in the referrer's words: nothing of what was found."""
    if referral.told_at:
        return "Outcome told"
    if referral.status in WAITING:
        return "Received"
    return "Screened" if referral.screened_at else "Decided"
