"""What a file really is: allowed by its ending and by its content, or refused with a sentence.

Pure: bytes in, an answer out. An unknown type is refused (requirement F-1). Office files with
macros, files that open only with a password and archives that unpack without bound are refused.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import filetype

MOST_BYTES = 25 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 2_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "pdf": "application/pdf",
    "docx": WORD,
    "xlsx": EXCEL,
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain",
    "csv": "text/csv",
}
"""Each ending that is taken, and what its content must be."""

MAIN_PART = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml"}
TAKEN = "PDF, Word (.docx), Excel (.xlsx), PNG, JPEG, plain text and CSV"


class NotTaken(Exception):
    """The file is refused; the sentence says why and what to do."""


@dataclass(frozen=True)
class Content:
    """A file that may be taken: its type, and its bytes without what tells of who made it."""

    content_type: str
    data: bytes


def content_of(name: str, data: bytes) -> Content:
    """What the file is. Raises NotTaken with a sentence for the person."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in TYPES:
        raise NotTaken(f"This kind of file is not taken. Send {TAKEN}.")
    if not data:
        raise NotTaken("This file is empty.")
    if len(data) > MOST_BYTES:
        raise NotTaken(f"The file must be {MOST_BYTES // 1024 // 1024} MB or smaller.")
    kind = TYPES[ending]
    CHECKS[kind](data)
    return Content(kind, CLEANED.get(kind, bytes)(data))


def safe_name(name: str) -> str:
    """A file name without path, control characters and signs that mean something to a system."""
    last = re.split(r"[\\/]", name)[-1]
    stem, dot, ending = last.rpartition(".")
    clean = re.sub(r"[^\w \-().,&']", "_", stem if dot else last).strip(" .")[:100] or "file"
    return f"{clean}.{ending.lower()}" if dot else clean


def _differs(kind: str) -> NotTaken:
    return NotTaken(
        f"The name says {kind}, but the content is something else. Save the file again as {kind}, "
        "or send it under its own name."
    )


def _pdf(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise _differs("PDF")
    if b"/Encrypt" in data:
        raise NotTaken("This PDF opens only with a password. Save a copy without one and send it.")
    if re.search(rb"/(JavaScript|Launch|EmbeddedFile)\b", data):
        raise NotTaken("This PDF runs a script or carries another file. Print it to a new PDF.")


def _office(kind: str, said: str) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise NotTaken(
                f"This {said} file opens only with a password or is in an old format. Save a copy "
                "without a password in the present format and send it."
            )
        try:
            parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
        except (zipfile.BadZipFile, ValueError, struct.error) as error:
            raise _differs(said) from error
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or MAIN_PART[kind] not in names:
            raise _differs(said)
        if any(name.lower().endswith((".bin", ".exe", ".js", ".vbs")) for name in names):
            raise NotTaken(f"This {said} file carries a macro or a program. Save it without.")
        if any(part.flag_bits & 1 for part in parts):
            raise NotTaken(f"This {said} file opens only with a password. Save a copy without one.")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise NotTaken("This file unpacks to far more than it should. It is not taken.")

    return check


def _picture(
    kind: str, said: str, size: Callable[[bytes], tuple[int, int] | None]
) -> Callable[[bytes], None]:
    def check(data: bytes) -> None:
        guess = filetype.guess(data)
        measured = size(data) if guess and guess.mime == kind else None
        if measured is None:
            raise _differs(said)
        if measured[0] * measured[1] > MOST_PIXELS:
            raise NotTaken("This picture is too large. Save it with at most 50 million pixels.")

    return check


def _text(data: bytes) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTaken("This is no plain text in UTF-8. Save the file again as text.") from error
    if "\0" in text:
        raise _differs("plain text")


def _png_size(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    for marker, body in _jpeg_segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC) and len(body) >= 5:
            height, width = struct.unpack(">HH", body[1:5])
            return width, height
    return None


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments before the picture itself: marker and body."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        length = int.from_bytes(data[place + 2 : place + 4], "big")
        if length < 2 or marker == 0xDA:
            return
        yield marker, data[place + 4 : place + 2 + length]
        place += 2 + length


def without_jpeg_metadata(data: bytes) -> bytes:
    """The picture without place, device and comments (EXIF, XMP, IPTC, comment segments)."""
    kept, place = [data[:2]], 2
    for marker, body in _jpeg_segments(data):
        whole = data[place : place + 4 + len(body)]
        place += len(whole)
        if not (0xE1 <= marker <= 0xED or marker == 0xFE):
            kept.append(whole)
    return b"".join([*kept, data[place:]])


KEPT_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs"}
)


def without_png_metadata(data: bytes) -> bytes:
    """The picture without texts, times and device."""
    kept, place = [data[:8]], 8
    while place + 12 <= len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        chunk = data[place : place + 12 + length]
        if data[place + 4 : place + 8] in KEPT_CHUNKS:
            kept.append(chunk)
        place += 12 + length
    return b"".join(kept)


CHECKS: dict[str, Callable[[bytes], None]] = {
    "application/pdf": _pdf,
    WORD: _office(WORD, "Word"),
    EXCEL: _office(EXCEL, "Excel"),
    "image/png": _picture("image/png", "PNG", _png_size),
    "image/jpeg": _picture("image/jpeg", "JPEG", _jpeg_size),
    "text/plain": _text,
    "text/csv": _text,
}
CLEANED: dict[str, Callable[[bytes], bytes]] = {
    "image/jpeg": without_jpeg_metadata,
    "image/png": without_png_metadata,
}
