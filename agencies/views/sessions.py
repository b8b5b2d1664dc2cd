"""Doors to one's own sessions."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from agencies import services
from agencies.doors import Door

LONGEST_PATH = 400


class SessionExtend(Door):
    """Go on working: the request itself counts as use. Script asks in passing, a form goes back."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if "text/html" in request.headers.get("Accept", ""):
            return redirect(_way_back(request.POST.get("next", "")))
        return HttpResponse(status=204)


class SessionKeep(Door):
    """Keep what is typed on a page whose time is over, before the session ends."""

    def post(self, request: HttpRequest) -> JsonResponse:
        path = _way_back(request.headers.get("X-Kept-Path", "")[:LONGEST_PATH])
        typed = dict(request.POST.lists())
        kept = services.keep_form(self.person, path=path, fields=typed, at=self.now)
        return JsonResponse({"next": reverse("agencies:kept_form", args=[kept.pk])})


@method_decorator(login_not_required, name="dispatch")
class SessionEnded(View):
    """Say that the session ended, and where to go on after signing in again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        way_back = _way_back(request.GET.get("next", ""))
        sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': way_back})}"
        return render(request, "agencies/session_ended.html", {"sign_in_url": sign_in})


class KeptForm(Door):
    """Show that what was typed is kept, and send it on."""

    def get(self, request: HttpRequest, kept_id: uuid.UUID) -> HttpResponse:
        kept = services.take_kept_form(self.person, kept_id, at=self.now)
        pairs = [(name, value) for name, values in kept.fields.items() for value in values]
        return self.show("agencies/kept_form.html", path=kept.path, pairs=pairs)


class SessionEndAll(Door):
    """Sign out everywhere."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("agencies/session_end_all.html")

    def post(self, request: HttpRequest) -> HttpResponse:
        services.end_all_sessions(self.person, by=self.person, at=self.now)
        logout(request)
        return redirect("account_login")


def _way_back(address: str) -> str:
    """An address of the portal itself, or home."""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else "/"
