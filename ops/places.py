"""Where this checkout keeps what it makes: one environment, one `var` folder, nothing elsewhere."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VAR = ROOT / "var"
LOGS = VAR / "log"
STATIC_BUILD = ROOT / "static" / "build"

LONGEST_SOCKET_PATH = 90
"""A unix socket's address may hold 107 bytes; the servers add a name of their own."""


def checkout_id() -> str:
    """A short name for this checkout, for what must lie outside of it."""
    return hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]


def venv_program(name: str) -> str:
    """The path of a program of this checkout's environment."""
    return str(VENV / "bin" / name)


def site_packages() -> Path | None:
    """The environment's package folder, or None before the first set-up."""
    return next(iter(sorted((VENV / "lib").glob("python3.*/site-packages"))), None)


def shown(path: Path) -> str:
    """A path as a person in this checkout would write it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def socket_folder(preferred: Path) -> Path:
    """The folder for a server's socket: the preferred one, or a short one if that is too long."""
    if len(str(preferred)) <= LONGEST_SOCKET_PATH:
        return preferred
    return Path("/tmp") / f"cse-portal-{checkout_id()}-{preferred.name}"  # noqa: S108  # nosec B108  # a folder for a socket, closed to others
