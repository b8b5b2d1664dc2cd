"""The portal as a person at a browser meets it: the test's own, or one that `./portal up` runs."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from core import outbox
from demo.people import load_people

RUNNING = "PORTAL_JOURNEY_ADDRESS"
MARKS = [
    pytest.mark.browser,
    *([] if RUNNING in os.environ else [pytest.mark.django_db(transaction=True)]),
]
"""A portal that is up has a database of its own, which no test touches."""

PATIENCE = 30
"""Seconds that the workers of a running portal may take over what follows."""


class Portal:
    """One person's browser. `workers` does what the workers do meanwhile, where there are none."""

    def __init__(self, page: Page, address: str, workers: Callable[[], None]) -> None:
        self.page, self.address, self.workers = page, address.rstrip("/"), workers
        self.main: Locator = page.locator("main")

    def visit(self, name: str, *args: object) -> None:
        """Go to a page by its name."""
        self.page.goto(self.address + reverse(name, args=args))

    def sign_in(self, name: str) -> None:
        """One click on the demo's page, as the person with this e-mail address."""
        self.visit("demo:sign_ins")
        self.page.locator(f'form:has(input[value="{name}@demo.example"]) button').click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("What waits for you")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        self.main.get_by_role("link", name=name).first.click()

    def menu(self, name: str) -> None:
        """A place of the menu; on the home page it may stand among the lists as well."""
        self.page.get_by_role("navigation", name="Menu").get_by_role(
            "link", name=name, exact=True
        ).click()

    def type(self, **words: str) -> None:
        for name, text in words.items():
            self.main.locator(f"[name={name}]").fill(text)

    def choose(self, name: str, value: str) -> None:
        self.main.locator(f"[name={name}][value={value}]").check()

    def today(self, name: str, *, clock: str = "") -> None:
        """Today, typed as day, month and year, and a time where one is asked for."""
        day = timezone.localdate()
        parts = {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        self.type(**parts, **({f"{name}_time": clock} if clock else {}))

    def wait_for(self, link: str) -> None:
        """Look again until the page offers what the workers' doings lead to."""
        until = time.monotonic() + PATIENCE
        while True:
            self.workers()
            self.page.reload()
            if self.main.get_by_role("link", name=link).count() or time.monotonic() > until:
                return expect(self.main.get_by_role("link", name=link).first).to_be_visible()
            time.sleep(1)


def carry_out_everything() -> None:
    """What the workers do, done at once."""
    while waiting := outbox.waiting(now=timezone.now()):
        for effect in waiting:
            assert outbox.carry_out(effect, now=timezone.now())


@pytest.fixture
def portal(page: Page, request: pytest.FixtureRequest) -> Portal:
    """The portal at PORTAL_JOURNEY_ADDRESS; without one a server over an empty test database."""
    if address := os.environ.get(RUNNING):
        return Portal(page, address, workers=lambda: None)
    address = request.getfixturevalue("live_server").url
    load_people()
    call_command("load_tools", stdout=StringIO())
    return Portal(page, address, workers=carry_out_everything)
