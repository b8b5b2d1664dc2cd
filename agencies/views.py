"""Doors to one's own sessions and to the permission matrix."""

from __future__ import annotations

import uuid

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from agencies import selectors, services
from agencies.doors import Door
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES


class SessionExtend(Door):
    """Go on working: the request itself counts as use."""

    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)


@method_decorator(login_not_required, name="dispatch")
class SessionEnded(View):
    """Say that the session ended, and where to go on after signing in again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        way_back = request.GET.get("next", "/")
        if not url_has_allowed_host_and_scheme(way_back, allowed_hosts=None):
            way_back = "/"
        return render(request, "agencies/session_ended.html", {"next": way_back})


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


class PermissionMatrix(Door):
    """Role x permission x reach, for the governance lead and administrators."""

    permission = Permission.MATRIX_VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(
            "agencies/permission_matrix.html",
            selectors.permission_matrix(),
            roles=list(ROLE_NAMES.values()),
        )
