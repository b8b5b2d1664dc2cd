"""What an address asks of a list is done, or refused in words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from agencies.roles import Role
from cases.models import Case
from core.paging import DEEPEST, one_of, page, page_number
from core.refusals import Unreadable
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
ORDER = ("-opened_at", "id")


def test_a_list_goes_on_after_its_last_row_and_back() -> None:
    made = {make_case().pk for _ in range(3)}
    first = page(Case.objects.all(), ORDER, size=2)
    second = page(Case.objects.all(), ORDER, start=first.next, size=2)
    assert {row.pk for row in (*first.rows, *second.rows)} == made
    assert page(Case.objects.all(), ORDER, start=second.previous, size=2).rows == first.rows


@pytest.mark.parametrize("start", ["x", "W10", "W1tdLCBmYWxzZV0", "MQ", "\x00", "é"])
def test_what_is_no_place_is_refused(start: str) -> None:
    with pytest.raises(Unreadable):
        page(Case.objects.all(), ORDER, start=start)


def test_a_choice_and_a_page_number_are_read_or_refused() -> None:
    assert (one_of("", {"A"}, "list"), one_of("A", {"A"}, "list")) == ("", "A")
    assert (page_number(""), page_number("7"), page_number("99999")) == (1, 7, DEEPEST)
    assert page_number("99999", deepest=99_999) == 99_999
    for said in ("0", "-1", "1.5", "x", "\u0661", "123456"):
        with pytest.raises(Unreadable):
            page_number(said)
    with pytest.raises(Unreadable):
        one_of("B", {"A"}, "list")


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("desk:cases", "status=NONSENSE"),
        ("desk:cases", "from=NONSENSE"),
        ("desk:waiting", "kind=NONSENSE"),
        ("referrals:triage", "view=NONSENSE"),
        ("referrals:triage", "source=NONSENSE"),
        ("screening:list", "show=NONSENSE"),
        ("missing:list", "setting=NONSENSE"),
        ("missing:list", "page=NONSENSE"),
    ],
)
def test_a_mistyped_address_says_so_and_leads_on(client: Client, name: str, query: str) -> None:
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    answer = client.get(f"{reverse(name)}?{query}")
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "This address cannot be read" in shown
    assert f'href="{reverse(name)}"' in shown
