"""Take a referral in: once for one key, one referral for each child."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, Authority, User
from agencies.permissions import SENTENCES, Permission
from agencies.roles import Role
from cases.services import mention
from children.models import Child
from core import codes, references, trail
from core.refusals import Invalid, NotAllowed
from duties.models import Clock
from duties.services import Owner, open_duty
from referrals.events import ReferralEvent
from referrals.models import PATHWAY, Consent, Contact, Referral
from referrals.said import Channel, ChildSaid, ContactSaid
from referrals.services.describing import record_described_child
from screening.models import ToolVersion
from screening.scoring import Tick
from screening.services import store_referrer_ticks

SOURCE_UNKNOWN = "10"
SOURCE_OF_SECTOR = {
    "EDUCATION": "2A",
    "HEALTH": "3F",
    "POLICE": "6",
    "CSC": "5B",
    "ADULTS": "5A",
    "DUE": "5B",
    "VOLUNTARY": "8",
    "EARLY_YEARS": "8",
    "OTHER": "8",
}
"""The referral source of a practitioner, by the sector of the agency (list `referral_source`)."""


@transaction.atomic
def submit_referral(
    *,
    key: uuid.UUID,
    children: Sequence[ChildSaid],
    contact: ContactSaid,
    authority: Authority,
    agency: Agency,
    by: User | None,
    at: datetime,
    tool: ToolVersion | None = None,
) -> list[Referral]:
    """Refer one child or several: one referral each, in the order named.

    The same `key` again (double click, Back, two tabs, a retry) answers with the referrals of
    the first time. Raises Invalid without a child's name or a reason; nothing else is needed.
    """
    access.require(by, Permission.REFERRAL_MAKE)
    _require_served(by, authority, Permission.REFERRAL_MAKE)
    return _take_in(
        ReferralEvent.SUBMITTED,
        key=key,
        children=children,
        known=None,
        contact=contact,
        authority=authority,
        agency=agency,
        by=by,
        at=at,
        tool=tool,
    )


@transaction.atomic
def record_referral(
    *,
    key: uuid.UUID,
    children: Sequence[ChildSaid],
    contact: ContactSaid,
    authority: Authority,
    agency: Agency,
    by: User | None,
    at: datetime,
    known: Child | None = None,
    tool: ToolVersion | None = None,
) -> list[Referral]:
    """Record a referral that came by telephone, post, secure e-mail or from the public.

    `contact.received_at` is when it came, however late it is entered: the clocks run from
    there. `known` is the child the first name turned out to be, found by the search before.
    """
    access.require(by, Permission.REFERRAL_RECORD)
    _require_served(by, authority, Permission.REFERRAL_RECORD)
    if known is not None:
        access.require(by, Permission.CHILD_VIEW, known)
    return _take_in(
        ReferralEvent.RECORDED,
        key=key,
        children=children,
        known=known,
        contact=contact,
        authority=authority,
        agency=agency,
        by=by,
        at=at,
        tool=tool,
    )


def _require_served(by: User | None, authority: Authority, permission: Permission) -> None:
    """A person refers to an authority that one of the person's posts serves."""
    if by is not None and authority.pk not in access.viewer_of(by).authority_ids:
        raise NotAllowed(SENTENCES[permission])


def _take_in(
    event: ReferralEvent,
    *,
    key: uuid.UUID,
    children: Sequence[ChildSaid],
    known: Child | None,
    contact: ContactSaid,
    authority: Authority,
    agency: Agency,
    by: User | None,
    at: datetime,
    tool: ToolVersion | None,
) -> list[Referral]:
    _check(children, contact, at=at)
    came, new = Contact.objects.get_or_create(pk=key, defaults=_who(contact))
    if not new:
        return list(came.referrals.order_by("place"))
    referrals = []
    for place, said in enumerate(children, start=1):
        child = known if known is not None and place == 1 else None
        referral = Referral.objects.create(
            reference=references.new("R"),
            contact=came,
            place=place,
            child=child or record_described_child(said, by=by, at=at),
            child_tied_at=at if child else None,
            authority=authority,
            agency=agency,
            by=by,
            received_at=contact.received_at or at,
            entered_at=at,
            source=contact.source or SOURCE_OF_SECTOR.get(agency.sector, SOURCE_UNKNOWN),
            involvement=said.involvement,
            said=said.stored(),
            reason=contact.reason.strip(),
            urgent=contact.urgent,
            urgent_because=contact.urgent_because.strip(),
            critical=bool(tool and _critical(said, tool)),
            cross_border=contact.cross_border.strip(),
        )
        _complete(referral, event, said, contact, tool=tool, by=by, at=at)
        referrals.append(referral)
    return referrals


