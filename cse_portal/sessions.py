"""Sessions end when unused or old, and no page opens before the second factor.

Both limits are kept on the server; what was being typed is kept for its author alone
(requirements AUTHN-1, AUTHN-2, SESS-3).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils import timezone

from agencies import services
from agencies.models import User
from agencies.sign_in import SecondFactor, second_factor_owed

Answer = Callable[[HttpRequest], HttpResponse]

FRESH_ENOUGH = 30
NO_USE = frozenset({"csp-report", "health-live", "health-ready"})
"""What no person asks for: it neither needs a session nor keeps one open."""
BEFORE_SECOND_FACTOR = NO_USE | frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "agencies:session_ended",
    }
)
WAY_ON = {
    SecondFactor.ADD_ANY: "mfa_index",
    SecondFactor.ADD_PASSKEY: "mfa_add_webauthn",
    SecondFactor.USE_PASSKEY: "mfa_reauthenticate_webauthn",
}


class SessionLimitMiddleware:
    """Ends a session after 15 minutes without use, or 12 hours; polling is no use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not isinstance(request.user, User) or _route(request) in NO_USE:
            return self.get_response(request)
        now, session = time.time(), request.session
        began, seen = session.get("began_at", now), session.get("seen_at", now)
        too_old = now - began > settings.SESSION_ABSOLUTE_SECONDS
        if too_old or now - seen > settings.SESSION_IDLE_SECONDS:
            return self._end(request, request.user)
        if "began_at" not in session:
            session["began_at"] = session["seen_at"] = now
        elif request.headers.get("X-Polling") is None and now - seen > FRESH_ENOUGH:
            session["seen_at"] = now
        return self.get_response(request)

    def _end(self, request: HttpRequest, user: User) -> HttpResponse:
        way_back = request.path if request.method == "GET" else "/"
        if request.method == "POST" and not request.FILES and _belongs_here(request):
            typed = dict(request.POST.lists())
            kept = services.keep_form(user, path=request.path, fields=typed, at=timezone.now())
            way_back = reverse("agencies:kept_form", args=[kept.pk])
        logout(request)
        query = urlencode({"next": way_back})
        return HttpResponseRedirect(f"{reverse('agencies:session_ended')}?{query}")


class SecondFactorMiddleware:
    """Lets a password session to the factor pages and no further; the demo is let through."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or (settings.DEMO and request.session.get("demo")):
            return self.get_response(request)
        if _route(request) in BEFORE_SECOND_FACTOR:
            return self.get_response(request)
        owed = second_factor_owed(request, user)
        if owed is SecondFactor.NOTHING:
            return self.get_response(request)
        query = urlencode({"next": request.path if request.method == "GET" else "/"})
        return HttpResponseRedirect(f"{reverse(WAY_ON[owed])}?{query}")


def _route(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).view_name
    except Resolver404:
        return ""


def _belongs_here(request: HttpRequest) -> bool:
    """A form of our own pages: another site cannot leave words to be sent in our name."""
    token = request.POST.get("csrfmiddlewaretoken", "")
    return bool(token) and request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
