"""Offer a case to another team, authority or adult services, with the packet as it stands.

The sender keeps every duty until the offer is accepted (pathway sections 5 and 6).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies import selectors as agencies
from agencies.models import Agency, Authority, Share, User
from agencies.permissions import Permission, Reach
from agencies.roles import MATRIX, Role
from agencies.selectors import person_with
from cases.events import CaseEvent, HandOverEvent
from cases.models import (
    HAND_OVER_PATHWAY,
    Allocation,
    Case,
    CaseStatus,
    HandOver,
    HandOverKind,
    HandOverStatus,
    RiskLevel,
)
from cases.packets import frozen, packet_of, thawed
from cases.policies import (
    given,
    may_hand_over,
    receiver_of,
)
from cases.services.case import move_case
from core import references, trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import (
    Owner,
    open_duty,
)

S = HandOverStatus


@transaction.atomic
def offer_to_team(
    case: Case,
    *,
    agency: Agency,
    role: Role,
    because: str,
    by: User | None,
    at: datetime,
    user: User | None = None,
    allocation: Allocation | None = None,
    kind: HandOverKind = HandOverKind.TEAM,
) -> HandOver:
    """Offer a case to a team or a person of it, with the packet as it stands now.

    `allocation` is what ends when they accept; its duties and open actions go with it. Raises
    Invalid for an agency that is closed, a post that nobody holds, and a role that works on no
    case; NotNow where the case cannot be handed over now.
    """
    case = _ready(case, kind, because, by=by, at=at)
    if not agency.active:
        raise Invalid(f"{agency.name} is closed. Choose another agency.", field="to")
    held = agencies.posts_held(case.authority_id, roles=[role], on=local_day(at))
    posts = [post for post in held if post.agency_id == agency.pk]
    if not posts or (user and user.pk not in {post.user_id for post in posts}):
        raise Invalid("Nobody holds this post now. Choose another.", field="to")
    if Reach.CASE not in MATRIX[role].get(Permission.CASE_VIEW, frozenset()):
        raise Invalid("This role reads cases without an allocation.", field="to")
    if allocation and (allocation.case_id != case.pk or allocation.until_at):
        raise Invalid("This allocation has ended. Choose another.", field="allocation")
    if (role == Role.ADULT_LEAD) != (kind == HandOverKind.ADULT):
        raise Invalid("An adult lead takes a case on the way to adult services.", field="to")
    if allocation and not _ends(allocation, by):
        raise Invalid("Only a coordinator takes somebody else off the case.", field="allocation")
    offer = _offer(
        case,
        kind,
        because,
        *(by, at),
        to_agency=agency,
        to_role=role,
        to_user=user,
        allocation=allocation,
    )
    _can_be_read(offer, [user] if user else [person_with(post.user_id) for post in posts])
    owner = Owner(person=user) if user else Owner(role=role, agency=agency)
    _owe_answer(offer, owner, case.authority, by=by, at=at)
    return offer


@transaction.atomic
def offer_to_authority(
    case: Case,
    *,
    authority: Authority | None,
    because: str,
    by: User | None,
    at: datetime,
    place: str = "",
    contact: str = "",
    force: str = "",
) -> HandOver:
    """Offer a case to another authority; without one, `place` names it outside the region.

    The case is in transfer from now on, and of an at-risk child the sender owes telling the
    police there, the officer, the PNC alert and the trigger plan (pathway section 5). Who
    answers for a place outside the region answers in writing, and the sender's coordinator is
    owed the chasing of it. That the packet went is a row of the ledger of shares.
    """
    case = _ready(case, HandOverKind.AUTHORITY, because, by=by, at=at)
    if authority is None and not place.strip():
        raise Invalid("Enter the name of the authority.", field="place")
    if authority == case.authority:
        raise Invalid("The case is in this authority already.", field="authority")
    there = _coordinators(authority, at) if authority else []
    if authority and not there:
        raise Invalid(
            f"Nobody in {authority.name} has the portal. Name it below.", field="authority"
        )
    if not contact.strip():
        raise Invalid("Enter whom you told there.", field="contact")
    offer = _offer(
        case,
        HandOverKind.AUTHORITY,
        because,
        *(by, at),
        to_authority=authority,
        to_place="" if authority else place.strip(),
        contact=contact.strip(),
        force=force.strip() or (authority.police_force if authority else ""),
    )
    if authority:
        _can_be_read(offer, there)
    _disclose(offer, by=by, at=at)
    where = authority or case.authority
    _owe_answer(offer, Owner(role=Role.COORDINATOR), where, by=by, at=at)
    if case.level not in ("", RiskLevel.NO_CURRENT_RISK):
        _owe_telling_force(offer, by=by, at=at)
    if case.status != CaseStatus.TRANSFER_OUT:
        move_case(case, to=CaseStatus.TRANSFER_OUT, because=because.strip(), by=by, at=at)
    return offer


def _ready(case: Case, kind: HandOverKind, because: str, *, by: User | None, at: datetime) -> Case:
    """The case, held, if this person may offer it now."""
    access.require(by, Permission.HAND_OVER_OFFER, case)
    rows = Case.objects.select_for_update(of=("self",)).select_related("authority", "child")
    case = rows.get(pk=case.pk)
    open_now = may_hand_over(case, kind, on=local_day(at))
    if not open_now:
        raise NotNow(open_now.sentence)
    if not because.strip():
        raise Invalid("Enter why the case is handed over.", field="because")
    return case


def _can_be_read(offer: HandOver, people: Iterable[User]) -> None:
    """A restriction or an exclusion may keep the record from everybody it would go to."""
    if not any(access.can(person, Permission.HAND_OVER_VIEW, offer) for person in people):
        raise NotNow(
            "This record is kept from whoever would take the case: nobody there could open it. "
            "Have the receiver named first, and offer it to that person."
        )


def _coordinators(authority: Authority, at: datetime) -> list[User]:
    roles = (Role.COORDINATOR, Role.TEAM_MANAGER)
    held = agencies.posts_held(authority.pk, roles=roles, on=local_day(at))
    return [person_with(post.user_id) for post in held]


def _ends(allocation: Allocation, by: User | None) -> bool:
    """Who allocates cases ends any allocation; others end their own or their team's."""
    if by is None or access.can(by, Permission.CASE_ALLOCATE, allocation.case):
        return True
    viewer = access.viewer_of(by)
    mine = Allocation.objects.filter(pk=allocation.pk)
    return any(mine.filter(given(viewer, post)).exists() for post in viewer.posts)


