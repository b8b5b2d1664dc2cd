"""A stand-in for clamd that speaks its protocol and knows one harmful text."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.documents.files import EICAR


class Answering(socketserver.StreamRequestHandler):
    """INSTREAM and VERSION, as clamd answers them."""

    def handle(self) -> None:
        command = self._until_null()
        if command == b"zVERSION":
            self.wfile.write(self.server.version.encode() + b"\0")  # type: ignore[attr-defined]
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


@contextmanager
def a_scanner(version: str = "ClamAV 1.4/27000") -> Iterator[str]:
    """A scanner that runs; gives its address."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        server.version = version  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
