"""Every page of the portal in a real browser: no barrier, no sideways scroll, no complaint."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.access.knocking import read_card, somebody_at
from tests.access.test_urls import OURS, ask
from tests.access.urls import URLS
from tests.agencies.clients import sign_in
from tests.looking import barriers, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = [name for name in OURS if "GET" in URLS[name].methods]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier(name: str, page: Page) -> None:
    entry = URLS[name]
    user, record = somebody_at(entry)
    client = sign_in(Client(), user)
    read_card(client, name)
    answer = ask(client, name, "GET", record)
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        assert answer.status_code < 400 or answer.status_code == 409, answer.status_code
        return
    complaints = show(page, answer.content.decode(), policy=answer["Content-Security-Policy"])
    assert barriers(page) == []
    assert complaints == []
