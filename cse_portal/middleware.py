"""What every answer carries (requirement H-1) and the one log line it leaves (OB-1)."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

logger = structlog.get_logger("portal.request")

Answer = Callable[[HttpRequest], HttpResponse]


class ProxyAddressMiddleware:
    """Behind our own proxy the caller is the last address of the list; the others are hearsay."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chain = request.headers.get("X-Forwarded-For", "")
        if chain:
            request.META["REMOTE_ADDR"] = chain.rsplit(",", 1)[-1].strip()
        return self.get_response(request)


class ResourcePolicyMiddleware:
    """No other site may load anything from the portal, a picture included."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class NoStoreMiddleware:
    """No browser or proxy keeps a page; static files never come this way."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        return response


class RequestLogMiddleware:
    """One line a request: the name of the route, never the address with what was searched for.

    The correlation id is on every line of the request and on the page that reports a failure.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.monotonic()
        correlation = uuid.uuid4().hex
        request.META["PORTAL_CORRELATION_ID"] = correlation
        with structlog.contextvars.bound_contextvars(correlation=correlation):
            response = self.get_response(request)
            route = request.resolver_match.view_name if request.resolver_match else ""
            logger.info(
                "answered",
                method=request.method,
                route=route,
                status=response.status_code,
                ms=round((time.monotonic() - start) * 1000),
            )
        response["X-Correlation-Id"] = correlation
        return response
