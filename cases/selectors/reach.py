"""Who reaches a case and why: the authority's posts, allocations, and the ledger of shares."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from agencies import access
from agencies import selectors as agencies
from agencies.models import Disclosure, Share
from agencies.permissions import Permission, Reach
from agencies.roles import MATRIX, ROLE_NAMES, Role
from agencies.selectors import PostHeld
from cases.models import Allocation, Case, HandOver
from cases.selectors.case import case_for
from core.calendar import local_day
from core.models import kind_of
from core.refusals import OutOfReach
from core.templatetags.portal import uk_date


@dataclass(frozen=True)
class Seer:
    """Somebody who sees the case, and why."""

    who: str
    agency: str
    why: str


@dataclass(frozen=True)
class AllocationLine:
    """To whom the case was given, from when, until when."""

    id: uuid.UUID
    to: str
    from_at: datetime
    until_at: datetime | None
    by: str


@dataclass(frozen=True)
class ShareLine:
    """One row of the ledger: shared, not shared or sent away, with whom, on what ground.

    `what` and `url` are of what was sent away: its headings, and where it can be read.
    """

    id: uuid.UUID
    with_whom: str
    state: str
    colour: str
    purpose: str
    because: str
    from_at: datetime
    until_at: datetime | None
    by: str
    live: bool
    what: str = ""
    url: str = ""


@dataclass(frozen=True)
class AccessPage:
    """Who can see the case and why, and how that came about."""

    case: Case
    seers: tuple[Seer, ...]
    named_only: tuple[str, ...]
    allocations: tuple[AllocationLine, ...]
    shares: tuple[ShareLine, ...]
    may_hand_on: access.Decision


def access_of(viewer: Any, case: Case, *, now: datetime) -> AccessPage:
    """The whole account of a case's reach, for those who may read it."""
    access.require(viewer, Permission.CASE_ACCESS_VIEW, case)
    allocations, shares = _allocations(case), _shares(case, now=now)
    sent = list(_disclosures(case))
    named_only = agencies.named_for(case.child_id)
    return AccessPage(
        case=case,
        seers=(
            *_whole_authority(case, now=now),
            *_by_allocation(case),
            *_by_share(shares),
            *_by_disclosure(sent),
        ),
        named_only=tuple(named_only),
        allocations=allocations,
        shares=_ledger(shares, sent),
        may_hand_on=access.decide(viewer, Permission.CASE_ALLOCATE, case),
    )