def _complete(
    referral: Referral,
    event: ReferralEvent,
    said: ChildSaid,
    contact: ContactSaid,
    *,
    tool: ToolVersion | None,
    by: User | None,
    at: datetime,
) -> None:
    """Begin the pathway, start the clocks, and hand on what other floors keep."""
    PATHWAY.begin(referral, by=by, at=at)
    _start_clocks(referral, by=by, at=at)
    Consent.objects.bulk_create(
        Consent(
            referral=referral,
            kind=consent.kind,
            decision=consent.decision,
            given_by=consent.given_by,
            not_sought_reason=consent.not_sought_reason,
            scope=consent.scope,
        )
        for consent in said.consents
    )
    if tool and said.ticks:
        store_referrer_ticks(
            referral,
            child=referral.child,
            tool_version=tool,
            ticks=[Tick(tick.indicator, tick.window) for tick in said.ticks],
            evidence={
                Tick(tick.indicator, tick.window): tick.evidence
                for tick in said.ticks
                if tick.evidence
            },
            by=by,
            at=at,
        )
    for heard in contact.mentions:
        mention(
            referral,
            kind=heard.kind,  # type: ignore[arg-type]
            value=heard.value,
            heard_at=referral.received_at,
            by=by,
            at=at,
            subject_id=referral.child_id,
        )
    trail.record(
        event,
        referral,
        by=by,
        at=at,
        facts={"source": referral.source, "urgent": referral.urgent},
    )


def _start_clocks(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Both clocks run from the time received (pathway, section 4)."""
    clocks = [Clock.SCREEN_REFERRAL]
    if referral.urgent:
        clocks.append(Clock.URGENT_DECISION)
    for clock in clocks:
        open_duty(
            clock,
            about=referral,
            reference=referral.reference,
            authority=referral.authority,
            owner=Owner(role=Role.SCREENER),
            starts_at=referral.received_at,
            by=by,
            at=at,
            subject_id=referral.child_id,
            urgent=referral.urgent,
        )


def _check(children: Sequence[ChildSaid], contact: ContactSaid, *, at: datetime) -> None:
    if not children or not all(said.name for said in children):
        raise Invalid("Enter the child's name, or what the child is called.", field="given_name")
    if not contact.reason.strip():
        raise Invalid("Say what you are worried about.", field="reason")
    if contact.received_at and contact.received_at > at:
        raise Invalid("The time received must not be in the future.", field="received_at")
    if contact.source and contact.source not in codes.labels("referral_source"):
        raise Invalid("Choose where the referral came from.", field="source")
    if contact.anonymous and contact.channel == Channel.PORTAL:
        raise Invalid("A referral in the portal is never anonymous.", field="anonymous")


def _who(contact: ContactSaid) -> dict[str, object]:
    """The columns of a contact; an anonymous one keeps no name even if one was typed."""
    who: dict[str, object] = {"channel": contact.channel, "anonymous": contact.anonymous}
    named = ("name", "role", "organisation", "relationship", "telephone", "email", "address")
    return who if contact.anonymous else who | {key: getattr(contact, key) for key in named}


def _critical(said: ChildSaid, tool: ToolVersion) -> bool:
    """Did the referrer tick anything that the tool calls critical?"""
    ticked = {tick.indicator for tick in said.ticks}
    return any(
        indicator.critical and indicator.code in ticked for _, indicator in tool.tool.indicators()
    )
