"""The record of a child: what is true, what was, and what only a safe eye may see."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from agencies import access
from agencies.permissions import DataClass, Permission
from children.kinds import TABLES, TITLES, FactKind
from children.models import Address, Child
from children.models.child import ChildFact
from children.selectors.facts import YES_NO, FactCard, address_rows, card
from core import codes
from core.layout import Row
from core.refusals import OutOfReach


@dataclass(frozen=True)
class AddressLine:
    """A safe address as it is shown once, after its read is written down."""

    address_id: uuid.UUID
    child_id: uuid.UUID
    child_name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ChildPage:
    """Everything the page of a child shows."""

    child_id: uuid.UUID
    name: str
    age: int | None
    born_on: date | None
    born_on_estimated: bool
    verified: bool
    also: tuple[str, ...]
    details: tuple[Row, ...]
    cards: tuple[FactCard, ...]
    not_to_be_told: tuple[str, ...]
    may_edit: bool
    may_reveal: bool
    may_match: bool


def child_for(
    viewer: Any, child_id: uuid.UUID | str, permission: Permission = Permission.CHILD_VIEW
) -> Child:
    """One child within reach; OutOfReach as for an unknown id, NotAllowed where only read."""
    try:
        child = Child.objects.filter(pk=child_id).first()
    except ValidationError:
        child = None
    if child is None:
        raise OutOfReach
    access.require(viewer, permission, child)
    return child


def child_page(viewer: Any, child_id: uuid.UUID, *, today: date) -> ChildPage:
    """The record of a child on a day."""
    child = child_for(viewer, child_id)
    cards = tuple(card(child, kind, today=today) for kind in TITLES)
    people = next(one for one in cards if one.kind is FactKind.KEY_PERSON)
    return ChildPage(
        child_id=child.pk,
        name=child.full_name,
        age=child.age_on(today),
        born_on=child.born_on,
        born_on_estimated=child.born_on_estimated,
        verified=child.verified,
        also=_also_recorded(child),
        details=_details(child),
        cards=cards,
        not_to_be_told=tuple(fact.title for fact in people.current if fact.alarm),
        may_edit=access.can(viewer, Permission.CHILD_EDIT, child),
        may_reveal=access.may_read(viewer, DataClass.SAFE_ADDRESS, child),
        may_match=access.can(viewer, Permission.CHILD_MATCH),
    )


def _also_recorded(child: Child) -> tuple[str, ...]:
    """What other records say of who this child is; they are one by a merge."""
    rows = Child.objects.filter(identity=child.identity_id).exclude(pk=child.pk)
    return tuple(
        f"{row.full_name}, born {row.born_on:%-d %B %Y}" if row.born_on else row.full_name
        for row in rows.order_by("recorded_at", "pk")
    )


def details_of(viewer: Any, child_id: uuid.UUID) -> tuple[Child, dict[str, Any]]:
    """A child whose details the viewer may change, and what the form starts with."""
    child = child_for(viewer, child_id, Permission.CHILD_EDIT)
    names = (
        "given_name",
        "family_name",
        "born_on",
        "born_on_estimated",
        "sex",
        "gender_identity",
        "ethnicity",
        "language",
    )
    known = {True: "YES", False: "NO", None: "UNKNOWN"}[child.interpreter_needed]
    return child, {**{name: getattr(child, name) for name in names}, "interpreter_needed": known}


def fact_for(viewer: Any, kind: FactKind, fact_id: uuid.UUID) -> ChildFact:
    """A fact that stands, of a child whose record the viewer may change."""
    rows = TABLES[kind]._default_manager.filter(superseded_at=None).select_related("child")
    fact = rows.filter(pk=fact_id).first()
    if fact is None:
        raise OutOfReach
    access.require(viewer, Permission.CHILD_EDIT, fact.child)
    return fact


def safe_address(viewer: Any, address_id: uuid.UUID) -> AddressLine:
    """A safe address in full, for those it may be revealed to."""
    rows = Address.objects.select_related("child")
    address = rows.filter(pk=address_id, safe=True, superseded_at=None).first()
    if address is None:
        raise OutOfReach
    access.require(viewer, Permission.SAFE_ADDRESS_REVEAL, address.child)
    return AddressLine(address.pk, address.child_id, address.child.full_name, address_rows(address))


def _details(child: Child) -> tuple[Row, ...]:
    return (
        Row("Given name", child.given_name),
        Row("Family name", child.family_name),
        Row("Sex", codes.labels("gender").get(child.sex, child.sex)),
        Row("Gender identity", child.gender_identity),
        Row("Ethnicity", codes.labels("ethnicity").get(child.ethnicity, child.ethnicity)),
        Row("Language", child.language),
        Row("Interpreter needed", YES_NO[child.interpreter_needed]),
    )
