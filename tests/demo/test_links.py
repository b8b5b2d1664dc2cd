"""Whoever follows the links of the demo meets no refusal: a link is shown where it opens."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from agencies.models import User
from demo.people import demo_people, load_people
from demo.replay import load_scenario
from tests.agencies.clients import sign_in
from tests.database import empty_tables

EACH, PAGES = 4, 160
"""So many pages of one address, and so many in all, for each person."""
LEFT_ALONE = ("/account/", "/static/", "/demo")


class Links(HTMLParser):
    """The addresses a page leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href and not href.startswith("#"):
            self.found.append(href)


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, User]]:
    """The week of scenario `today`, committed."""
    with django_db_blocker.unblock():
        call_command("load_tools", stdout=StringIO())
        load_scenario("today", now=timezone.now())
        yield load_people()
        empty_tables()


def followed(client: Client) -> Iterator[tuple[str, str, int]]:
    """Each page that is reached from home, the page whose link led there, and its answer."""
    waiting, seen, taken = deque([("/", "")]), {"/"}, Counter[str]()
    while waiting and taken.total() < PAGES:
        here, came_from = waiting.popleft()
        route = resolve(urlsplit(here).path).view_name
        if taken[route] >= EACH:
            continue
        taken[route] += 1
        answer = client.get(here)
        yield here, came_from, answer.status_code
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            for link in Links(answer.content.decode()).found:
                address = urljoin(here, link).partition("#")[0]
                ours = address.startswith("/") and not address.startswith(LEFT_ALONE)
                if ours and address not in seen:
                    seen.add(address)
                    waiting.append((address, here))


@pytest.mark.django_db
@pytest.mark.parametrize("email", [person.email for person in demo_people()])
def test_no_link_leads_to_a_refusal(email: str, people: dict[str, User]) -> None:
    client = sign_in(Client(), people[email])
    refused = [
        f"{here} ({status}), from {came_from}"
        for here, came_from, status in followed(client)
        if status >= 400
    ]
    assert not refused, "\n".join(refused)