def case_to_hand_on(viewer: Any, case_id: uuid.UUID) -> Case:
    """A case the viewer may allocate and share."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.CASE_ALLOCATE, case)
    return case


def allocation_for(viewer: Any, allocation_id: uuid.UUID) -> Allocation:
    """An allocation that stands, of a case the viewer may allocate."""
    rows = Allocation.objects.filter(until_at=None).select_related("case", "agency")
    row = rows.filter(pk=allocation_id).first()
    if row is None:
        raise OutOfReach
    case_to_hand_on(viewer, row.case_id)
    return row


def allocation_of(case: Case, allocation_id: str) -> Allocation | None:
    """An allocation of a case that stands; None for an empty id."""
    rows = case.allocations.filter(until_at=None).select_related("agency", "user")
    return rows.filter(pk=allocation_id).first() if allocation_id else None


def share_for(viewer: Any, share_id: uuid.UUID) -> tuple[Case, Share]:
    """A share that stands, and its case, which the viewer may share."""
    rows = Share.objects.filter(record_kind=Case._meta.label_lower, ended_at=None)
    row = rows.filter(pk=share_id).first()
    if row is None:
        raise OutOfReach
    return case_to_hand_on(viewer, row.record_id), row


def posts_for_cases(case: Case, *, now: datetime) -> list[PostHeld]:
    """Posts a case can be given to: their role reads cases through allocation or a share."""
    roles = [role for role in Role if Reach.CASE in _reach(role)]
    return agencies.posts_held(case.authority_id, roles=roles, on=local_day(now))


def _reach(role: Role) -> frozenset[Reach]:
    return MATRIX[role].get(Permission.CASE_VIEW, frozenset())


def _whole_authority(case: Case, *, now: datetime) -> list[Seer]:
    roles = [role for role in Role if Reach.AUTHORITY in _reach(role)]
    posts = agencies.posts_held(case.authority_id, roles=roles, on=local_day(now))
    why = f"Serves the whole of {case.authority.name}"
    return [Seer(f"{post.name}, {ROLE_NAMES[post.role]}", post.agency, why) for post in posts]


def _by_allocation(case: Case) -> list[Seer]:
    rows = case.allocations.filter(until_at=None).select_related("agency", "user")
    return [Seer(_holder(row), row.agency.name, "The case is allocated") for row in rows]


def _by_share(shares: tuple[ShareLine, ...]) -> list[Seer]:
    return [Seer(line.with_whom, "", f"Shared: {line.purpose}") for line in shares if line.live]


def _by_disclosure(sent: list[Disclosure]) -> list[Seer]:
    return [
        Seer(
            _addressee(row),
            "",
            f"Was sent the packet of {uk_date(local_day(row.at))}: it opens nothing here",
        )
        for row in sent
    ]


def _holder(row: Allocation) -> str:
    role = ROLE_NAMES[Role(row.role)]
    return f"{row.user.name}, {role}" if row.user else f"Team: {role}"


def _allocations(case: Case) -> tuple[AllocationLine, ...]:
    rows = case.allocations.select_related("agency", "user", "by").order_by("-from_at", "id")
    return tuple(
        AllocationLine(
            row.pk,
            f"{_holder(row)}, {row.agency.name}",
            row.from_at,
            row.until_at,
            row.by.name if row.by else "",
        )
        for row in rows
    )


def _shares(case: Case, *, now: datetime) -> tuple[ShareLine, ...]:
    rows = Share.objects.filter(record_kind=kind_of(case), record_id=case.pk)
    rows = rows.select_related("agency", "person", "by").order_by("-from_at", "id")
    return tuple(
        ShareLine(
            id=row.pk,
            with_whom=_recipient(row),
            **_state(row, now),
            purpose=row.get_purpose_display(),
            because=row.because,
            from_at=row.from_at,
            until_at=row.until_at,
            by=row.by.name if row.by else "",
            live=_is_live(row, now),
        )
        for row in rows
    )


def _disclosures(case: Case) -> Iterable[Disclosure]:
    rows = Disclosure.objects.filter(record_kind=kind_of(case), record_id=case.pk)
    return rows.select_related("by").order_by("-at", "id")


def _ledger(shares: tuple[ShareLine, ...], sent: list[Disclosure]) -> tuple[ShareLine, ...]:
    """Shares and what was sent away, the latest first."""
    offers = HandOver.objects.in_bulk([row.origin_id for row in sent])
    lines = (*shares, *(_sent_line(row, offers.get(row.origin_id)) for row in sent))
    return tuple(sorted(lines, key=lambda line: line.from_at, reverse=True))


def _sent_line(row: Disclosure, offer: HandOver | None) -> ShareLine:
    answered = f". {offer.get_status_display()}" if offer else ""
    return ShareLine(
        id=row.pk,
        with_whom=_addressee(row),
        state="Sent",
        colour="blue",
        purpose=row.get_purpose_display(),
        because=row.because,
        from_at=row.at,
        until_at=None,
        by=row.by.name if row.by else "",
        live=False,
        what=f"{', '.join(row.items)}{answered}",
        url=reverse("cases:hand_over", args=[row.origin_id]),
    )


def _addressee(row: Disclosure) -> str:
    return f"{row.recipient} ({row.contact})" if row.contact else row.recipient


def _recipient(row: Share) -> str:
    who = row.person.name if row.person else ROLE_NAMES[Role(row.role)]
    return f"{who}, {row.agency.name}"


def _state(row: Share, now: datetime) -> dict[str, str]:
    if row.decision != Share.Decision.SHARED:
        return {"state": row.get_decision_display(), "colour": "yellow"}
    if _is_live(row, now):
        return {"state": row.get_decision_display(), "colour": "green"}
    return {"state": "Ended", "colour": "grey"}


def _is_live(row: Share, now: datetime) -> bool:
    ended = row.until_at is not None and row.until_at <= now
    return row.decision == Share.Decision.SHARED and row.ended_at is None and not ended
