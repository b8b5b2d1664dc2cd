"""What a person writes on the pages of a child: each asks first whether the person may.

The services of `facts.py` and `record.py` are for other services, which have asked already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from children.kinds import FactKind
from children.models import Child
from children.models.child import ChildFact
from children.services import facts
from children.services.record import change_details

RECORDED_BY: dict[FactKind, Callable[..., Any]] = {
    FactKind.ADDRESS: facts.set_address,
    FactKind.KEY_PERSON: facts.add_key_person,
    FactKind.SAFE_CONTACT: facts.set_safe_contact,
    FactKind.SCHOOLING: facts.set_schooling,
    FactKind.CARE: facts.look_after,
    FactKind.PLACEMENT: facts.place,
    FactKind.ALIAS: facts.add_alias,
    FactKind.IDENTIFIER: facts.add_identifier,
    FactKind.DISABILITY: facts.set_disabilities,
}


@transaction.atomic
def edit_details(child: Child, *, by: User, at: datetime, **details: Any) -> Child:
    """Put right who the child is, by a person who may change the record."""
    access.require(by, Permission.CHILD_EDIT, child)
    return change_details(child, by=by, at=at, **details)


@transaction.atomic
def record_fact(child: Child, *, fact: FactKind, by: User, at: datetime, **said: Any) -> None:
    """Record one fact, by a person who may change the record."""
    access.require(by, Permission.CHILD_EDIT, child)
    RECORDED_BY[fact](child, by=by, at=at, **said)


@transaction.atomic
def end_recorded_fact(fact: ChildFact, *, on: date, by: User, at: datetime) -> None:
    """A fact was true until a day, says a person who may change the record."""
    access.require(by, Permission.CHILD_EDIT, fact.child)
    facts.end_fact(fact, on=on, by=by, at=at)
