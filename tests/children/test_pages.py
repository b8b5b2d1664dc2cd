"""The pages of a child and of a case in a real browser: no barrier, no side scroll on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from agencies.models import Share, User
from agencies.roles import Role
from cases.models import Case
from cases.services import allocate, share_case
from children import services
from children.models import KeyPerson
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import make_case
from tests.children.factories import RECORDED, make_child
from tests.looking import barriers, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


@pytest.fixture
def case() -> Case:
    """A case whose child has facts of several kinds, allocated and shared."""
    child = make_child()
    by: dict[str, Any] = {"by": None, "at": RECORDED}
    services.set_address(child, lines="1 Hidden Lane", from_on=None, safe=True, **by)
    services.add_key_person(
        child, name="Invented Person", relation="Uncle", must_not_be_told=True, **by
    )
    case = make_case(child=child)
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, **by)
    share_case(
        case,
        agency=agency("PHASE"),
        role=Role.DIRECT_WORKER,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="Direct work.",
        **by,
    )
    return case


PAGES = [
    "/children/search",
    "/children/{0.child_id}",
    "/children/{0.child_id}/edit",
    "/children/{0.child_id}/add/address",
    "/children/{0.child_id}/add/key-person",
    "/children/{0.child_id}/add/placement",
    "/cases/{0.pk}/",
    "/cases/{0.pk}/access/",
    "/cases/{0.pk}/allocate",
    "/cases/{0.pk}/share",
    "/cases/{0.pk}/step-up",
    "/cases/{0.pk}/close",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_no_barrier(
    page: Page, client: Client, coordinator: User, case: Case, address: str
) -> None:
    answer = client.get(address.format(case))
    assert answer.status_code == 200
    show(page, answer.text)
    assert barriers(page) == []


def test_the_answers_of_a_search_have_no_barrier(
    page: Page, client: Client, coordinator: User, case: Case
) -> None:
    answer = client.post("/children/search", {"family_name": case.child.family_name})
    assert case.child.full_name in answer.text
    show(page, answer.text)
    assert barriers(page) == []


def test_errors_have_no_barrier(page: Page, client: Client, coordinator: User, case: Case) -> None:
    answer = client.post(f"/cases/{case.pk}/share", {"because": "x"})
    assert "There is a problem" in answer.text
    show(page, answer.text)
    assert barriers(page) == []


def test_a_correction_has_no_barrier_also_where_somebody_was_quicker(
    page: Page, client: Client, coordinator: User, case: Case
) -> None:
    uncle = KeyPerson.objects.get(child=case.child)
    address = f"/children/correct/key-person/{uncle.pk}"
    for after in (None, "Aunt"):
        if after:
            services.correct(uncle, relation=after, because="Misheard", by=None, at=RECORDED)
        show(page, client.get(address).text)
        assert barriers(page) == []
    show(page, client.get(f"/children/{case.child_id}").text)
    assert barriers(page) == []
