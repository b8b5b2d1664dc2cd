"""The scanner of `./portal up`: speaks as clamd does, and knows the field's test file alone.

It stands in where no CLAMD_ADDRESS names a real one, so that the way from quarantine to release
can be seen on a machine without virus signatures. Production has a real clamd and never this.
"""

from __future__ import annotations

import socketserver
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ops.places import VAR, socket_folder

EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text that every virus scanner reports, as the field agreed."""
VERSION = "Stand-in that knows the test file alone"


class Answering(socketserver.StreamRequestHandler):
    """INSTREAM and VERSION, as clamd answers them."""

    version = VERSION

    def handle(self) -> None:
        command = self._until_null()
        if command == b"zVERSION":
            self.wfile.write(self.version.encode() + b"\0")
        elif command == b"zINSTREAM":
            found = EICAR.encode() in self._stream()
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0" if found else b"stream: OK\0")

    def _until_null(self) -> bytes:
        said = b""
        while (byte := self.rfile.read(1)) not in (b"\0", b""):
            said += byte
        return said

    def _stream(self) -> bytes:
        pieces = []
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            pieces.append(self.rfile.read(length))
        return b"".join(pieces)


class Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


def address() -> str:
    """Where the stand-in of this checkout listens."""
    return str(socket_folder(VAR / "scanner") / "scanner.sock")


@contextmanager
def listening(place: str, version: str = VERSION) -> Iterator[Server]:
    """A server on a socket, not yet serving."""
    path = Path(place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.unlink(missing_ok=True)
    with Server(place, type("Handler", (Answering,), {"version": version})) as server:
        yield server


@contextmanager
def a_scanner(place: str, version: str = VERSION) -> Iterator[str]:
    """A scanner that runs beside the caller; gives its address."""
    with listening(place, version) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield place
        server.shutdown()


if __name__ == "__main__":
    with listening(sys.argv[1]) as one:
        one.serve_forever()
