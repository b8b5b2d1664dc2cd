"""Duties that one person owes by name, for whoever closes the account."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from agencies import access, holdings
from agencies.access import Viewer
from agencies.holdings import Holding
from duties.models import Duty


def owed_by_name(viewer: Viewer, user_id: uuid.UUID) -> Iterator[Holding]:
    """Open duties by their reference; those about restricted children are told to nobody else."""
    live = (Duty.Status.OPEN, Duty.Status.STOPPED)
    rows = Duty.objects.filter(owner_id=user_id, status__in=live).order_by("opened_at", "id")
    open_to_viewer = access.outside_barriers(viewer, rows, subject="subject_id")
    for row in open_to_viewer.select_related("owner_agency"):
        agency = row.owner_agency.name if row.owner_agency else ""
        yield Holding("Something to do", row.reference, agency, row.opened_at)


holdings.register("duties", owed_by_name)
