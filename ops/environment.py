"""The Python environment: made once, filled from the hash-locked list, known by a stamp."""

import fcntl
import hashlib
import importlib.util
import shutil
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.places import ROOT, VAR, VENV, venv_program
from ops.steps import fail, run_logged, step

RUN_LOCK = ROOT / "requirements-run.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
INSTALLER_LOCK = ROOT / "requirements-installer.lock"
NODE_LOCK = ROOT / "requirements-node.lock"
STAMP = VENV / "portal.stamp"
NETWORK_HINT = "check that this machine reaches a package registry, then run the command again"


@contextmanager
def one_at_a_time(name: str, *, or_else: str = "") -> Iterator[None]:
    """Hold a lock of this checkout: wait for it, or stop with `or_else` if another holds it."""
    VAR.mkdir(exist_ok=True)
    with (VAR / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (fcntl.LOCK_NB if or_else else 0))
        except BlockingIOError:
            fail(f"✗ {or_else}", "stop the other command with Ctrl-C first")
        yield


def fingerprint(*files: Path) -> str:
    """A name for the content of these files under this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def prepare_environment(lock: Path = RUN_LOCK) -> None:
    """Make `.venv` hold what the lock file names; at once if that has been done."""
    with one_at_a_time("setup"):
        wanted = fingerprint(lock)
        done = STAMP.read_text().split() if STAMP.exists() else []
        if wanted in done:
            return
        with step("Python environment"):
            if not (VENV / "bin" / "python").exists():
                venv.create(VENV)
            install(lock)
        STAMP.write_text("\n".join([*done, wanted]))


def install(lock: Path) -> None:
    """Install a locked list."""
    run_logged(
        [
            *(uv_program(), "pip", "install", "--require-hashes", "-r", str(lock)),
            *("--python", venv_program("python")),
        ],
        log="install",
        what="Installing the locked packages",
        to_do=NETWORK_HINT,
    )


def uv_program() -> str:
    """The installer: one on PATH, or our own beside the environment, put there by pip."""
    on_path = shutil.which("uv")
    if on_path:
        return on_path
    home = VENV / "uv"
    program = home / "bin" / "uv"
    if not program.exists():
        run_logged(
            [
                *(python_with_pip(), "-m", "pip", "install", "--target", str(home)),
                *("--require-hashes", "-r", str(INSTALLER_LOCK)),
            ],
            log="uv",
            what="Installing the installer `uv`",
            to_do=NETWORK_HINT,
        )
    return str(program)


def python_with_pip() -> str:
    """This Python if it has pip, else the environment's own with the pip that Python carries."""
    if importlib.util.find_spec("pip"):
        return sys.executable
    python = venv_program("python")
    run_logged(
        [python, "-m", "ensurepip"],
        log="ensurepip",
        what="Setting up pip",
        to_do="install Python's venv module (Debian: apt-get install python3-venv)",
    )
    return python
