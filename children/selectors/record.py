"""The record of a child: what is true, what was, and what only a safe eye may see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from agencies import access
from agencies.permissions import DataClass, Permission
from children.kinds import TABLES, TITLES, FactKind
from children.models import (
    Address,
    Alias,
    CareStatus,
    Child,
    ChildDisability,
    Identifier,
    KeyPerson,
    Placement,
    SafeContact,
    Schooling,
)
from children.models.child import ChildFact
from core import codes
from core.layout import Row
from core.refusals import OutOfReach

YES_NO = {True: "Yes", False: "No", None: "Not known"}
MASKED = "Kept safe: not shown"


@dataclass(frozen=True)
class Fact:
    """One fact as the page shows it: a title, its lines, and from when to when it was true."""

    id: uuid.UUID
    title: str
    rows: tuple[Row, ...]
    from_on: date | None
    until_on: date | None
    current: bool
    alarm: bool = False
    masked: bool = False


@dataclass(frozen=True)
class FactCard:
    """Every fact of one kind: those true today, and those that were."""

    kind: FactKind
    title: str
    current: tuple[Fact, ...]
    past: tuple[Fact, ...]


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
    details: tuple[Row, ...]
    cards: tuple[FactCard, ...]
    not_to_be_told: tuple[str, ...]
    may_edit: bool
    may_reveal: bool


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
    cards = tuple(_card(child, kind, today=today) for kind in TITLES)
    people = next(card for card in cards if card.kind is FactKind.KEY_PERSON)
    return ChildPage(
        child_id=child.pk,
        name=child.full_name,
        age=child.age_on(today),
        born_on=child.born_on,
        born_on_estimated=child.born_on_estimated,
        verified=child.verified,
        details=_details(child),
        cards=cards,
        not_to_be_told=tuple(fact.title for fact in people.current if fact.alarm),
        may_edit=access.can(viewer, Permission.CHILD_EDIT, child),
        may_reveal=access.may_read(viewer, DataClass.SAFE_ADDRESS, child),
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
    return AddressLine(
        address.pk, address.child_id, address.child.full_name, _address_rows(address)
    )


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


def _card(child: Child, kind: FactKind, *, today: date) -> FactCard:
    table = TABLES[kind]
    ahead = [field.name for field in table._meta.fields if field.name in ("responsible", "lies_in")]
    rows = table._default_manager.filter(child=child, superseded_at=None)
    facts = [_fact(row, today) for row in rows.select_related(*ahead).order_by("-from_on", "id")]
    return FactCard(
        kind=kind,
        title=TITLES[kind],
        current=tuple(fact for fact in facts if fact.current),
        past=tuple(fact for fact in facts if not fact.current),
    )


def _fact(row: Any, today: date) -> Fact:
    title, rows = _shown(row)
    return Fact(
        id=row.pk,
        title=title,
        rows=tuple(line for line in rows if line.value not in ("", None)),
        from_on=row.from_on,
        until_on=row.until_on,
        current=row.until_on is None or row.until_on >= today,
        alarm=getattr(row, "must_not_be_told", False),
        masked=getattr(row, "safe", False),
    )


def _shown(row: Any) -> tuple[str, Sequence[Row]]:
    """The title and the lines of a fact, by its kind."""
    match row:
        case Address():
            return ("Safe address", (Row("Address", MASKED),)) if row.safe else _open_address(row)
        case KeyPerson():
            return f"{row.name}, {row.relation}", _person_rows(row)
        case SafeContact():
            return row.get_whom_display(), (Row("Way", row.way), Row("Time", row.time))
        case Schooling():
            status = codes.labels("education_status").get(row.status, row.status)
            return row.school or status, (Row("Status", status),)
        case CareStatus():
            words = codes.labels("legal_status_lac").get(row.legal_status, row.legal_status)
            return words, (Row("Responsible authority", row.responsible.name),)
        case Placement():
            words = codes.labels("placement_type").get(row.placement_type, row.placement_type)
            where = row.lies_in.name if row.lies_in else "Outside the region"
            return words, (Row("Lies in", where), Row("Provider", row.provider))
        case Alias():
            return row.name, (Row("Kind", row.get_kind_display()),)
        case Identifier():
            return row.get_kind_display(), _number_rows(row)
        case ChildDisability():
            return codes.labels("disability").get(row.code, row.code), ()
    raise TypeError(f"no page shows a {type(row).__name__}")


def _open_address(row: Address) -> tuple[str, Sequence[Row]]:
    return row.lines.split("\n")[0], _address_rows(row)


def _address_rows(row: Address) -> tuple[Row, ...]:
    return (
        Row("Address", row.lines),
        Row("Postcode", row.postcode),
        Row("Ward", row.ward),
        Row("Lives with", row.lives_with),
        Row("Telephone", row.telephone),
    )


def _person_rows(row: KeyPerson) -> tuple[Row, ...]:
    told = "Must not be told" if row.must_not_be_told else ""
    return (
        Row("Parental responsibility", YES_NO[row.parental_responsibility]),
        Row("Telephone", row.telephone),
        Row("Address", row.address),
        Row(told or "Told", row.why_not_told or told, tag=told, colour="red" if told else ""),
    )


def _number_rows(row: Identifier) -> tuple[Row, ...]:
    return (Row("Number", row.value), Row("Source", row.source), Row("Checked on", row.verified_on))
