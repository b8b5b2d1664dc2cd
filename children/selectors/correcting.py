"""A fact to be put right: what the form starts with, and what stands now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies import access
from agencies.permissions import DataClass, Permission
from children.kinds import OUTSIDE, TABLES, TITLES, FactKind
from children.models import KeyPerson, Placement
from children.models.child import ChildFact
from children.selectors.facts import Fact, Rows
from core.refusals import OutOfReach

ASKED = {True: "YES", False: "NO", None: "UNKNOWN"}


@dataclass(frozen=True)
class CorrectPage:
    """One fact to correct.

    `was` is the fact as the page that was opened showed it, when it was changed since. `stands` is
    what is recorded now; None where nothing is, because all of the kind were recorded anew.
    """

    row: ChildFact
    kind: FactKind
    title: str
    child_name: str
    was: Fact | None
    stands: Fact | None
    initial: dict[str, Any]
    until_on: date | None
    masked: bool
    may_open: bool


def correct_page(viewer: Any, kind: FactKind, fact_id: uuid.UUID, *, today: date) -> CorrectPage:
    """A fact of a child whose record the viewer may change, also one that was changed since."""
    rows = TABLES[kind]._default_manager.select_related("child")
    row = rows.filter(pk=fact_id).first()
    if row is None:
        raise OutOfReach
    access.require(viewer, Permission.CHILD_EDIT, row.child)
    every = Rows(row.child, kind)
    last = every.last(row)
    masked = every.safe(row)
    return CorrectPage(
        row=row,
        kind=kind,
        title=TITLES[kind],
        child_name=row.child.full_name,
        was=every.shown(row, today=today) if row.superseded_at else None,
        stands=None if last.superseded_at else every.shown(last, today=today),
        initial=_typed(last, masked=masked),
        until_on=last.until_on,
        masked=masked,
        may_open=access.may_read(viewer, DataClass.SAFE_ADDRESS, row.child),
    )


def _typed(row: Any, *, masked: bool) -> dict[str, Any]:
    """What a person would have typed; of a safe address only that it is one."""
    dates = {"from_on": row.from_on, "until_on": row.until_on}
    if masked:
        return {**dates, "safe": row.safe}
    said = {field.name: getattr(row, field.name) for field in row._meta.fields} | {"because": ""}
    match row:
        case KeyPerson():
            told = ASKED[row.must_not_be_told]
            held = ASKED[row.parental_responsibility]
            return {**said, "must_not_be_told": told, "parental_responsibility": held}
        case Placement():
            return {**said, "where": str(row.lies_in_id) if row.lies_in_id else OUTSIDE}
    return said
