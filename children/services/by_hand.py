"""What a person writes on the pages of a child: each asks first whether the person may.

The services of `facts.py` and `record.py` are for other services, which have asked already.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from children.kinds import FactKind
from children.models import Address, CareStatus, Child, ChildDisability, Placement, Schooling
from children.models.child import ChildFact
from children.services import facts
from children.services.record import change_details
from core.refusals import Invalid, NotNow

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

ONE_AT_A_TIME = (Address, Schooling, CareStatus, Placement)
"""A child lives, learns and is placed in one place at a time."""


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


@transaction.atomic
def correct_recorded_fact(
    fact: ChildFact, *, because: str, by: User, at: datetime, **said: Any
) -> None:
    """Put right what a fact says, by a person who may change the record.

    The same correction sent twice is one. Raises NotNow where the fact was changed meanwhile, and
    Invalid where nothing differs or the days would run into another fact of the kind. An address
    that was kept safe is opened only by a person it may be revealed to.
    """
    access.require(by, Permission.CHILD_EDIT, fact.child)
    if getattr(fact, "safe", False) and not said.get("safe", True):
        access.require(by, Permission.SAFE_ADDRESS_REVEAL, fact.child)
    after = getattr(fact, "successor", None)
    if after and after.is_correction and after.recorded_by_id == by.pk and _says(after, said):
        return
    if fact.superseded_at:
        raise NotNow("Somebody has changed this meanwhile.")
    if _says(fact, said):
        raise Invalid("Nothing differs from what is recorded. Change what is wrong.")
    _refuse_overlap(fact, said)
    _refuse_disability(fact, said)
    facts.correct(fact, by=by, at=at, because=because.strip(), **said)


def _says(fact: ChildFact, said: dict[str, Any]) -> bool:
    return all(getattr(fact, name) == value for name, value in said.items())


def _refuse_overlap(fact: ChildFact, said: dict[str, Any]) -> None:
    """New days must not run into another row of a kind that is true one at a time."""
    days = [said.get(name, getattr(fact, name)) for name in ("from_on", "until_on")]
    if not isinstance(fact, ONE_AT_A_TIME) or days == [fact.from_on, fact.until_on]:
        return
    others = type(fact)._default_manager.filter(child=fact.child, superseded_at=None)
    others = others.exclude(pk=fact.pk)
    before = _during(others, fact.from_on, fact.until_on).values("pk")
    if _during(others, *days).exclude(pk__in=before).exists():
        field = "from_on" if days[0] != fact.from_on else "until_on"
        raise Invalid("These days run into another entry. Correct that one first.", field=field)


def _during(rows: QuerySet[Any], from_on: date | None, until_on: date | None) -> QuerySet[Any]:
    """The rows true on any of the days."""
    if until_on:
        rows = rows.filter(Q(from_on=None) | Q(from_on__lte=until_on))
    if from_on:
        rows = rows.filter(Q(until_on=None) | Q(until_on__gte=from_on))
    return rows


def _refuse_disability(fact: ChildFact, said: dict[str, Any]) -> None:
    """No code twice, and “none” stands alone (CIN rules 8790, 8794)."""
    if not isinstance(fact, ChildDisability):
        return
    others = ChildDisability.objects.filter(child=fact.child, superseded_at=None)
    codes = set(others.exclude(pk=fact.pk).values_list("code", flat=True))
    if said["code"] in codes:
        raise Invalid("This disability is recorded already.", field="code")
    if "NONE" in codes | {said["code"]} and codes:
        raise Invalid("“No disability” cannot go with another answer.", field="code")
