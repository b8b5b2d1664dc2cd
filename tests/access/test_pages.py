"""Every page of the portal in a real browser: no barrier, no sideways scroll, no complaint."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from agencies.roles import MATRIX, Role
from tests.access.relations import Relation, expected, stand
from tests.access.subjects import SUBJECTS
from tests.access.test_urls import OURS, ask
from tests.access.urls import URLS
from tests.access.urls.entry import Entry
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.looking import barriers, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = [name for name in OURS if "GET" in URLS[name].methods]


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


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier(name: str, page: Page) -> None:
    entry = URLS[name]
    role, relation = somebody_who_may(entry)
    if entry.subject:
        user, record = stand(SUBJECTS[entry.subject], role, relation)
    else:
        user, record = UserFactory(role=role), None
    answer = ask(sign_in(Client(), user), name, "GET", record)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        assert answer.status_code < 400 or answer.status_code == 409, answer.status_code
        return
    complaints = show(page, answer.content.decode(), policy=answer["Content-Security-Policy"])
    assert barriers(page) == []
    assert complaints == []
