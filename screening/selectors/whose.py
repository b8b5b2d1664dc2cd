"""Whose screening it is, for the head of every page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from cases.models import Case


@dataclass(frozen=True)
class Whose:
    """The child and the case a page is about."""

    case_id: uuid.UUID
    reference: str
    child_id: uuid.UUID
    name: str
    age: int | None
    level: str


def whose(case: Case, *, on: date) -> Whose:
    """Who a page is about, as of a day."""
    return Whose(
        case_id=case.pk,
        reference=case.reference,
        child_id=case.child_id,
        name=case.child.full_name,
        age=case.child.age_on(on),
        level=case.level,
    )
