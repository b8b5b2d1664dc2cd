"""Record a child and change what is known of who the child is."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies.models import User
from children.events import ChildEvent
from children.models import Child, Identity
from core import trail
from core.calendar import LONDON
from core.refusals import Invalid

DETAILS = frozenset(
    {
        "given_name",
        "family_name",
        "born_on",
        "born_on_estimated",
        "sex",
        "gender_identity",
        "ethnicity",
        "language",
        "interpreter_needed",
        "verified",
    }
)


@transaction.atomic
def record_child(
    *, given_name: str, family_name: str, by: User | None, at: datetime, **details: Any
) -> Child:
    """Record a child with an identity of its own.

    Called by the service whose record leads to the child, which has required its permission;
    search comes first (`children.selectors.find_children`). Raises Invalid for a child without
    a name or born in the future.
    """
    details |= {"given_name": given_name.strip(), "family_name": family_name.strip()}
    _check(details, at=at)
    identity = Identity.objects.create(opened_at=at)
    child = Child.objects.create(identity=identity, recorded_at=at, recorded_by=by, **details)
    trail.record(ChildEvent.RECORDED, child, by=by, at=at)
    return child


@transaction.atomic
def change_details(child: Child, *, by: User | None, at: datetime, **details: Any) -> Child:
    """Put right what is recorded of the child; the history table keeps what stood before."""
    _check(details, at=at)
    for name, value in details.items():
        setattr(child, name, value)
    child.save(update_fields=list(details))
    trail.record(ChildEvent.FACT_CORRECTED, child, by=by, at=at)
    return child


def _check(details: dict[str, Any], *, at: datetime) -> None:
    unknown = details.keys() - DETAILS
    if unknown:
        raise TypeError(f"not details of a child: {sorted(unknown)}")
    names = [details[key] for key in ("given_name", "family_name") if key in details]
    if names and not any(names):
        raise Invalid("Enter the child's name, or what the child is called.", field="given_name")
    born_on: date | None = details.get("born_on")
    if born_on and born_on > at.astimezone(LONDON).date():
        raise Invalid("Date of birth must be in the past.", field="born_on")
