"""The missing episodes of a child as they stand on the record."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from children.belongings import Belonging
from missing.models import Episode


def episodes_on(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
    """Episodes of these records, or those logged since a moment."""
    rows = Episode.objects.filter(child__in=child_ids)
    for row in rows.filter(recorded_at__gte=since) if since else rows:
        title = f"Missing episode {row.reference}"
        yield Belonging(row.pk, row.child_id, title, row.started_at, row.recorded_at)
