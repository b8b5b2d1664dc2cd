"""What browsers report when a page breaks its content security policy (requirement H-1).

A report comes from the open internet and is hearsay: it is counted, kept small and cut down to
the directive, the blocked origin and the name of a route before a word of it enters the log.

Only `report-uri` is sent. `report-to` would silence it in Chromium, which then reports minutes
later and never from a portal without TLS.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlsplit

import structlog
from csp.utils import DEFAULT_DIRECTIVES
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

logger = structlog.get_logger("portal.breach")

KIND = "application/csp-report"
MOST_BYTES = 8 * 1024
WITHOUT_ORIGIN = frozenset({"", "inline", "eval", "wasm-eval", "self"})
HOST = re.compile(r"[a-z0-9.-]{1,253}")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,30}")
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Breach:
    """What the log says of a report: no query, no path, nothing a person typed."""

    directive: str
    blocked: str
    page: str


class Allowance:
    """How often one source, and all together, may come in a minute; each process counts alone."""

    def __init__(self, *, each: int, together: int, seconds: float = 60) -> None:
        self.each, self.together, self.seconds = each, together, seconds
        self._lock = Lock()
        self.start_afresh()

    def start_afresh(self) -> None:
        """Forget who came."""
        self._since, self._came = time.monotonic(), Counter[str]()

    def admits(self, source: str) -> bool:
        """Count one more from this source; False when there were enough."""
        with self._lock:
            if time.monotonic() - self._since >= self.seconds:
                self.start_afresh()
            if self._came[source] >= self.each or self._came.total() >= self.together:
                return False
            self._came[source] += 1
            return True


allowance = Allowance(each=20, together=300)


@csrf_exempt
@login_not_required
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Log one breach: 204; 400 for what is no report, 429 for too many of them."""
    if not allowance.admits(request.META.get("REMOTE_ADDR", "")):
        return HttpResponse(status=429)
    breach = _breach(_body(request)) if request.content_type == KIND else None
    if breach is None:
        return HttpResponse(status=400)
    logger.warning(
        "policy_breached", directive=breach.directive, blocked=breach.blocked, page=breach.page
    )
    return HttpResponse(status=204)


def _body(request: HttpRequest) -> bytes:
    """What was sent; nothing if it is too long or the sender went away."""
    try:
        sent = request.read(MOST_BYTES + 1)
    except UnreadablePostError:
        return b""
    return sent if len(sent) <= MOST_BYTES else b""


def _breach(sent: bytes) -> Breach | None:
    """The report that was sent, or None for anything else."""
    try:
        said = json.loads(sent)["csp-report"]
        directive = said.get("effective-directive") or said["violated-directive"].split()[0]
        blocked, page = said.get("blocked-uri", ""), said.get("document-uri", "")
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in (directive, blocked, page)):
        return None
    if directive not in DEFAULT_DIRECTIVES:
        return None
    return Breach(directive, _origin(blocked), _route(page))


def _origin(address: str) -> str:
    """Where from something was to be loaded: scheme and host, or the scheme alone."""
    if address in WITHOUT_ORIGIN:
        return address
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", f":{parts.port}" if parts.port else ""
    except ValueError:
        return UNREADABLE
    if not SCHEME.fullmatch(parts.scheme):
        return parts.path if parts.path in ("data", "blob", "filesystem") else UNREADABLE
    return f"{parts.scheme}://{host}{port}" if HOST.fullmatch(host) else f"{parts.scheme}:"


def _route(address: str) -> str:
    """The name of the page that broke its policy; "" for an address that is not ours."""
    try:
        return resolve(urlsplit(address).path).view_name
    except (ValueError, Resolver404):
        return ""
