"""The processes of one run: an own broker, a worker, a beat and a writer, kept alive and killed.

Only processes started here are ever signalled, by the ids they were started with.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ops.places import socket_folder
from ops.supervisor import Child
from ops.valkey import find_program

CELERY = (sys.executable, "-m", "celery", "-A", "tests.core.survival.app")


class Stage:
    """Everything that runs, and what it has acknowledged."""

    def __init__(self, folder: Path, database_url: str, *, rate: float) -> None:
        self.receipts = folder / "receipts"
        sockets = socket_folder(folder)
        sockets.mkdir(exist_ok=True)
        socket = sockets / "broker.sock"
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cse_portal.settings.development",
            "DATABASE_URL": database_url,
            "REDIS_URL": f"redis+socket://{socket}",
        }
        self.broker = Child("survival-broker", _broker(folder, socket), env)
        self.worker = Child("survival-worker", _worker(), env)
        self.beat = Child("survival-beat", _beat(folder), env)
        self.writer = Child("survival-writer", _writer(self.receipts, rate), env)

        self.children = [self.broker, self.worker, self.beat, self.writer]

    def stop_writing(self) -> None:
        """End the writer for good."""
        self.writer.end_group()
        self.children.remove(self.writer)

    def acknowledged(self) -> list[str]:
        """The facts whose writer was told that they are safe; a half-written line is none."""
        text = self.receipts.read_text() if self.receipts.exists() else ""
        return text[: text.rfind("\n") + 1].split()

    def kill(self, names: Sequence[str], chance: random.Random) -> None:
        """Kill processes with -9, alone or with all they started, then start them again."""
        victims: list[Child] = [getattr(self, name) for name in names]
        for victim in victims:
            if chance.random() < 0.5:
                os.kill(_process(victim).pid, signal.SIGKILL)
            else:
                victim.end_group()
        for victim in victims:
            _process(victim).wait(10)
            victim.restart()

    def wait_until(self, reached: Callable[[], bool], *, seconds: float) -> None:
        """Wait for something, starting again what ended; AssertionError if it does not come.

        A worker may end by itself when its broker is gone: keeping it alive is the supervisor's.
        """
        deadline = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < deadline, f"not reached within {seconds} s"
            for child in self.children:
                if child.has_died():
                    child.restart()
            time.sleep(0.05)


@contextmanager
def running(folder: Path, database_url: str, *, rate: float) -> Iterator[Stage]:
    """Start everything, and end all of it whatever happens."""
    stage = Stage(folder, database_url, rate=rate)
    try:
        for child in stage.children:
            child.start()
        yield stage
    finally:
        for child in stage.children:
            child.end_group()


def _process(child: Child) -> subprocess.Popen[bytes]:
    assert child.process is not None
    return child.process


def _broker(folder: Path, socket: Path) -> list[str]:
    listens = ["--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"]
    keeps = ["--dir", str(folder), "--appendonly", "yes", "--maxmemory-policy", "noeviction"]
    return [find_program(), *listens, *keeps]


def _worker() -> list[str]:
    return [*CELERY, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"]


def _beat(folder: Path) -> list[str]:
    return [*CELERY, "beat", "--pidfile=", "--schedule", str(folder / "beat")]


def _writer(receipts: Path, rate: float) -> list[str]:
    return [sys.executable, "-m", "tests.core.survival.writer", str(receipts), str(rate)]
