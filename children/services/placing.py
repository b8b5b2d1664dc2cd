"""Put a fact on the record of the child it turned out to be about."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from agencies.models import User
from children.events import ChildEvent
from children.kinds import TABLES, FactKind
from children.models import Child
from core import trail


def place_fact(kind: FactKind) -> Callable[..., Any]:
    """The service for one kind of fact: the row goes with every row it was written in place of."""

    @transaction.atomic
    def place(record_id: uuid.UUID, *, on: Child, by: User | None, at: datetime) -> None:
        table = TABLES[kind]
        row: Any = table._default_manager.get(pk=record_id)
        if row.child_id == on.pk:
            return
        before = row.child
        while row:
            row.child = on
            row.save(update_fields=["child"])
            row = row.instead_of
        facts = {"fact": table._meta.model_name, "from": str(before.pk)}
        trail.record(ChildEvent.FACT_MOVED, on, by=by, at=at, facts=facts)

    return place
