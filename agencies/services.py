"""Posts, restrictions and exclusions: every write of this floor but shares."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from agencies.access.sharing import group_of
from agencies.events import AgencyEvent
from agencies.models import (
    Agency,
    Authority,
    Exclusion,
    Membership,
    RestrictedTo,
    Restriction,
    User,
)
from agencies.roles import Role
from core import trail
from core.refusals import Invalid


@transaction.atomic
def appoint(
    user: User,
    *,
    agency: Agency,
    role: Role,
    authority: Authority | None = None,
    from_on: date,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a post. A region-wide agency must say which authority the post serves."""
    served = authority or agency.authority
    if served is None:
        raise Invalid("Say which authority this post serves.", field="authority")
    post = Membership.objects.create(
        user=user, agency=agency, role=role, authority=served, from_on=from_on
    )
    user.groups.add(group_of(agency, role))
    trail.record(AgencyEvent.APPOINTED, post, by=by, at=at, facts={"role": role})
    return post


@transaction.atomic
def end_post(post: Membership, *, on: date, by: User | None, at: datetime) -> None:
    """End a post; the person's name stays in history."""
    post.until_on = on
    post.save(update_fields=["until_on"])
    post.user.groups.remove(group_of(post.agency, Role(post.role)))
    trail.record(AgencyEvent.ENDED, post, by=by, at=at, facts={"role": post.role})


@transaction.atomic
def restrict(
    subject_id: uuid.UUID, *, to: Iterable[User], because: str, by: User | None, at: datetime
) -> Restriction:
    """Keep the records of a child for named people only."""
    named = list(to)
    if not named:
        raise Invalid("Name at least one person who may still see the record.", field="to")
    row = Restriction.objects.create(subject_id=subject_id, because=because, from_at=at, by=by)
    RestrictedTo.objects.bulk_create(RestrictedTo(restriction=row, user=user) for user in named)
    trail.record(AgencyEvent.RESTRICTED, row, by=by, at=at)
    return row


@transaction.atomic
def exclude(
    subject_id: uuid.UUID,
    *,
    user: User | None = None,
    agency: Agency | None = None,
    because: str,
    by: User | None,
    at: datetime,
) -> Exclusion:
    """Bar a person or an agency from the records of a child, above every grant."""
    row = Exclusion.objects.create(
        subject_id=subject_id, user=user, agency=agency, because=because, from_at=at, by=by
    )
    trail.record(AgencyEvent.EXCLUDED, row, by=by, at=at)
    return row
