"""Who may open an address, and that person standing at the door of it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.roles import MATRIX, Role
from tests.access.relations import Relation, expected, stand
from tests.access.subjects import SUBJECTS
from tests.access.urls.entry import Entry
from tests.agencies.factories import UserFactory


def somebody_at(entry: Entry) -> tuple[User, Any]:
    """Somebody who may open the page, and the record it is about."""
    role, relation = somebody_who_may(entry)
    if entry.subject:
        return stand(SUBJECTS[entry.subject], role, relation)
    return UserFactory(role=role), None


def somebody_who_may(entry: Entry) -> tuple[Role, Relation]:
    """The first role, and a relation, that opens the page."""
    for role in Role:
        if entry.permission and not _opens(entry, role, None):
            continue
        for relation in Relation:
            if entry.subject is None or _opens(entry, role, relation):
                return role, relation
    raise LookupError("nobody may open this page")


def _opens(entry: Entry, role: Role, relation: Relation | None) -> bool:
    if relation is None:
        return bool(entry.permission and MATRIX[role].get(entry.permission))
    permission = entry.needs or entry.permission
    if entry.subject is None or permission is None:
        return True
    return expected(SUBJECTS[entry.subject], role, permission, relation)


AFTER_CARD = {"referrals:search": "referrals:start", "referrals:record_search": "referrals:record"}
"""Pages that lead to the danger card first, and the page that shows it."""


def read_card(client: Client, name: str) -> None:
    """Read the danger card where the page asks for it first."""
    if name in AFTER_CARD:
        client.post(reverse(AFTER_CARD[name]))
