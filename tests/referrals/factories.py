"""Referrals for tests, made through the services as people make them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from agencies.models import Authority, User
from agencies.roles import Role
from cases.models import Course
from referrals import services
from referrals.models import Referral, RequestForInformation
from referrals.said import ChildSaid, ContactSaid
from tests.agencies.factories import UserFactory, agency, authority

RECEIVED = datetime(2015, 9, 14, 9, tzinfo=UTC)
LATER = RECEIVED + timedelta(hours=3)
HOUSE = object()
"""Not a person: the portal itself refers."""
_number = count(1)


def child_said(**said: Any) -> ChildSaid:
    """An invented child as a school describes one."""
    return ChildSaid(**{"given_name": f"Invented{next(_number)}", "family_name": "Pupil", **said})


def make_referrals(
    *children: ChildSaid,
    by: Any = None,
    key: uuid.UUID | None = None,
    at: datetime = RECEIVED,
    tool: Any = None,
    where: Authority | None = None,
    **contact: Any,
) -> list[Referral]:
    """One contact from a secondary school; one referral for each child."""
    person = None if by is HOUSE else by or UserFactory(role=Role.REFERRER)
    return services.submit_referral(
        key=key or uuid.uuid4(),
        children=children or (child_said(),),
        contact=ContactSaid(**{"reason": "Invented worry.", **contact}),
        authority=where or authority(),
        agency=agency("SECONDARY"),
        by=person,
        at=at,
        tool=tool,
    )


def make_referral(**details: Any) -> Referral:
    """A plain referral of one child, not decided."""
    return make_referrals(**details)[0]


def make_again(first: Referral, *, by: User, **details: Any) -> Referral:
    """Another referral of the child of the first, who was recognised at triage."""
    referral = make_referral(**details)
    return services.tie_child(referral, to=first.child, by=by, at=LATER)


def make_recorded(
    *, by: User | None = None, at: datetime = LATER, known: Any = None, **contact: Any
) -> Referral:
    """A referral that came by telephone and was recorded by the CSE team."""
    facts = {
        "reason": "Invented worry.",
        "channel": "TELEPHONE",
        "source": "1B",
        "received_at": RECEIVED,
        **contact,
    }
    return services.record_referral(
        key=uuid.uuid4(),
        children=(child_said(),),
        contact=ContactSaid(**facts),
        authority=authority(),
        agency=agency("CSE_TEAM"),
        by=by or UserFactory(role=Role.SCREENER),
        known=known,
        at=at,
    )[0]


def make_accepted(*, at: datetime = LATER, **details: Any) -> Referral:
    """A referral accepted for screening by a screener."""
    referral = make_referral(**details)
    services.accept_referral(referral, by=UserFactory(role=Role.SCREENER), at=at)
    return referral


def make_not_cse(*, at: datetime = LATER, **details: Any) -> Referral:
    """A referral that was found not to be about sexual exploitation."""
    referral = make_referral(**details)
    screener = UserFactory(role=Role.SCREENER)
    services.decide_not_cse(referral, because="Invented reason.", by=screener, at=at)
    return referral


def make_escalated(*, at: datetime = LATER, **details: Any) -> Referral:
    """A referral escalated to the social workers of Dudley."""
    referral = make_referral(**details)
    services.escalate_referral(
        referral,
        agency=agency("CSC"),
        because="Invented: likely to suffer significant harm.",
        by=UserFactory(role=Role.SCREENER),
        at=at,
    )
    return referral


def settle(referral: Referral, *, by: User, at: datetime = LATER) -> None:
    """Children's Services acknowledge by name and record what they will do."""
    services.acknowledge_escalation(referral, name="Pat Example", by=by, at=at)
    services.record_course_of_action(
        referral, course=Course.SECTION_47, because="Invented reason.", by=by, at=at
    )


def make_request(
    *, referral: Referral | None = None, person: User | None = None, at: datetime = LATER
) -> RequestForInformation:
    """A question to the school, wanted in three days."""
    return services.ask_for_more(
        referral or make_referral(),
        agency=agency("SECONDARY"),
        person=person,
        question="Invented question?",
        due_at=at + timedelta(days=3),
        by=UserFactory(role=Role.SCREENER),
        at=at,
    )
