"""Screenings and referrers' ticks as they stand on the record of a child."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from children.belongings import Belonging
from screening.models import ReferrerTicks, Screening


def screenings_on(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
    """Screenings in the cases of these records, or those begun since a moment."""
    rows = Screening.objects.filter(case__child__in=child_ids).select_related("case")
    for row in rows.filter(started_at__gte=since) if since else rows:
        step = row.get_status_display().lower()
        yield Belonging(
            id=row.pk,
            child_id=row.case.child_id,
            title=f"Screening in case {row.case.reference}, {step}",
            at=row.signed_at or row.started_at,
            recorded_at=row.started_at,
            goes_with=row.case_id,
        )


def ticks_on(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
    """What referrers ticked about these records, or since a moment."""
    rows = ReferrerTicks.objects.filter(child__in=child_ids)
    for row in rows.filter(at__gte=since) if since else rows:
        yield Belonging(
            id=row.pk,
            child_id=row.child_id,
            title="Signs ticked by the referrer",
            at=row.at,
            recorded_at=row.at,
            goes_with=row.origin_id,
        )
