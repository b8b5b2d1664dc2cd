"""Refusals of services as pages: 404 as for an unknown id, 403 and 409 with their sentence."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.refusals import NotAllowed, OutOfReach, Refused


class RefusalMiddleware:
    """Translate what a service refused; what a form can show never gets here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, OutOfReach):
            raise Http404 from error
        if isinstance(error, NotAllowed):
            raise PermissionDenied(error.sentence) from error
        if isinstance(error, Refused):
            page = {"sentence": error.sentence}
            return render(request, "refused.html", page, status=error.status)
        return None
