"""A database that a measurement fills once and keeps for its next runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent.parent
UNFINISHED = "portal_bench_unfinished"


def kept(name: str, fill: Callable[[Any], None]) -> str:
    """Build the database unless it stands, point this process at it, and say which it was.

    `fill` is given a cursor of the owner over the migrated tables. `--rebuild` on the command
    line makes it anew. Call it before Django is set up.
    """
    owner = os.environ["OWNER_DATABASE_URL"]
    fresh = "--rebuild" in sys.argv or not is_built(owner, name)
    made = build(owner, name, fill) if fresh else "kept"
    os.environ["DATABASE_URL"] = of_database(os.environ["DATABASE_URL"], name)
    return made


def of_database(url: str, name: str) -> str:
    """The same server and role, another database."""
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def is_built(owner: str, name: str) -> bool:
    """Whether a database of that name was finished."""
    with connected(owner) as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
        return bool(cursor.fetchone()[0])


def build(owner: str, name: str, fill: Callable[[Any], None]) -> str:
    """Make, migrate and fill the database, as the owner of its tables."""
    start = perf_counter()
    with connected(owner) as cursor:
        for old in (name, UNFINISHED):
            cursor.execute(f"DROP DATABASE IF EXISTS {old}")
        cursor.execute(f"CREATE DATABASE {UNFINISHED}")
    url = of_database(owner, UNFINISHED)
    environment = {**os.environ, "OWNER_DATABASE_URL": url, "PORTAL_DB_ROLE": "owner"}
    for command in ("migrate", "load_agencies"):
        arguments = [sys.executable, "manage.py", command, "-v", "0"]
        subprocess.run(arguments, cwd=ROOT, env=environment, check=True)  # noqa: S603
    with connected(url) as cursor:
        fill(cursor)
        cursor.execute("VACUUM ANALYZE")
    with connected(owner) as cursor:
        cursor.execute(f"ALTER DATABASE {UNFINISHED} RENAME TO {name}")
    return f"built in {perf_counter() - start:.0f} s"


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """A cursor whose every statement is its own transaction."""
    link = psycopg2.connect(url)
    link.autocommit = True
    try:
        yield link.cursor()
    finally:
        link.close()
