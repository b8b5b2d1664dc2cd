"""Write what a case has to say as a letter: the packet of a hand-over, the plan for the child."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.selectors import team_of
from cases.models import Case, HandOver, Plan
from cases.packets import thawed
from cases.policies import may_read_packet, receiver_of
from cases.selectors.child_plan import ChildPlan, Promise, child_plan
from core.calendar import local_day
from core.refusals import OutOfReach
from documents.letters import Kind, Part
from documents.models import Letter
from documents.services import write_letter


@transaction.atomic
def write_pack(offer: HandOver, *, by: User, at: datetime) -> Letter:
    """The packet of a hand-over as a letter to whoever it was offered to; one for each offer.

    It says what was sent, what stays and why, exactly as the packet was kept (pathway section 5):
    health detail, safe addresses and intelligence are not in it. OutOfReach for who may not read
    the packet.
    """
    access.require(by, Permission.LETTER_WRITE, offer.case)
    if not may_read_packet(by, offer):
        raise OutOfReach
    parts = [
        Part(part.title, (*part.goes, *(f"Stays with us. {line}" for line in part.stays)))
        for part in thawed(offer.packet)
    ]
    return _write(
        Kind.HAND_OVER_PACK,
        offer.case,
        key=uuid.uuid5(offer.pk, offer.packet_hash),
        recipient=receiver_of(offer),
        reference=offer.reference,
        parts=parts,
        by=by,
        at=at,
    )


@transaction.atomic
def write_child_plan(plan: Plan, *, by: User, at: datetime) -> Letter:
    """The plan in the child's words as a letter to the child; another one when it has changed."""
    access.require(by, Permission.LETTER_WRITE, plan.case)
    page = child_plan(by, plan.pk, now=at)
    parts = _promised(page)
    return _write(
        Kind.CHILD_PLAN,
        page.case,
        key=uuid.uuid5(plan.pk, f"{local_day(at)} {parts!r}"),
        recipient=page.name,
        reference="Your plan",
        parts=parts,
        by=by,
        at=at,
    )


def _promised(page: ChildPlan) -> list[Part]:
    parts = [
        Part(
            f"You said: “{wish.said}”",
            (*(_line(one) for one in wish.promises), *((wish.answer,) if wish.answer else ())),
        )
        for wish in page.wishes
    ]
    if page.others:
        parts.append(Part("What else we will do", tuple(_line(one) for one in page.others)))
    if page.again_on:
        again = f"On or before {page.again_on.day} {page.again_on:%B %Y}."
        parts.append(Part("When we talk about it again", (again,)))
    return parts


def _line(promise: Promise) -> str:
    day = f"{promise.by_when.day} {promise.by_when:%B %Y}"
    return f"{promise.words} {'This is done.' if promise.done else f'By {day}.'}"


def _write(
    kind: Kind,
    case: Case,
    *,
    key: uuid.UUID,
    recipient: str,
    reference: str,
    parts: Sequence[Part],
    by: User,
    at: datetime,
) -> Letter:
    team = team_of(case.authority_id, "CSE_TEAM")
    return write_letter(
        kind,
        case_id=case.pk,
        subject_id=case.child_id,
        authority=case.authority,
        key=key,
        sender=team.name if team else case.authority.name,
        recipient=recipient,
        reference=reference,
        parts=parts,
        by=by,
        at=at,
    )
