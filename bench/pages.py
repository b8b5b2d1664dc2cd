"""`./portal bench pages`: the pages of a long day as ratios to a bare signed-in page.

Over the demo of this checkout (run `./portal up` once before). The pages take turns, so that a
busy machine slows all alike; each figure is the median of the rounds. Queries are those beyond
session and user; bytes are of the HTML, and compressed with everything a first view fetches.
"""

from __future__ import annotations

import gzip
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

ROUNDS = 25
COORDINATOR = "coordinator@demo.example"
MOST_QUERIES, MOST_HTML, MOST_FIRST_VIEW = 8, 40_000, 60_000
OF_THE_FRAME = ("django_session", "agencies_user", "agencies_membership")
STATIC = re.compile(rb'(?:src|href)="/(static/[^"?]+)"')
IMPORTED = re.compile(rb'^import[^"]*"\./([^"]+)"', re.MULTILINE)


def main() -> int:
    """Measure and print; 1 when the worklist is over its goals."""
    django.setup()
    logging.disable(logging.CRITICAL)
    with override_settings(ROOT_URLCONF="bench.bare", ALLOWED_HOSTS=["testserver"]):
        client = coordinator()
        pages = addresses(client)
        times = timed(client, pages)
        return report(client, pages, times)


def coordinator() -> Client:
    """The demo's coordinator, signed in."""
    from agencies.selectors import person

    user = person(COORDINATOR)
    if user is None:
        raise SystemExit("There is no demo in this checkout: run `./portal up` once first.")
    client = Client()
    client.force_login(user, backend="agencies.sign_in.PortalBackend")
    session = client.session
    session["demo"] = True
    session.save()
    return client


def addresses(client: Client) -> dict[str, str]:
    """What is measured; the case is the first of the worklist."""
    listed = client.get("/cases/").content.decode()
    case = re.search(r'href="(/cases/[0-9a-f-]{36}/)"', listed)
    if case is None:
        raise SystemExit("The demo of this checkout has no case: run `./portal reset`, then up.")
    return {"bare": "/bare/", "home": "/", "worklist": "/cases/", "case file": case[1]}


def timed(client: Client, pages: dict[str, str]) -> dict[str, float]:
    """The median time of each page, in seconds."""
    took: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(ROUNDS):
        for name, path in pages.items():
            began = perf_counter()
            answer = client.get(path)
            took[name].append(perf_counter() - began)
            assert answer.status_code == 200, path
    return {name: median(each) for name, each in took.items()}


def report(client: Client, pages: dict[str, str], times: dict[str, float]) -> int:
    """One line a page; the worklist has goals."""
    over = 0
    for name, path in pages.items():
        with CaptureQueriesContext(connection) as caught:
            html = client.get(path).content
        queries = sum(not _is_frame(query["sql"]) for query in caught.captured_queries)
        first = sum(len(gzip.compress(part)) for part in first_view(html))
        print(
            f"{name:<10} ratio {times[name] / times['bare']:5.2f}  {times[name] * 1000:6.1f} ms  "
            f"{queries:2} queries  {len(html):6} bytes  {first:6} compressed on a first view"
        )
        if name == "worklist":
            within = queries <= MOST_QUERIES and len(html) <= MOST_HTML
            over = int(not (within and first <= MOST_FIRST_VIEW))
    return over


def first_view(html: bytes) -> Iterator[bytes]:
    """The page and every file it fetches, with the modules those import."""
    yield html
    waiting = [found.decode() for found in STATIC.findall(html)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        file = Path(settings.BASE_DIR, name)
        if name in seen or not file.is_file():
            continue
        seen.add(name)
        content = file.read_bytes()
        yield content
        folder = name.rsplit("/", 1)[0]
        waiting += [f"{folder}/{module.decode()}" for module in IMPORTED.findall(content)]


def _is_frame(sql: str) -> bool:
    return any(f'FROM "{table}"' in sql for table in OF_THE_FRAME)


if __name__ == "__main__":
    raise SystemExit(main())
