"""The pages of signing in and of one's own factors: no barrier, no sideways scroll, our words."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from agencies.models import User
from agencies.roles import Role
from tests.agencies.clients import sign_in
from tests.agencies.test_sign_in import person, try_password, with_code
from tests.looking import barriers, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
OUTSIDE = {
    "account_login": "Sign in",
    "account_reset_password": "I have forgotten my password",
    "account_reset_password_done": "Look into your mail",
    "account_reset_password_from_key_done": "Your password is set",
    "agencies:session_ended": "You have been signed out",
}
INSIDE = {
    "account_logout": "Sign out",
    "account_change_password": "Change your password",
    "account_reauthenticate": "Confirm that it is you",
    "mfa_index": "Your second factor",
    "mfa_reauthenticate": "Confirm that it is you",
    "mfa_activate_totp": "Set up an app that makes codes",
    "mfa_deactivate_totp": "Stop using the app",
    "mfa_view_recovery_codes": "Recovery codes",
    "mfa_generate_recovery_codes": "Make recovery codes",
    "mfa_list_webauthn": "Your passkeys",
    "mfa_edit_webauthn": "Name a passkey",
    "mfa_remove_webauthn": "Remove this passkey",
}


@pytest.fixture
def user() -> User:
    """Somebody with a passkey and recovery codes."""
    user = person(Role.REFERRER)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey", "credential": {}}
    )
    RecoveryCodes.activate(user)
    return user


def assert_no_barrier(page: Page, client: Client, path: str, heading: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    complaints = show(page, answer.text, policy=answer["Content-Security-Policy"])
    assert page.get_by_role("heading", level=1).inner_text() == heading
    assert barriers(page) == []
    assert complaints == []


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_page_before_signing_in_has_no_barrier(page: Page, client: Client, name: str) -> None:
    assert_no_barrier(page, client, reverse(name), OUTSIDE[name])


def test_a_link_that_does_not_work_says_so(page: Page, client: Client) -> None:
    path = reverse("account_reset_password_from_key", args=["x", "y"])
    assert_no_barrier(page, client, path, "This link does not work")


@pytest.mark.parametrize("name", INSIDE)
def test_a_page_of_ones_own_factors_has_no_barrier(
    page: Page, client: Client, user: User, name: str
) -> None:
    if name == "mfa_deactivate_totp":
        with_code(user)
    sign_in(client, user)
    takes_a_key = name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    key = Authenticator.objects.get(user=user, type="webauthn")
    path = reverse(name, args=[key.pk] if takes_a_key else [])
    assert_no_barrier(page, client, path, INSIDE[name])


def test_adding_the_first_passkey_has_no_barrier(page: Page, client: Client) -> None:
    try_password(client, person(Role.COORDINATOR))
    assert_no_barrier(page, client, reverse("mfa_add_webauthn"), "Add a passkey")


def test_the_second_step_of_signing_in_has_no_barrier(page: Page, client: Client) -> None:
    try_password(client, with_code(person()))
    assert_no_barrier(page, client, reverse("mfa_authenticate"), "Show your second factor")
