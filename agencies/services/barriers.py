"""What narrows reach: restrictions and exclusions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from agencies.events import AgencyEvent
from agencies.models import Agency, Exclusion, RestrictedTo, Restriction, User
from core import trail
from core.refusals import Invalid


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
