"""Whom to tell that something waits: addresses of accounts, nothing of what waits."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.utils import timezone

from agencies.models import Agency, Membership
from agencies.permissions import Permission
from agencies.roles import MATRIX, Role
from agencies.selectors import holders_of
from referrals.models import Referral, RequestForInformation
from referrals.said import Channel


def referral_of(referral_id: uuid.UUID) -> Referral | None:
    """The referral an event is about, for the portal itself."""
    rows = Referral.objects.select_related("contact", "by", "escalation")
    return rows.filter(pk=referral_id).first()


def request_of(request_id: uuid.UUID) -> RequestForInformation | None:
    """The request an event is about, for the portal itself."""
    rows = RequestForInformation.objects.select_related("person", "agency", "referral")
    return rows.filter(pk=request_id).first()


def overdue_requests(*, at: datetime) -> list[RequestForInformation]:
    """Requests whose answer is late."""
    return list(RequestForInformation.objects.filter(answered_at=None, due_at__lte=at))


def role_that_answers(agency: Agency) -> Role:
    """Who answers for an agency: its practitioners, else the role in it that may answer."""
    held = set(Membership.objects.filter(agency=agency).values_list("role", flat=True))
    if Role.REFERRER in held or not held:
        return Role.REFERRER
    able = [role for role in Role if role in held and Permission.REFERRAL_ANSWER in MATRIX[role]]
    return able[0] if able else Role.REFERRER


def addresses_of_role(
    role: Role, *, authority_id: uuid.UUID, agency_id: uuid.UUID | None = None
) -> list[str]:
    """The people who hold a role today, across an authority or in one agency of it."""
    held = holders_of(role, authority_id=authority_id, agency_id=agency_id, on=timezone.localdate())
    return sorted(held.values_list("email", flat=True))


def addresses_of_asked(request: RequestForInformation) -> list[str]:
    """The person asked, or whoever answers for the agency asked."""
    if request.person:
        return [request.person.email] if request.person.is_active else []
    return addresses_of_role(
        role_that_answers(request.agency),
        authority_id=request.referral.authority_id,
        agency_id=request.agency_id,
    )


def addresses_of_referrer(referral: Referral) -> list[str]:
    """Whoever referred in the portal; somebody else's referral is told by the CSE team."""
    if referral.contact.channel != Channel.PORTAL or referral.by is None:
        return []
    return [referral.by.email] if referral.by.is_active else []
