"""Files as people send them in, good and hostile, made here byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
LOCKED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt 2 0 R")
LOCKED_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


def png(width: int = 2, height: int = 2, *, text: bytes = b"") -> bytes:
    """A white picture of a size, with a text about its maker if one is given."""

    def chunk(name: bytes, body: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + checked

    rows = zlib.compress((b"\0" + b"\xff" * width) * height if width < 1000 else b"")
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    said = chunk(b"tEXt", b"Comment\0" + text) if text else b""
    return b"\x89PNG\r\n\x1a\n" + head + said + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 2, height: int = 2, *, exif: bytes = b"") -> bytes:
    """The frame of a picture of a size, with what a camera adds if it is given."""

    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body

    said = segment(0xE1, b"Exif\0\0" + exif) if exif else b""
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00")
    first = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0")
    return b"\xff\xd8" + first + said + frame + segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\0\xff\xd9"


def office(main: str = "word/document.xml", **more: bytes) -> bytes:
    """An Office file with its main part, and more parts by name (`__` for a slash)."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr(main, "<document/>")
        for name, body in more.items():
            parts.writestr(name.replace("__", "/").replace("_dot_", "."), body)
    return whole.getvalue()
