"""Cases that one person holds by name, for whoever closes the account."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from agencies import access, holdings
from agencies.access import Viewer
from agencies.holdings import Holding
from cases.models import Allocation


def allocated_by_name(viewer: Viewer, user_id: uuid.UUID) -> Iterator[Holding]:
    """Open allocations by their case's reference; restricted cases are told to nobody else."""
    rows = Allocation.objects.filter(user_id=user_id, until_at=None).order_by("from_at", "id")
    open_to_viewer = access.outside_barriers(viewer, rows, subject="case__child_id")
    for row in open_to_viewer.select_related("case", "agency"):
        yield Holding("Case", row.case.reference, row.agency.name, row.from_at)


holdings.register("cases", allocated_by_name)
