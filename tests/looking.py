"""Look at a page in a real browser without a server: what Django answered, and files from disk."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import ConsoleMessage, Page, Route

ADDRESS = "http://localhost:1"
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-n'; style-src 'self' 'nonce-n'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIOLATIONS = """async (tags) => {
  const settings = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] };
  return (await axe.run(settings)).violations;
}"""
WIDTHS = (1280, 320)
Answers = dict[str, Callable[[Route], None]]


def show(page: Page, html: str, answers: Answers | None = None, policy: str = POLICY) -> list[str]:
    """Open a page made of `html`; returns what the console complains of, as it comes."""
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if answers and path in answers:
            answers[path](route)
        elif path.startswith("/static/"):
            route.fulfill(**_file(path))
        else:
            headers = {"Content-Security-Policy": policy}
            route.fulfill(body=html, content_type="text/html", headers=headers)

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", answer)
    page.goto(f"{ADDRESS}/page/")
    return complaints


def barriers(page: Page) -> list[str]:
    """What axe finds at each width (WCAG 2.2 AA and best practice), and any sideways scroll.

    The script is put into the page once; its answer is cut down in the page to what is wrong.
    """
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {_told(rule)}" for rule in page.evaluate(VIOLATIONS, TAGS)]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{width}: scrolls sideways")
    return found


def _told(rule: Mapping[str, object]) -> str:
    nodes = rule["nodes"]
    first = nodes[0]["html"] if isinstance(nodes, list) else ""
    return f"{rule['id']}: {rule['help']}: {first}"


@cache
def _file(path: str) -> dict[str, Any]:
    """A file of the house, or one that a library brings."""
    relative = path.removeprefix("/static/")
    file = Path(finders.find(relative) or settings.BASE_DIR / "static" / relative)
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return {"body": file.read_bytes(), "content_type": kind}
