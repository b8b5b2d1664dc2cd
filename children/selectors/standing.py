"""The facts of a record as belongings: what was recorded, and since when."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from children.belongings import Belonging
from children.kinds import ONE_OF, TABLES, FactKind
from children.models import Address, Alias, Child, Identifier, Schooling

STAYS = "It stays where it is: it puts right, ends or replaces what was there before the merge."


def records_made(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
    """That each record was made; it is the record itself and never moves."""
    if since is not None:
        return
    for child in Child.objects.filter(pk__in=child_ids):
        title = "Recorded" if child.verified else "Recorded, not verified"
        yield Belonging(child.pk, child.pk, title, child.recorded_at, child.recorded_at)


def facts_on(kind: FactKind) -> Any:
    """The reader of one kind of fact. Only rows that stand; each carries those before it along."""

    def read(child_ids: Collection[uuid.UUID], since: datetime | None) -> Iterator[Belonging]:
        rows = TABLES[kind]._default_manager.filter(child__in=child_ids, superseded_at=None)
        if since:
            rows = rows.filter(recorded_at__gte=since)
        for row in rows.select_related("instead_of"):
            older = since is not None and _first(row).recorded_at < since
            yield Belonging(
                id=row.pk,
                child_id=row.child_id,
                title=_title(kind, row),
                at=row.recorded_at,
                recorded_at=row.recorded_at,
                stays=STAYS if older else "",
            )

    return read


def _first(row: Any) -> Any:
    while row.instead_of:
        row = row.instead_of
    return row


def _title(kind: FactKind, row: Any) -> str:
    """What kind of fact it is, and what it says where that is identity."""
    match row:
        case Address(safe=False) if row.lines:
            return f"{ONE_OF[kind]}: {row.lines.splitlines()[0]}"
        case Schooling() if row.school:
            return f"{ONE_OF[kind]}: {row.school}"
        case Alias():
            return f"{ONE_OF[kind]}: {row.name}"
        case Identifier():
            return f"{row.get_kind_display()}: {row.value}"
    return ONE_OF[kind]
