"""A session that is not used ends, is extended by one click, and loses nothing typed (SESS-3)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from agencies.models import KeptForm, User
from agencies.roles import Role
from cse_portal.sessions import FRESH_ENOUGH
from cse_portal.shell import SECONDS_TO_KEEP
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.agencies.test_sign_in import PASSWORD, code_of, password_session, person, with_code

HTML = {"accept": "text/html,application/xhtml+xml"}
EXTEND, KEEP = "/session/extend", "/session/keep"


@pytest.fixture
def client() -> Client:
    return sign_in(Client(), UserFactory(role=Role.REFERRER))


def is_alive_after(client: Client, minutes: int, **asked: Any) -> bool:
    """Whether a session, used like this every ten minutes, still opens pages at the end."""
    start: datetime = timezone.now()
    with time_machine.travel(start) as clock:
        client.get(reverse("desk:home"))
        for passed in range(10, minutes, 10):
            clock.move_to(start + timedelta(minutes=passed))
            client.post(**asked)
        clock.move_to(start + timedelta(minutes=minutes))
        return client.get(reverse("desk:home")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", [EXTEND, "/children/search"])
def test_asking_for_more_time_and_saving_keep_a_session_open(client: Client, path: str) -> None:
    assert is_alive_after(client, 24, path=path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", [EXTEND, "/children/search", KEEP])
def test_polling_does_not_keep_a_session_open(client: Client, path: str) -> None:
    assert not is_alive_after(client, 24, path=path, headers={"x-polling": "1"})


@pytest.mark.django_db
def test_script_is_answered_with_nothing_and_stays_on_its_page(client: Client) -> None:
    assert client.post(EXTEND, headers={"accept": "*/*"}).status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "goes"),
    [("/children/search", "/children/search"), ("", "/"), ("https://elsewhere.example/", "/")],
)
def test_a_plain_form_goes_back_to_its_page(client: Client, asked: str, goes: str) -> None:
    answer = client.post(EXTEND, {"next": asked}, headers=HTML)
    assert (answer.status_code, answer["Location"]) == (302, goes)


@pytest.mark.django_db
def test_what_is_typed_is_kept_before_the_end_but_no_secret(client: Client) -> None:
    typed = {"family_name": "Childname", "password": "no", "csrfmiddlewaretoken": "no"}
    answer = client.post(KEEP, typed, headers={"x-kept-path": "/children/search"})
    kept = KeptForm.objects.get()
    assert answer.json() == {"next": reverse("agencies:kept_form", args=[kept.pk])}
    assert (kept.path, kept.fields) == ("/children/search", {"family_name": ["Childname"]})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example", "", "x" * 900]
)
def test_what_is_typed_is_sent_to_no_other_site(client: Client, path: str) -> None:
    client.post(KEEP, {"name": "x"}, headers={"x-kept-path": path})
    sent_to = KeptForm.objects.get().path
    assert len(sent_to) <= 400
    assert not re.match(r"[a-z]+:|//", sent_to)


def open_search(page: Page, live_server: LiveServer, user: User) -> None:
    """Open a page with a form as somebody who is signed in."""
    cookie = password_session(user).cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/children/search")


def sign_in_by_hand(page: Page, user: User) -> None:
    """A password, then a code."""
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code_of(user))
    page.keyboard.press("Enter")


@pytest.fixture
def typist(transactional_db: None, settings: Settings) -> User:
    """A practitioner who signs in as outside the demo: with a password and a code."""
    settings.DEMO, settings.LOGIN_URL = False, "account_login"
    return with_code(person(Role.REFERRER))


@pytest.mark.browser
def test_typed_text_comes_back_after_the_session_ended(
    page: Page, live_server: LiveServer, typist: User, settings: Settings
) -> None:
    settings.SESSION_IDLE_SECONDS = FRESH_ENOUGH + SECONDS_TO_KEEP + 4
    settings.SESSION_WARN_SECONDS = 2
    open_search(page, live_server, typist)
    page.get_by_label("Family name").fill("Childname-Typed")
    page.get_by_role("dialog", name="You will be signed out soon").wait_for()
    page.get_by_role("heading", name="You have been signed out").wait_for()
    assert KeptForm.objects.get().fields["family_name"] == ["Childname-Typed"]
    Session.objects.all().delete()
    settings.SESSION_IDLE_SECONDS = 900
    page.get_by_role("button", name="Sign in again").click()
    sign_in_by_hand(page, typist)
    page.get_by_role("heading", name="What you typed is here").wait_for()
    page.get_by_role("button", name="Send what I typed").click()
    assert page.get_by_label("Family name").input_value() == "Childname-Typed"


@pytest.mark.browser
def test_one_click_in_the_warning_goes_on_with_the_same_page(
    page: Page, live_server: LiveServer, typist: User, settings: Settings
) -> None:
    settings.SESSION_IDLE_SECONDS = FRESH_ENOUGH + SECONDS_TO_KEEP + 8
    settings.SESSION_WARN_SECONDS = 6
    open_search(page, live_server, typist)
    page.get_by_label("Family name").fill("Childname-Typed")
    dialog = page.get_by_role("dialog", name="You will be signed out soon")
    page.get_by_role("button", name="Stay signed in").click()
    dialog.wait_for(state="hidden")
    assert page.get_by_label("Family name").input_value() == "Childname-Typed"
