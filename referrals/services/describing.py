"""Record a child as a referrer describes the child, unverified until the CSE team says who."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies.models import User
from children.models import Alias, Child, Identifier, SafeContact
from children.services import (
    add_alias,
    add_identifier,
    add_key_person,
    record_child,
    set_address,
    set_disabilities,
    set_safe_contact,
    set_schooling,
)
from core.calendar import LONDON
from referrals.said import ChildSaid

SCHOOL_STATUS_UNKNOWN = "UNKNOWN"


@transaction.atomic
def record_described_child(said: ChildSaid, *, by: User | None, at: datetime) -> Child:
    """A new record of a child with what was said; nothing known of another child changes."""
    child = record_child(
        given_name=said.given_name,
        family_name=said.family_name,
        born_on=said.born_on,
        born_on_estimated=said.born_on_estimated,
        sex=said.sex,
        ethnicity=said.ethnicity,
        language=said.language,
        interpreter_needed=said.interpreter_needed,
        verified=False,
        by=by,
        at=at,
    )
    on = at.astimezone(LONDON).date()
    _names_and_numbers(child, said, by=by, at=at)
    _home(child, said, on=on, by=by, at=at)
    _people(child, said, by=by, at=at)
    return child


def _names_and_numbers(child: Child, said: ChildSaid, *, by: User | None, at: datetime) -> None:
    if said.also_known_as:
        kind = Alias.Kind.ALSO_KNOWN_AS
        add_alias(child, name=said.also_known_as, kind=kind, by=by, at=at)
    if said.nhs_number:
        add_identifier(
            child,
            kind=Identifier.Kind.NHS,
            value=said.nhs_number,
            source="Referrer",
            by=by,
            at=at,
        )
    if said.disabilities:
        set_disabilities(child, codes=said.disabilities, by=by, at=at)


def _home(child: Child, said: ChildSaid, *, on: date, by: User | None, at: datetime) -> None:
    if said.address or said.lives_with or said.telephone:
        set_address(
            child,
            lines=said.address,
            lives_with=said.lives_with,
            telephone=said.telephone,
            from_on=None,
            by=by,
            at=at,
        )
    if said.school:
        set_schooling(
            child, status=SCHOOL_STATUS_UNKNOWN, school=said.school, from_on=on, by=by, at=at
        )


def _people(child: Child, said: ChildSaid, *, by: User | None, at: datetime) -> None:
    for person in said.people:
        add_key_person(
            child,
            name=person.name,
            relation=person.relation,
            telephone=person.telephone,
            parental_responsibility=person.parental_responsibility,
            must_not_be_told=person.must_not_be_told,
            why_not_told=person.why_not_told,
            by=by,
            at=at,
        )
    ways = (
        (SafeContact.Whom.CHILD, said.child_way, said.child_time),
        (SafeContact.Whom.CARER, said.carer_way, said.carer_time),
    )
    for whom, way, time in ways:
        if way or time:
            set_safe_contact(child, whom=whom, way=way, time=time, by=by, at=at)
