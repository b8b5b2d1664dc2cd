"""Hand-overs as a viewer may see them: those of a case, one of them, and a case to offer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.models import Authority
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES, Role
from agencies.selectors import PostHeld
from cases.models import (
    STEPS_OF_MOVE,
    Allocation,
    Case,
    HandOver,
    HandOverKind,
    HandOverNote,
    HandOverStatus,
)
from cases.packets import Part, packet_of, thawed
from cases.policies import (
    may_answer,
    may_hand_over,
    may_note,
    may_read_packet,
    may_take_back,
    receiver_of,
)
from cases.selectors.case import case_for
from cases.selectors.reach import posts_for_cases
from cases.selectors.transition import TransitionOfCase, transition_of
from core.calendar import local_day
from core.refusals import OutOfReach
from duties.models import Clock
from duties.selectors import duty_of

COLOURS = {
    HandOverStatus.OFFERED: "yellow",
    HandOverStatus.ACCEPTED: "green",
    HandOverStatus.DECLINED: "red",
    HandOverStatus.WITHDRAWN: "grey",
}
TO_TEAM, TO_AUTHORITY, TO_ADULT = HandOverKind
LACKS = {
    f"NO_{HandOverNote.PNC_ALERT}": "There is no PNC alert: this does not apply",
    f"NO_{HandOverNote.TRIGGER_PLAN}": "There is no trigger plan: this does not apply",
}
NOTES = [*((kind.value, str(kind.label)) for kind in HandOverNote), *LACKS.items()]
RISK = HandOverNote.RISK.value


@dataclass(frozen=True)
class HandOverLine:
    """One hand-over in the list of a case."""

    id: uuid.UUID
    reference: str
    to: str
    kind: str
    status: str
    colour: str
    because: str
    offered_at: datetime
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True)
class HandOverSection:
    """The hand-overs of a case, the latest first, and which can be begun now."""

    lines: tuple[HandOverLine, ...]
    to_team: Decision
    to_authority: Decision
    transition: TransitionOfCase


@dataclass(frozen=True)
class MoveStep:
    """A step when a child moves: whether it was done, when and how, or why it does not apply."""

    label: str
    kind: str
    on: date | None
    words: str
    applies: bool


@dataclass(frozen=True)
class News:
    """One entry of the risk line."""

    on: date
    words: str
    by: str
    agency: str


@dataclass(frozen=True)
class HandOverPage:
    """One hand-over: to whom, the packet as it was sent, the steps and the risk line."""

    offer: HandOver
    case: Case
    line: HandOverLine
    parts: tuple[Part, ...]
    due_at: datetime | None
    steps: tuple[MoveStep, ...]
    news: tuple[News, ...]
    reads_file: bool
    may_answer: Decision
    may_take_back: Decision
    may_note: Decision
    may_write: Decision

    @property
    def in_writing(self) -> bool:
        """Whether somebody outside the region answers, in writing."""
        return bool(self.offer.to_place)

    @property
    def moves_away(self) -> bool:
        """Whether the child moves to another authority."""
        return self.offer.kind == HandOverKind.AUTHORITY


@dataclass(frozen=True)
class OfferCasePage:
    """A case to be offered: who can take it, what ends with it, and the packet as it would go."""

    case: Case
    decision: Decision
    posts: list[PostHeld]
    allocations: tuple[tuple[str, str], ...]
    authorities: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def hand_overs_for(viewer: Any) -> QuerySet[HandOver]:
    """Every hand-over the viewer may read."""
    ahead = ("case__child", "case__authority", "to_agency", "to_user", "to_authority", "by")
    rows = HandOver.objects.select_related(*ahead)
    return access.visible(viewer, Permission.HAND_OVER_VIEW, rows)


def hand_over_section(viewer: Any, case: Case, since: datetime | None = None) -> HandOverSection:
    """The hand-overs of a case; a pack asks for those offered since a moment."""
    hither = Q(
        to_authority=case.authority_id,
        status=HandOverStatus.ACCEPTED,
        case__child__identity=case.child.identity_id,
    )
    rows = hand_overs_for(viewer).filter(Q(case=case) | hither).order_by("-offered_at", "pk")
    if since:
        rows = rows.filter(offered_at__gte=since)
    allowed, today = access.decide(viewer, Permission.HAND_OVER_OFFER, case), timezone.localdate()
    return HandOverSection(
        tuple(_line(row) for row in rows),
        to_team=allowed and may_hand_over(case, HandOverKind.TEAM, on=today),
        to_authority=allowed and may_hand_over(case, HandOverKind.AUTHORITY, on=today),
        transition=transition_of(viewer, case, now=timezone.now()),
    )


def hand_over_page(viewer: Any, hand_over_id: uuid.UUID) -> HandOverPage:
    """One hand-over, or OutOfReach."""
    offer = access.find(viewer, Permission.HAND_OVER_VIEW, hand_overs_for(viewer), hand_over_id)
    if offer is None:
        raise OutOfReach
    entries = list(offer.entries.select_related("by", "agency").order_by("recorded_at"))
    done = {entry.kind: entry for entry in entries}
    steps = (
        MoveStep(
            kind.label,
            kind,
            found.on if found else None,
            found.words if found else "",
            applies=found.applies if found else True,
        )
        for kind in STEPS_OF_MOVE
        for found in (done.get(kind),)
    )
    duty = duty_of(offer.pk, Clock.ANSWER_HAND_OVER)
    return HandOverPage(
        offer=offer,
        case=offer.case,
        line=_line(offer),
        parts=thawed(offer.packet) if may_read_packet(viewer, offer) else (),
        due_at=duty.due_at if duty and duty.closed_at is None else None,
        steps=tuple(steps),
        news=tuple(
            News(
                entry.on,
                entry.words,
                entry.by.name if entry.by else "",
                entry.agency.name if entry.agency else "",
            )
            for entry in reversed(entries)
            if entry.kind == HandOverNote.RISK
        ),
        reads_file=access.can(viewer, Permission.CASE_VIEW, offer.case),
        may_answer=may_answer(viewer, offer),
        may_take_back=may_take_back(viewer, offer),
        may_write=access.decide(viewer, Permission.LETTER_WRITE, offer.case),
        may_note=may_note(viewer, offer),
    )


def hand_over_to(viewer: Any, hand_over_id: uuid.UUID, permission: Permission) -> HandOverPage:
    """A hand-over in which the viewer may do this; refused with the button's sentence."""
    page = hand_over_page(viewer, hand_over_id)
    access.require(viewer, permission, page.offer)
    return page


