"""Sign in with one click: only where the demo is installed and switched on."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from agencies import selectors
from demo.people import demo_people

BACKEND = "agencies.sign_in.PortalBackend"


@method_decorator(login_not_required, name="dispatch")
@method_decorator(sensitive_post_parameters(), name="dispatch")
class SignIns(View):
    """One button a role; a click signs in as the invented person who holds it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        page = {"people": demo_people(), "next": request.GET.get("next", "")}
        return render(request, "demo/sign_ins.html", page)

    def post(self, request: HttpRequest) -> HttpResponse:
        email = request.POST.get("email", "")
        known = any(person.email == email for person in demo_people())
        user = selectors.person(email) if known else None
        if user is None:
            raise Http404
        login(request, user, backend=BACKEND)
        request.session["demo"] = True
        return redirect(self._destination(request))

    def _destination(self, request: HttpRequest) -> str:
        wanted = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
        return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
