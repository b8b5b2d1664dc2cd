"""Give a case to people, share it, and keep what a record heard."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from agencies import access
from agencies.models import Agency, Share, User
from agencies.roles import CSE_TEAM_ROLES, Role
from agencies.selectors import team_of
from cases.events import CaseEvent
from cases.hearing import match_key
from cases.models import Allocation, Case, Mention
from core import trail


@transaction.atomic
def allocate(
    case: Case,
    *,
    agency: Agency,
    role: Role,
    by: User | None,
    at: datetime,
    user: User | None = None,
) -> Allocation:
    """Give a case to a person, or to the team of a role in an agency; twice is once.

    Called by a service that has required CASE_ALLOCATE or opened the case itself.
    """
    row, new = Allocation.objects.get_or_create(
        case=case,
        agency=agency,
        role=role,
        user=user,
        until_at=None,
        defaults={"from_at": at, "by": by},
    )
    if new:
        trail.record(
            CaseEvent.ALLOCATED,
            case,
            by=by,
            at=at,
            case=case.pk,
            facts={"role": role, "agency": str(agency.pk), "user": str(user.pk) if user else None},
        )
    return row


@transaction.atomic
def give_to_cse_team(case: Case, *, by: User | None, at: datetime) -> Allocation | None:
    """Give a case to the CSE team of whoever acts, else of the authority; None if it has none."""
    team = _own_team(case, by) or team_of(case.authority_id, "CSE_TEAM")
    if team is None:
        return None
    return allocate(case, agency=team, role=Role.SCREENER, by=by, at=at)


def _own_team(case: Case, by: User | None) -> Agency | None:
    for post in access.viewer_of(by).posts if by else ():
        if post.role in CSE_TEAM_ROLES and post.authority_id == case.authority_id:
            return Agency.objects.get(pk=post.agency_id)
    return None


@transaction.atomic
def end_allocation(row: Allocation, *, by: User | None, at: datetime) -> None:
    """Take a case back from a person or team."""
    row.until_at = at
    row.save(update_fields=["until_at"])
    trail.record(
        CaseEvent.ALLOCATION_ENDED,
        row.case,
        by=by,
        at=at,
        case=row.case_id,
        facts={"role": row.role},
    )


@transaction.atomic
def share_case(
    case: Case,
    *,
    agency: Agency,
    role: Role,
    purpose: Share.Purpose,
    because: str,
    by: User | None,
    at: datetime,
    until: datetime | None = None,
) -> Share:
    """Share the case file with a role of another agency, and leave a record of it."""
    row = access.share(
        case,
        agency=agency,
        role=role,
        purpose=purpose,
        because=because,
        by=by,
        at=at,
        until=until,
    )
    trail.record(
        CaseEvent.SHARED,
        case,
        by=by,
        at=at,
        case=case.pk,
        facts={"agency": str(agency.pk), "role": role},
    )
    return row


@transaction.atomic
def mention(
    about: Model,
    *,
    kind: Mention.Kind,
    value: str,
    heard_at: datetime,
    by: User | None,
    at: datetime,
    case_id: uuid.UUID | None = None,
    subject_id: uuid.UUID | None = None,
) -> Mention | None:
    """Keep what a record heard. The same thing twice in one record is one mention.

    None when nothing readable is left of the value.
    """
    key = match_key(kind, value)
    if not key:
        return None
    row, _ = Mention.objects.get_or_create(
        kind=kind,
        key=key,
        record_id=about.pk,
        defaults={
            "value": value.strip()[:200],
            "record_kind": trail.kind_of(about),
            "case_id": case_id,
            "subject_id": subject_id,
            "heard_at": heard_at,
            "recorded_at": at,
            "by": by,
        },
    )
    return row