def case_to_offer_to(
    viewer: Any, case_id: uuid.UUID, kind: HandOverKind, *, now: datetime
) -> OfferCasePage:
    """A case the viewer may hand over, with everybody who can take it."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.HAND_OVER_OFFER, case)
    return OfferCasePage(
        case=case,
        decision=may_hand_over(case, kind, on=local_day(now)),
        posts=posts_for_cases(case, now=now),
        allocations=tuple((str(row.pk), _held(row)) for row in _live(case)),
        authorities=_others(case.authority, now),
        parts=packet_of(case, kind, at=now),
    )


def _live(case: Case) -> Iterable[Allocation]:
    rows = case.allocations.filter(until_at=None)
    return rows.select_related("agency", "user").order_by("from_at", "pk")


def _held(row: Allocation) -> str:
    team = f"{ROLE_NAMES[Role(row.role)]}, {row.agency.name}"
    return f"{row.user.name}, {team}" if row.user else team


def _others(here: Authority, now: datetime) -> tuple[tuple[str, str], ...]:
    """Other authorities in which somebody can answer in the portal."""
    roles, today = (Role.COORDINATOR, Role.TEAM_MANAGER), local_day(now)
    rows = agencies.authorities().exclude(pk=here.pk)
    return tuple(
        (str(row.pk), row.name)
        for row in rows
        if agencies.posts_held(row.pk, roles=roles, on=today)
    )


def _line(row: HandOver) -> HandOverLine:
    return HandOverLine(
        id=row.pk,
        reference=row.reference,
        to=receiver_of(row),
        kind=row.get_kind_display(),
        status=row.get_status_display(),
        colour=COLOURS[HandOverStatus(row.status)],
        because=row.because,
        offered_at=row.offered_at,
        answered_at=row.answered_at,
        answer=row.answer,
    )
