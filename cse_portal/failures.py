"""The pages of failures: they need nothing that may itself have failed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Name the number under which the log tells what happened, and nothing else."""
    return HttpResponseServerError(render_to_string("500.html", _number(request)))


def not_available(request: HttpRequest, *, reason: str) -> HttpResponse:
    """Say why the portal shows nothing at the moment, and under which number the log tells more."""
    words = {"reason": reason, **_number(request)}
    return HttpResponse(render_to_string("503.html", words), status=503)


def _number(request: HttpRequest) -> dict[str, str]:
    return {"correlation_id": request.META.get("PORTAL_CORRELATION_ID", "")}
