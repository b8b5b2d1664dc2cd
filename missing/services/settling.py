"""Settle what an import parked: somebody says which child a row means."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from children.models import Child
from core import trail
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import close_duty
from missing.events import ImportEvent
from missing.extract import Line
from missing.models import ImportResult, ImportRow, Settlement
from missing.selectors import candidates_for
from missing.services.rows import log_line


@transaction.atomic
def settle_parked_row(
    row: ImportRow,
    *,
    settlement: str,
    by: User | None,
    at: datetime,
    child_id: uuid.UUID | None = None,
) -> ImportRow:
    """Say of a parked row: an episode of this child, of a new child, or no episode.

    What the row said is thrown away with it. Of two people at once exactly one settles it.
    Raises Invalid for a child who is none of the candidates.
    """
    access.require(by, Permission.EPISODE_MATCH, row)
    row = ImportRow.objects.select_for_update().get(pk=row.pk)
    if row.result != ImportResult.PARKED or row.settled_at:
        raise NotNow("Somebody has settled this row already.")
    if settlement not in Settlement.values:
        raise Invalid("Say what this row is.", field="settlement")
    line = Line.from_json(row.said)
    if settlement != Settlement.NO_EPISODE:
        child = _chosen(row, child_id, by) if settlement == Settlement.THIS_CHILD else None
        row.episode = log_line(line, child, authority=row.batch.authority, by=by, at=at)
    row.settled_as, row.settled_at, row.settled_by, row.said = settlement, at, by, {}
    row.save()
    close_duty(Clock.MATCH_PARKED_ROW, about=row, by=by, at=at)
    trail.record(ImportEvent.SETTLED, row, by=by, at=at, facts={"settlement": settlement})
    return row


def _chosen(row: ImportRow, child_id: uuid.UUID | None, by: User | None) -> Child:
    offered = {found.child_id for found in candidates_for(by, row)}
    if child_id not in offered:
        raise Invalid("Choose one of the children shown.", field="settlement")
    return Child.objects.get(pk=child_id)
