"""Reports of a broken content security policy: from a real browser to one line of the log (H-1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import structlog
from django.conf import settings
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from agencies.roles import Role
from cse_portal.breaches import MOST_BYTES, Allowance, allowance
from tests.agencies.factories import UserFactory
from tests.agencies.test_sign_in import password_session

REPORT = reverse("csp-report")
BREACH = {
    "document-uri": "https://portal.example/account/sign-in/?next=/children/Ann+Example",
    "effective-directive": "img-src",
    "blocked-uri": "https://elsewhere.example/ann/example.png?name=Ann+Example",
    "script-sample": "Ann Example",
}


@pytest.fixture(autouse=True)
def _nobody_came_yet() -> None:
    allowance.start_afresh()


def send(body: Any, *, kind: str = "application/csp-report", client: Client | None = None) -> int:
    sent = body if isinstance(body, (bytes, str)) else json.dumps({"csp-report": body})
    return (client or Client()).post(REPORT, sent, content_type=kind).status_code


def logged(body: Any) -> list[Mapping[str, Any]]:
    """The lines that a report leaves in the log, beside that of the request."""
    with structlog.testing.capture_logs() as lines:
        assert send(body) == 204
    return [line for line in lines if line["event"] == "policy_breached"]


def test_the_policy_names_the_endpoint() -> None:
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["report-uri"] == [REPORT]


def test_a_report_becomes_one_line_without_query_path_or_person() -> None:
    (line,) = logged(BREACH)
    assert (line["directive"], line["blocked"]) == ("img-src", "https://elsewhere.example")
    assert line["page"] == "account_login"
    assert "Ann" not in str(line)
    assert "ann" not in str(line)


@pytest.mark.parametrize(
    ("blocked", "said"),
    [
        ("inline", "inline"),
        ("data", "data"),
        ("chrome-extension://abcdef/x.js", "chrome-extension://abcdef"),
        ("https://user:word@elsewhere.example:8443/x", "https://elsewhere.example:8443"),
        ("https://elsewhere.example\r\nevent=forged/x", "https:"),
        ("https://[::1/x", "unreadable"),
        ("https://elsewhere.example:notaport/", "unreadable"),
        ("Ann Example", "unreadable"),
    ],
)
def test_only_the_origin_of_what_was_blocked_is_told(blocked: str, said: str) -> None:
    (line,) = logged({**BREACH, "blocked-uri": blocked})
    assert line["blocked"] == said


@pytest.mark.parametrize("page", ["https://elsewhere.example/nowhere", "", "https://[", "x\r\ny"])
def test_a_page_that_is_not_ours_has_no_name(page: str) -> None:
    (line,) = logged({**BREACH, "document-uri": page})
    assert line["page"] == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe\x00",
        b"[" * 5000,
        b"null",
        b'{"csp-report": null}',
        b'{"csp-report": {}}',
        {**BREACH, "effective-directive": "forged\r\nline"},
        {**BREACH, "effective-directive": 7},
        {**BREACH, "blocked-uri": ["x"]},
        {**BREACH, "document-uri": None},
        {**BREACH, "script-sample": "x" * MOST_BYTES},
    ],
)
def test_what_is_no_small_report_is_refused_and_not_logged(body: Any) -> None:
    with structlog.testing.capture_logs() as lines:
        assert send(body) == 400
    assert [line["event"] for line in lines] == ["answered"]


def test_another_kind_of_body_is_refused() -> None:
    assert send(BREACH, kind="text/plain") == 400
    assert send(BREACH, kind="application/x-www-form-urlencoded") == 400


def test_only_a_post_is_answered() -> None:
    assert Client().get(REPORT).status_code == 405


@examples(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=40),
        lambda inner: st.dictionaries(st.sampled_from([*BREACH, "violated-directive"]), inner),
        max_leaves=8,
    )
)
def test_whatever_is_sent_is_a_report_or_refused(body: Any) -> None:
    allowance.start_afresh()
    assert send(body) in (204, 400)


def test_too_many_reports_of_one_source_are_turned_away_and_others_are_not() -> None:
    answers = [send(BREACH) for _ in range(allowance.each + 1)]
    assert answers == [204] * allowance.each + [429]
    assert send(BREACH, client=Client(REMOTE_ADDR="203.0.113.9")) == 204


def test_all_sources_together_have_a_limit_that_ends_with_the_minute() -> None:
    few = Allowance(each=5, together=2, seconds=60)
    assert [few.admits(source) for source in ("a", "b", "c")] == [True, True, False]
    few.seconds = 0
    assert few.admits("c")


@pytest.mark.django_db
def test_a_report_is_no_use_of_a_session_and_asks_for_no_second_factor() -> None:
    client = password_session(UserFactory(role=Role.COORDINATOR))
    before = dict(client.session)
    assert send(BREACH, client=client) == 204
    assert dict(client.session) == before


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_breach_in_a_real_browser_reaches_the_log(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}{reverse('account_login')}?next=/children/search")
    with (
        structlog.testing.capture_logs() as lines,
        page.expect_response(f"**{REPORT}") as answered,
    ):
        page.evaluate("new Image().src = 'https://elsewhere.example/x.png?name=Ann+Example'")
    assert answered.value.status == 204
    (line,) = [line for line in lines if line["event"] == "policy_breached"]
    assert (line["directive"], line["blocked"]) == ("img-src", "https://elsewhere.example")
    assert line["page"] == "account_login"
