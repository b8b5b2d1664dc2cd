"""Steps of a command: a line when one starts, dots while it runs, what to do when it fails."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from ops.places import LOGS, ROOT, shown

PATIENCE = 2.0
"""Seconds after which a step shows that it is still running."""
LINES_SHOWN = 25


class StepFailed(Exception):
    """A step did not work out; the message says what failed and what to do."""


def say(line: str) -> None:
    """Print one line to the person at the keyboard."""
    print(line, flush=True)


def fail(what: str, to_do: str) -> NoReturn:
    """Stop the command with what failed and what to do about it."""
    raise StepFailed(f"{what}\n  What to do: {to_do}")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step once it takes longer than a moment, then show that it is alive."""
    done = threading.Event()

    def tick() -> None:
        while not done.wait(PATIENCE):
            print(f"  … {title} ({time.monotonic() - start:.0f} s)", file=sys.stderr, flush=True)

    start = time.monotonic()
    ticker = threading.Thread(target=tick, daemon=True)
    ticker.start()
    try:
        yield
    finally:
        done.set()
        ticker.join()
    say(f"  ✓ {title} ({time.monotonic() - start:.1f} s)")


def run_logged(
    command: Sequence[str],
    *,
    log: str,
    what: str,
    to_do: str,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> None:
    """Run a program with its words in a log file; on failure show the end of it and stop."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    with path.open("w") as out:
        answer = subprocess.run(
            command, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if answer.returncode:
        tail = "\n".join(path.read_text(errors="replace").splitlines()[-LINES_SHOWN:])
        fail(f"{tail}\n✗ {what} failed (all of it: {shown(path)})", to_do)