def _offer(
    case: Case,
    kind: HandOverKind,
    because: str,
    by: User | None,
    at: datetime,
    **to: object,
) -> HandOver:
    packet, packet_hash = frozen(packet_of(case, kind, at=at))
    offer = HandOver.objects.create(
        reference=references.new("HO"),
        case=case,
        kind=kind,
        because=because.strip(),
        packet=packet,
        packet_hash=packet_hash,
        offered_at=at,
        by=by,
        **to,
    )
    HAND_OVER_PATHWAY.begin(offer, by=by, at=at)
    facts = {"kind": kind, "hash": packet_hash}
    trail.record(HandOverEvent.OFFERED, offer, by=by, at=at, case=case.pk, facts=facts)
    return offer


def _disclose(offer: HandOver, *, by: User | None, at: datetime) -> None:
    """What left the authority stands in the ledger, whatever is answered."""
    access.disclose(
        offer.case,
        recipient=receiver_of(offer),
        contact=offer.contact,
        items=[part.title for part in thawed(offer.packet) if part.goes],
        sha256=offer.packet_hash,
        origin=offer,
        purpose=Share.Purpose.TRANSFER,
        because=offer.because,
        by=by,
        at=at,
    )
    facts = {"hash": offer.packet_hash}
    trail.record(CaseEvent.DISCLOSED, offer.case, by=by, at=at, case=offer.case_id, facts=facts)


def _owe_answer(
    offer: HandOver, owner: Owner, where: Authority, *, by: User | None, at: datetime
) -> None:
    open_duty(
        Clock.ANSWER_HAND_OVER,
        about=offer,
        reference=offer.reference,
        authority=where,
        owner=owner,
        starts_at=at,
        by=by,
        at=at,
        case_id=offer.case_id,
        subject_id=offer.case.child_id,
    )


def _owe_telling_force(offer: HandOver, *, by: User | None, at: datetime) -> None:
    open_duty(
        Clock.TELL_FORCE,
        about=offer,
        reference=offer.reference,
        authority=offer.case.authority,
        owner=Owner(role=Role.COORDINATOR),
        starts_at=at,
        by=by,
        at=at,
        case_id=offer.case_id,
        subject_id=offer.case.child_id,
    )
