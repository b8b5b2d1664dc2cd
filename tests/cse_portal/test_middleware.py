"""The headers of every answer, whatever its status (requirement H-1), and the log line (OB-1)."""

import re
from pathlib import Path

import pytest
import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django import Settings

from cse_portal.middleware import ProxyAddressMiddleware


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f'<script nonce="{request.csp_nonce}"></script>')  # type: ignore[attr-defined]


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("Ann Example, 1 High Street")


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never shown")


urlpatterns = [
    path("page", page, name="page"),
    path("refused", refused),
    path("broken", broken),
    path("closed", closed),
    path("sign-in", page, name="account_login"),
]

ALWAYS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), "
        "publickey-credentials-create=(self), publickey-credentials-get=(self), usb=()"
    ),
}
DIRECTIVES = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "report-uri /csp-report",
}


@pytest.fixture
def client(settings: Settings, tmp_path: Path) -> Client:
    (tmp_path / "style.css").write_text("body {}")
    settings.ROOT_URLCONF = __name__
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.WHITENOISE_ROOT = tmp_path
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/page", 200),
        ("/closed", 302),
        ("/refused", 403),
        ("/nowhere", 404),
        ("/broken", 500),
        ("/style.css", 200),
    ],
)
def test_H_1_every_answer_carries_the_headers(client: Client, address: str, status: int) -> None:
    response = client.get(address, secure=True)
    assert response.status_code == status
    assert {name: response.get(name) for name in ALWAYS} == ALWAYS
    policy = re.sub(r" 'nonce-[^']+'", "", response["Content-Security-Policy"])
    assert set(policy.split("; ")) == DIRECTIVES


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/page", "/closed", "/refused", "/nowhere", "/broken"])
def test_H_1_pages_are_never_stored(client: Client, address: str) -> None:
    assert client.get(address, secure=True)["Cache-Control"] == "no-store"


def test_static_files_may_be_stored_but_not_by_other_sites(client: Client) -> None:
    response = client.get("/style.css", secure=True)
    assert "no-store" not in response["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response


def test_H_1_nonce_is_new_each_time_and_matches_the_page(client: Client) -> None:
    nonces = set()
    for _ in range(2):
        response = client.get("/page", secure=True)
        found = re.search(r"'nonce-([^']+)'", response["Content-Security-Policy"])
        assert found
        assert f'nonce="{found[1]}"' in response.content.decode()
        nonces.add(found[1])
    assert len(nonces) == 2


def test_H_2_a_failure_shows_no_trace(client: Client) -> None:
    body = client.get("/broken", secure=True).content.decode()
    assert "Ann Example" not in body
    assert "Traceback" not in body


def test_DP_2_the_log_names_the_route_and_not_the_query(client: Client) -> None:
    with structlog.testing.capture_logs() as lines:
        response = client.get("/page?name=Ann+Example", secure=True)
    assert [line["route"] for line in lines] == ["page"]
    assert "Ann" not in str(lines)
    assert response["X-Correlation-Id"]


@pytest.mark.parametrize(
    ("forwarded", "caller"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("10.0.0.1, 203.0.113.7", "203.0.113.7"),
        ("", "192.0.2.1"),
    ],
)
def test_I_4_the_caller_is_the_last_address_the_proxy_wrote(forwarded: str, caller: str) -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.META["REMOTE_ADDR"])

    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    assert ProxyAddressMiddleware(answer)(request).content.decode() == caller
