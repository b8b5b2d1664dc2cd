"""The page of a failure nobody foresaw: it needs nothing that may itself have failed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseServerError
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """Name the number under which the log tells what happened, and nothing else."""
    number = request.META.get("PORTAL_CORRELATION_ID", "")
    return HttpResponseServerError(render_to_string("500.html", {"correlation_id": number}))
