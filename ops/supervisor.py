"""Keeps the processes of `./portal up` alive: one that died is started again, and that is said."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from ops.places import LOGS, ROOT, shown
from ops.steps import say

PAUSE = 1.0
"""Seconds between two looks at the processes, and before one is started again."""
SECONDS_TO_STOP = 30.0
LOUD_DEATHS = 5
"""After so many deaths within a minute the log file is pointed out."""


@dataclass
class Child:
    """One process to keep alive, with its words in a log file of its own."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process in a group of its own, so that Ctrl-C reaches us alone."""
        LOGS.mkdir(parents=True, exist_ok=True)
        with (LOGS / f"{self.name}.log").open("ab") as out:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def has_died(self) -> bool:
        """Whether the process ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> None:
        """Start the process again and say so."""
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < 60] + [now]
        status = self.process.returncode if self.process else "unknown"
        say(f"  ! {self.name} ended with status {status}: started again")
        if len(self.deaths) == LOUD_DEATHS:
            say(f"    it keeps ending: read {shown(LOGS / f'{self.name}.log')}")
        self.end_group()
        self.start()

    def end_group(self) -> None:
        """End what the process started and may have left behind."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def ask_to_stop(self) -> None:
        """Ask the process to finish what it does and end."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def see_stopped(self, deadline: float) -> None:
        """Wait for the process; past the deadline end it and what it started."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.end_group()
            self.process.wait()


@dataclass
class Chore(Child):
    """A process that has an end: how it went is said once, and it is not started again."""

    title: str = ""
    started: float = 0.0

    def start(self) -> None:
        """Start the chore and say so."""
        say(f"  … {self.title}: under way beside it")
        self.started = time.monotonic()
        super().start()

    def restart(self) -> None:
        """Say how it ended; what an unfinished one left is done by the next `./portal up`."""
        status = self.process.returncode if self.process else None
        self.process = None
        if status:
            say(f"  ! {self.title} failed: read {shown(LOGS / f'{self.name}.log')}")
        else:
            say(f"  ✓ {self.title} ({time.monotonic() - self.started:.1f} s)")

    def ask_to_stop(self) -> None:
        """End the chore with all its processes: steps taken are kept, the next `up` goes on."""
        if self.process and self.process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)


def supervise(
    children: Sequence[Child], *, watch_servers: Callable[[], object], announce: Callable[[], None]
) -> None:
    """Run the children until Ctrl-C or a polite kill, then stop all of them.

    The first one starts alone and is announced: two cores then give it all they have.
    """
    first, *others = children
    try:
        first.start()
        announce()
        for child in others:
            child.start()
        while True:
            time.sleep(PAUSE)
            watch_servers()
            for child in children:
                if child.has_died():
                    child.restart()
    except KeyboardInterrupt:
        say("\nStopping …")
    finally:
        with stopping_in_peace():
            stop(children)


@contextmanager
def stopping_in_peace() -> Iterator[None]:
    """Let a second Ctrl-C not leave half of it running."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(name, signal.SIG_IGN) for name in signals]
    try:
        yield
    finally:
        for name, handler in zip(signals, before, strict=True):
            signal.signal(name, handler)


def stop(children: Sequence[Child]) -> None:
    """Stop all children at once and wait for each."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for child in children:
        child.see_stopped(deadline)
