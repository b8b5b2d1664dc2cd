"""A passkey in a real browser: added at the first sign-in, asked for at the next (AUTHN-2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import CDPSession, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from agencies.models import User
from agencies.roles import Role
from tests.agencies.test_sign_in import PASSWORD, code_of, person, with_code
from tests.looking import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[[str], None]
KEEPS_PASSKEYS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def coordinator(settings: Settings) -> User:
    """A coordinator with a password and nothing else, outside the demo."""
    settings.DEMO, settings.LOGIN_URL = False, "account_login"
    return person(Role.COORDINATOR)


@pytest.fixture
def keeper(page: Page) -> CDPSession:
    """The browser's machine can keep passkeys; its owner is always there and recognised."""
    keeper = page.context.new_cdp_session(page)
    keeper.send("WebAuthn.enable")
    keeper.send("WebAuthn.addVirtualAuthenticator", {"options": KEEPS_PASSKEYS})
    return keeper


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Visit:
    """Go to a page of the portal by its name."""

    def go(name: str) -> None:
        page.goto(live_server.url + reverse(name))

    return go


def enter_password(page: Page, visit: Visit, user: User) -> None:
    visit("desk:home")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def expect_heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def sign_out(page: Page, visit: Visit) -> None:
    visit("account_logout")
    press(page, "Sign out")


def test_a_passkey_is_added_at_the_first_sign_in_and_signs_in_the_next_time(
    page: Page, visit: Visit, coordinator: User, keeper: CDPSession
) -> None:
    enter_password(page, visit, coordinator)
    expect_heading(page, "Add a passkey")
    assert barriers(page) == []
    press(page, "Add the passkey")
    expect_heading(page, "Recovery codes")
    expect(page.locator("main code")).to_have_count(10)
    assert len(set(page.locator("main code").all_inner_texts())) == 10
    assert barriers(page) == []
    press(page, "I have kept them, continue")
    expect_heading(page, "Confirm that it is you")
    assert barriers(page) == []
    press(page, "Use your passkey")
    expect_heading(page, "What waits for you")
    assert Authenticator.objects.get(user=coordinator, type="webauthn").wrap().name == "Passkey"

    sign_out(page, visit)
    enter_password(page, visit, coordinator)
    expect_heading(page, "Show your second factor")
    assert barriers(page) == []
    visit("desk:home")
    expect_heading(page, "Show your second factor")
    press(page, "Use your passkey")
    expect_heading(page, "What waits for you")


def test_a_code_alone_opens_nothing_to_a_role_that_signs_in_with_a_passkey(
    page: Page, visit: Visit, coordinator: User, keeper: CDPSession
) -> None:
    with_code(coordinator)
    enter_password(page, visit, coordinator)
    page.get_by_label("Code").fill(code_of(coordinator))
    press(page, "Sign in with the code")
    for name in ("desk:home", "desk:cases", "agencies:permission_matrix"):
        visit(name)
        expect_heading(page, "Add a passkey")
    press(page, "Add the passkey")
    expect_heading(page, "Recovery codes")
    visit("desk:home")
    press(page, "Use your passkey")
    expect_heading(page, "What waits for you")


def test_a_device_without_the_passkey_signs_nobody_in(
    page: Page, visit: Visit, coordinator: User, keeper: CDPSession
) -> None:
    enter_password(page, visit, coordinator)
    press(page, "Add the passkey")
    expect_heading(page, "Recovery codes")
    mine = Authenticator.objects.get(user=coordinator, type="webauthn")
    victim = person(Role.COORDINATOR)
    Authenticator.objects.filter(pk=mine.pk).update(user=victim)
    sign_out(page, visit)
    keeper.send("WebAuthn.disable")
    keeper.send("WebAuthn.enable")
    keeper.send("WebAuthn.addVirtualAuthenticator", {"options": KEEPS_PASSKEYS})
    enter_password(page, visit, victim)
    press(page, "Use your passkey")
    page.wait_for_timeout(500)
    visit("desk:home")
    expect_heading(page, "Show your second factor")
