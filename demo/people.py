"""Who may sign in to the demo: one invented person a role, and two of another authority."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from agencies import selectors, services
from agencies.models import User
from agencies.roles import ROLE_NAMES, Role

PEOPLE = Path(__file__).resolve().parent / "data" / "people.csv"
SANDWELL_TEAM = ("SANDWELL_CSE", "Sandwell CSE team", "CSC", "E08000028")
"""Dudley's agencies are shipped with the portal; the neighbour's team exists in the demo only."""

JOINED_AT = datetime(2013, 4, 1, 9, tzinfo=UTC)
JOINED_ON = date(2013, 4, 1)


@dataclass(frozen=True)
class DemoPerson:
    """One line of people.csv."""

    role: Role
    email: str
    name: str
    agency: str
    serves: str
    works_as: str

    @property
    def role_name(self) -> str:
        return ROLE_NAMES[self.role]


def demo_people() -> tuple[DemoPerson, ...]:
    """Everyone who may sign in with one click, in the order of the page."""
    with PEOPLE.open(newline="", encoding="utf-8") as file:
        return tuple(DemoPerson(role=Role(row.pop("role")), **row) for row in csv.DictReader(file))


@transaction.atomic
def load_people() -> dict[str, User]:
    """Open the accounts and give each its post; again changes nothing. By e-mail address."""
    code, name, sector, ons_code = SANDWELL_TEAM
    services.add_agency(code, name=name, sector=sector, authority=selectors.authority(ons_code))
    return {person.email: _account(person) for person in demo_people()}


def _account(person: DemoPerson) -> User:
    known = selectors.person(person.email)
    if known:
        return known
    user = services.open_account(person.email, name=person.name, by=None, at=JOINED_AT)
    services.wake(user, by=None, at=timezone.now())
    services.appoint(
        user,
        agency=selectors.agency(person.agency),
        role=person.role,
        authority=selectors.authority(person.serves),
        from_on=JOINED_ON,
        by=None,
        at=JOINED_AT,
    )
    return user
