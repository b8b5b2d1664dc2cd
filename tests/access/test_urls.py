"""Every address x method x role x relation, generated from the URLconf and the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from typing import Any, cast

import pytest
from django.conf import settings
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

from agencies import access
from agencies.models import User
from agencies.permissions import Permission, Reach
from agencies.roles import MATRIX, Role
from tests.access.relations import BARRED, Relation, expected, stand
from tests.access.subjects import SUBJECTS
from tests.access.urls import URLS
from tests.access.urls.entry import Entry
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"
REFUSED = {403, 404}
MOST_AT_ONCE = 8


@pytest.fixture(autouse=True)
def tools() -> None:
    """The tools are published once, not again for every question asked."""
    tool_version()


def patterns(
    resolver: Any = None, prefix: str = "", above: Any = None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named address of the portal with the ids its path takes."""
    for entry in (resolver or get_resolver()).url_patterns:
        takes = {**(above or {}), **entry.pattern.converters}
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from patterns(entry, space, takes)
        else:
            yield f"{prefix}{entry.name}", takes


ADDRESSES = dict(patterns())
OURS = sorted(name for name, entry in URLS.items() if not entry.foreign and not entry.public)


def ask(client: Client, name: str, method: str, record: Any) -> Any:
    entry = URLS[name]
    path = reverse(name, kwargs=entry.kwargs(record))
    return client.generic(method, path) if method != "POST" else client.post(path, entry.data)


def answer_of(entry: Entry, role: Role, relation: Relation) -> int | None:
    """The status the matrix demands; None means: any but a refusal."""
    if turned_away(entry, role):
        return 403
    if entry.subject is None:
        return None
    permission = entry.needs or entry.permission
    subject = SUBJECTS[entry.subject]
    if permission is None or expected(subject, role, permission, relation):
        return None
    view = access.policy_of(entry.subject).view
    return 403 if view and expected(subject, role, view, relation) else 404


@contextmanager
def undone() -> Iterator[None]:
    """What happens within is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def check(names: Sequence[str], role: Role, relation: Relation | None) -> None:
    """One person who stands so to one record, at every address of a group, by every method."""
    first = URLS[names[0]]
    with undone():
        if relation is None or first.subject is None:
            user, record = cast(User, UserFactory(role=role)), None
        else:
            user, record = stand(SUBJECTS[first.subject], role, relation)
            if relation in BARRED and SUBJECTS[first.subject].child_of(record) is None:
                return
        signed_in = sign_in(Client(), user).cookies
        for name in names:
            for method in URLS[name].methods:
                client = Client()
                client.cookies = copy(signed_in)
                with undone():
                    knock(client, name, method, role, relation or Relation.ELSEWHERE, record)


def knock(
    client: Client, name: str, method: str, role: Role, relation: Relation, record: Any
) -> None:
    should = answer_of(URLS[name], role, relation)
    answer = ask(client, name, method, record)
    status = answer.status_code
    said = f"{method} {name} as {role}, {relation}: {status}"
    assert status < 500, said
    assert not answer.get("Location", "").startswith("/account/second-factor/"), said
    if should is None:
        assert status not in REFUSED, said
    else:
        assert status == should, said


def relations_of(entry: Entry) -> tuple[Relation | None, ...]:
    return tuple(Relation) if entry.subject else (None,)


def turned_away(entry: Entry, role: Role) -> bool:
    """Who does not hold the permission at any reach is refused before any record is read."""
    return bool(entry.permission and not MATRIX[role].get(entry.permission))


def batched(names: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(names), size):
        yield tuple(names[start : start + size])


def groups() -> Iterator[Any]:
    """Addresses that ask for the same of the same kind of record, a few at a time."""
    alike: dict[Any, list[str]] = {}
    for name in OURS:
        entry = URLS[name]
        alike.setdefault((entry.subject, entry.permission, entry.needs), []).append(name)
    for names in alike.values():
        for few in batched(names, MOST_AT_ONCE):
            yield pytest.param(few, id=" ".join(few))


def roles_for(entry: Entry) -> Iterator[Role]:
    """One role for each pair of answers that the address can give."""
    seen: set[tuple[frozenset[Reach], ...]] = set()
    asked = [p for p in (entry.permission, entry.needs) if p]
    if not asked:
        yield Role.REFERRER
        return
    for role in Role:
        row = tuple(MATRIX[role].get(permission, frozenset()) for permission in asked)
        if row not in seen:
            seen.add(row)
            yield role


def sample_ids(name: str) -> dict[str, object]:
    """Ids that no record has, in the shape the address takes."""
    takes = ADDRESSES[name]
    return {key: 1 if isinstance(kind, IntConverter) else UNKNOWN for key, kind in takes.items()}


def test_every_address_is_in_the_table() -> None:
    assert set(ADDRESSES) == set(URLS)


def test_public_addresses_are_exactly_these() -> None:
    public = {name for name, entry in URLS.items() if entry.public}
    for name in sorted(set(ADDRESSES) - public):
        answer = Client().get(reverse(name, kwargs=sample_ids(name)))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(resolve_url(settings.LOGIN_URL)), name


@pytest.mark.parametrize("names", list(groups()))
def test_each_distinct_answer(names: tuple[str, ...]) -> None:
    entry = URLS[names[0]]
    for role in roles_for(entry):
        every = relations_of(entry)
        for relation in every[:1] if turned_away(entry, role) else every:
            check(names, role, relation)


@pytest.mark.long
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("names", list(groups()))
def test_every_role(names: tuple[str, ...], role: Role) -> None:
    for relation in relations_of(URLS[names[0]]):
        check(names, role, relation)


@pytest.mark.parametrize("name", [name for name in OURS if URLS[name].subject])
def test_an_unknown_id_is_answered_like_one_out_of_reach(name: str) -> None:
    entry = URLS[name]
    role = next(role for role in Role if MATRIX[role].get(entry.permission or Permission.CASE_VIEW))
    path = reverse(name, kwargs=sample_ids(name))
    client = sign_in(Client(), UserFactory(role=role))
    for method in entry.methods:
        assert client.generic(method, path).status_code == 404
