"""What narrows reach: restrictions and exclusions, on every record of the child they are about."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from agencies import access
from agencies.events import AgencyEvent
from agencies.models import Agency, Barrier, Exclusion, RestrictedTo, Restriction, User
from core import trail
from core.refusals import Invalid

B = TypeVar("B", bound=Barrier)


@transaction.atomic
def restrict(
    subject_id: uuid.UUID, *, to: Iterable[User], because: str, by: User | None, at: datetime
) -> Restriction:
    """Keep the records of a child for named people only, however often the child is recorded."""
    named = list(to)
    if not named:
        raise Invalid("Name at least one person who may still see the record.", field="to")
    row = Restriction.objects.create(subject_id=subject_id, because=because, from_at=at, by=by)
    RestrictedTo.objects.bulk_create(RestrictedTo(restriction=row, user=user) for user in named)
    trail.record(AgencyEvent.RESTRICTED, row, by=by, at=at)
    for other in access.records_of_one(subject_id) - {subject_id}:
        _copy(row, other, from_at=at)
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
    """Bar a person or an agency from the records of a child, above every grant.

    It holds however often the child is recorded.
    """
    row = Exclusion.objects.create(
        subject_id=subject_id, user=user, agency=agency, because=because, from_at=at, by=by
    )
    trail.record(AgencyEvent.EXCLUDED, row, by=by, at=at)
    for other in access.records_of_one(subject_id) - {subject_id}:
        _copy(row, other, from_at=at)
    return row


@transaction.atomic
def carry_barriers(
    subject_ids: Collection[uuid.UUID], *, merge_id: uuid.UUID, by: User | None, at: datetime
) -> None:
    """Records turned out to be one child: what bars from any of them bars from all of them.

    Of several restrictions each holds, so only who is named in every one still reads: nobody
    gains by a merge. The copies carry the mark of the merge.
    """
    for table in (Restriction, Exclusion):
        standing = list(table.objects.not_over(at).filter(subject_id__in=subject_ids))
        originals = {row.copy_of or row for row in standing}
        held = {(row.copy_of_id or row.pk, row.subject_id) for row in standing}
        for row in sorted(originals, key=lambda one: (one.from_at, one.pk)):
            for subject_id in subject_ids:
                if (row.pk, subject_id) not in held:
                    copy = _copy(row, subject_id, from_at=max(row.from_at, at), merge_id=merge_id)
                    trail.record(AgencyEvent.BARRIER_CARRIED, copy, by=by, at=at)


@transaction.atomic
def take_back_barriers(*, merge_id: uuid.UUID, by: User | None, at: datetime) -> None:
    """The merge was undone: end the copies it made, and nothing that was set since."""
    for table in (Restriction, Exclusion):
        for copy in table.objects.not_over(at).filter(merge_id=merge_id):
            copy.until_at = at
            copy.save(update_fields=["until_at"])
            trail.record(AgencyEvent.BARRIER_TAKEN_BACK, copy, by=by, at=at)


def _copy(
    row: B, subject_id: uuid.UUID, *, from_at: datetime, merge_id: uuid.UUID | None = None
) -> B:
    """The same barrier on another record of the child; whom it names is read from the original."""
    changed = {"id", "subject_id", "from_at", "copy_of_id", "merge_id"}
    same = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    kept = {name: value for name, value in same.items() if name not in changed}
    return type(row).objects.create(
        subject_id=subject_id, from_at=from_at, copy_of_id=row.pk, merge_id=merge_id, **kept
    )
