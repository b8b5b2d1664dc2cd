"""Ask clamd whether a file is harmful: a small client of its INSTREAM command.

The address is `host:port` or the path of a unix socket. No scanner, or one that answers anything
but OK or FOUND, is ScannerDown: the file stays in quarantine, never passed (requirement F-3).
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings

SECONDS = 60.0
CHUNK = 64 * 1024


class ScannerDown(Exception):
    """The scanner cannot be asked now."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner said: the name of what it found, or nothing, and the state it was in."""

    found: str
    signatures: str

    @property
    def harmful(self) -> bool:
        return bool(self.found)


def scan(data: bytes) -> Verdict:
    """Have bytes scanned. Raises ScannerDown."""
    with _connection() as link:
        link.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            piece = data[start : start + CHUNK]
            link.sendall(struct.pack(">I", len(piece)) + piece)
        link.sendall(struct.pack(">I", 0))
        answer = _answer(link)
    name = answer.removeprefix("stream: ")
    if name == "OK":
        return Verdict("", signatures())
    if name.endswith(" FOUND"):
        return Verdict(name.removesuffix(" FOUND"), signatures())
    raise ScannerDown(answer[:80])


def signatures() -> str:
    """The state of the scanner's signatures, as it names it. Raises ScannerDown."""
    with _connection() as link:
        link.sendall(b"zVERSION\0")
        return _answer(link)[:120]


@contextmanager
def _connection() -> Iterator[socket.socket]:
    address: str = settings.CLAMD_ADDRESS
    if not address:
        raise ScannerDown("no scanner is set up")
    try:
        with _open(address) as link:
            yield link
    except OSError as error:
        raise ScannerDown(type(error).__name__) from error


def _open(address: str) -> socket.socket:
    if address.startswith("/"):
        link = socket.socket(socket.AF_UNIX)
        link.settimeout(SECONDS)
        link.connect(address)
        return link
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS)


def _answer(link: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        piece = link.recv(4096)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0").decode(errors="replace").strip()
