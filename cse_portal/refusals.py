"""Refusals of services as pages: 404 as for an unknown id, 403 and 409 with their sentence.

A view that cannot be noted in the read audit is answered 503, with nothing of the record (RA-1).
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.audit import AuditUnavailable
from core.refusals import NotAllowed, OutOfReach, Refused, Unreadable
from cse_portal.failures import not_available

NOT_NOTED = "The portal cannot note who looks at a record just now, so it shows none."


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
            page = {
                "sentence": error.sentence,
                "typed": getattr(error, "typed", ()),
                "here": request.path if isinstance(error, Unreadable) else "",
            }
            return render(request, "refused.html", page, status=error.status)
        if isinstance(error, AuditUnavailable):
            return not_available(request, reason=NOT_NOTED)
        return None
