"""The pages in a real browser: no barrier, no side scroll on a phone, and a card that follows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, RiskLevel
from screening import services
from screening.models import Screening, ToolVersion
from tests.agencies.clients import sign_in
from tests.agencies.factories import authority
from tests.cases.factories import make_case
from tests.screening.factories import (
    discuss_threshold,
    make_draft,
    make_signed,
    person,
    tool_version,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Visit = Callable[[User], None]


def session_of(client: Client, live_server: LiveServer) -> Any:
    """The signed-in session as a cookie of the browser."""
    value = client.cookies["sessionid"].value
    return {"name": "sessionid", "value": value, "url": live_server.url}


@pytest.fixture
def visit(page: Page, client: Client, live_server: LiveServer) -> Visit:
    """Let the browser be somebody."""

    def be(user: User) -> None:
        sign_in(client, user)
        page.context.clear_cookies()
        page.context.add_cookies([session_of(client, live_server)])

    return be


@pytest.fixture
def screener() -> User:
    return person(Role.SCREENER)


@pytest.fixture
def case(screener: User) -> Case:
    """A case screened before, in an authority that has agreed a rule."""
    now = timezone.now()
    found = make_case(at=now - timedelta(days=60))
    make_signed(
        case=found,
        by=screener,
        ticked=("R01", "S01"),
        level=RiskLevel.AT_RISK,
        at=now - timedelta(days=50),
    )
    services.agree_rule(
        authority(),
        version=tool_version(),
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=now.date(),
        by=person(Role.COORDINATOR),
        at=now,
    )
    return found


@pytest.fixture
def draft(case: Case, screener: User) -> Screening:
    now = timezone.now() - timedelta(minutes=1)
    begun = make_draft(case=case, by=screener, ticked=("R01", "S02", "R11"), at=now)
    services.note_danger_shown(begun, by=screener, at=now)
    chosen = services.choose_outcome(
        begun, level=RiskLevel.SIGNIFICANT, rationale="Invented.", by=screener, at=now
    )
    discuss_threshold(chosen, by=screener, at=now)
    return chosen


def look(page: Page, live_server: LiveServer, name: str, *args: object) -> None:
    """Open a page wide and narrow: axe finds nothing, and a phone need not scroll sideways."""
    for width in (1200, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(live_server.url + reverse(f"screening:{name}", args=args))
        assert page.evaluate("document.documentElement.scrollWidth") == width, name
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"


STEPS = ("fill", "danger", "outcome", "threshold", "check", "detail", "abandon")


def test_the_pages_of_a_draft_have_no_barrier(
    page: Page, live_server: LiveServer, visit: Visit, screener: User, draft: Screening
) -> None:
    visit(screener)
    for name in STEPS:
        look(page, live_server, name, draft.pk)
    look(page, live_server, "start", draft.case_id)
    look(page, live_server, "list")


def test_the_pages_of_a_signed_screening_have_no_barrier(
    page: Page, live_server: LiveServer, visit: Visit
) -> None:
    signed = make_signed(level=RiskLevel.SERIOUS, ticked=("S01", "R05"))
    visit(person(Role.COORDINATOR))
    for name in ("detail", "countersign", "correct"):
        look(page, live_server, name, signed.pk)
    look(page, live_server, "list")
    look(page, live_server, "tool_use")
    visit(person(Role.SOCIAL_WORKER))
    look(page, live_server, "answer", signed.pk)


def drafted(administrator: User) -> ToolVersion:
    return services.draft_tool(tool_version(), by=administrator, at=timezone.now())


def test_the_tool_pages_have_no_barrier(page: Page, live_server: LiveServer, visit: Visit) -> None:
    administrator = person(Role.SYS_ADMIN)
    version = drafted(administrator)
    visit(administrator)
    look(page, live_server, "tools")
    look(page, live_server, "tool_detail", version.pk)
    look(page, live_server, "tool_edit", version.pk)
    look(page, live_server, "tool_retire", tool_version().pk)


def test_the_card_follows_the_ticks_and_is_read_aloud(
    page: Page, live_server: LiveServer, visit: Visit, screener: User, draft: Screening
) -> None:
    visit(screener)
    page.goto(live_server.url + reverse("screening:fill", args=[draft.pk]))
    card = page.locator("[data-live]")
    assert "Suggested: Medium (significant risk)" in card.inner_text()
    page.check("#id_tick_S03_CURRENT_6M")
    page.check("#id_tick_S04_CURRENT_6M")
    card.get_by_text("Suggested: High (serious risk)").wait_for()
    said = page.locator("[data-live-said]")
    assert "Suggested: High (serious risk)" in (said.text_content() or "")
    assert said.get_attribute("role") == "status"


def test_a_draft_is_filled_in_and_saved_without_script(
    browser: Browser, client: Client, live_server: LiveServer, screener: User, draft: Screening
) -> None:
    sign_in(client, screener)
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([session_of(client, live_server)])
    page = context.new_page()
    page.goto(live_server.url + reverse("screening:fill", args=[draft.pk]))
    page.check("#id_tick_R02_TICK")
    page.get_by_role("button", name="Save and come back later").click()
    assert "Saved." in page.inner_text("main")
    context.close()
    assert draft.answers.filter(indicator="R02").exists()
