"""The cases of a child as they stand on the record: the reference and where, nothing it holds."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime

from cases.models import Case
from children.belongings import Belonging


def cases_on(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
    """Cases opened for these records, or only those opened since a moment."""
    rows = Case.objects.filter(child__in=child_ids).select_related("authority")
    for case in rows.filter(opened_at__gte=since) if since else rows:
        title = f"Case {case.reference} opened in {case.authority.name}"
        yield Belonging(case.pk, case.child_id, title, case.opened_at, case.opened_at)
