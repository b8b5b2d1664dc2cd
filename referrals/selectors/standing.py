"""The referrals of a child as they stand on the record."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q

from children.belongings import Belonging
from referrals.models import Referral


def referrals_on(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
    """Referrals about these records, or those taken in, or tied to one, since a moment."""
    rows = Referral.objects.filter(child__in=child_ids).select_related("agency")
    if since:
        rows = rows.filter(Q(entered_at__gte=since) | Q(child_tied_at__gte=since))
    for row in rows:
        yield Belonging(
            id=row.pk,
            child_id=row.child_id,
            title=f"Referral {row.reference} from {row.agency.name}",
            at=row.received_at,
            recorded_at=row.entered_at,
            came_by_merge=since is not None and row.child_tied_at == since,
        )
