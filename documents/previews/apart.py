"""A program of its own that reads one file from its standard input and writes what it shows.

It runs apart from the portal, without its settings, secrets or database. Once the file is read it
can open no other file and no connection, write to no disk and start nothing; what memory and time
it has is bounded. It trusts nothing in the file, and the portal trusts nothing that it writes: one
JSON object, either {"why": ...} or {"pages", "blocks", "count", "cut"}.
"""

from __future__ import annotations

import base64
import codecs
import io
import json
import resource
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Any

CPU_SECONDS = 20
MEMORY = 1024 * 1024 * 1024
MOST_PAGES = 30
ENOUGH_SECONDS = 12
"""After so long no further page is begun."""
ENOUGH_BYTES = 12 * 1024 * 1024
"""After so many bytes of pictures no further page is begun."""
WIDTH, HEIGHT = 1000, 1414
"""Most pixels of a page: A4 at 120 to the inch."""
MOST_TEXT = 20_000
"""Most characters of one page, paragraph or cell."""
MOST_BLOCKS = 2_000
MOST_ROWS, MOST_COLUMNS = 500, 30
PASSWORD, TOO_LARGE, UNREADABLE = "PASSWORD", "TOO_LARGE", "UNREADABLE"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSAID = {f"{WORDS}del", f"{WORDS}moveFrom", FALLBACK}
"""What stands in a Word file and is not read: what was struck out, and what says it twice."""

WANTED_LATER = ("utf-16-le", "cp437", "latin-1", "ascii")
"""Encodings that the libraries load when they meet them, by when no file can be opened."""

Show = Callable[[bytes], dict[str, Any]]


def confine() -> None:
    """Shut every way out; what is open (the pipes) stays open."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def pdf() -> Show:
    """Pages as pictures, each with its text for whoever cannot see it."""
    import pypdfium2

    def show(data: bytes) -> dict[str, Any]:
        try:
            file = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
            return {"why": PASSWORD if locked else UNREADABLE}
        file.init_forms()
        began, pages, size = time.monotonic(), [], 0
        for number in range(min(len(file), MOST_PAGES)):
            if time.monotonic() - began > ENOUGH_SECONDS or size > ENOUGH_BYTES:
                break
            try:
                picture, text = drawn(file[number])
            except pypdfium2.PdfiumError:
                break
            size += len(picture)
            pages.append({"png": base64.b64encode(picture).decode(), "text": text})
        if not pages:
            return {"why": UNREADABLE}
        return {"pages": pages, "blocks": [], "count": len(file), "cut": len(pages) < len(file)}

    return show


def drawn(page: Any) -> tuple[bytes, str]:
    """A page as PNG, and its text."""
    wide, high = page.get_size()
    scale = min(WIDTH / max(wide, 1), HEIGHT / max(high, 1))
    picture = png_of(page.render(scale=scale, rev_byteorder=True))
    text = page.get_textpage().get_text_range()[:MOST_TEXT]
    page.close()
    return picture, text


def png_of(bitmap: Any) -> bytes:
    """A picture of eight bits a colour, as PNG."""
    wide, high, line = bitmap.width, bitmap.height, bitmap.stride
    colours = bitmap.n_channels
    raw = bytes(bitmap.buffer)
    rows = (raw[at * line : at * line + wide * colours] for at in range(high))
    if colours == 4:
        rows = (b"".join(row[at : at + 3] for at in range(0, len(row), 4)) for row in rows)
    kind = 0 if colours == 1 else 2
    head = struct.pack(">IIBBBBB", wide, high, 8, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    whole = (chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(whole)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def word() -> Show:
    """The words of a Word file in their order: headings, paragraphs, tables."""
    import docx

    def show(data: bytes) -> dict[str, Any]:
        file = docx.Document(io.BytesIO(data))
        return of_blocks(word_blocks(file.element.body))

    return show


def word_blocks(parent: Any) -> Iterator[dict[str, Any]]:
    for child in parent:
        if child.tag == f"{WORDS}p":
            text = word_text(child)
            if text.strip():
                yield {"kind": kind_of(child), "text": text}
        elif child.tag == f"{WORDS}tbl":
            rows = [
                [word_text(cell).strip() for cell in nearest(row, "tc")]
                for row in nearest(child, "tr")
            ]
            yield {"kind": "table", "rows": rows}
        elif child.tag not in UNSAID:
            yield from word_blocks(child)


def nearest(parent: Any, name: str) -> Iterator[Any]:
    """The elements of a name under another, without those inside of them."""
    for child in parent:
        if child.tag == f"{WORDS}{name}":
            yield child
        elif child.tag not in UNSAID:
            yield from nearest(child, name)


def word_text(parent: Any) -> str:
    """What is said under an element, with its line breaks; what was struck out is not said."""
    said: list[str] = []
    for child in parent:
        if child.tag == f"{WORDS}t":
            said.append(child.text or "")
        elif child.tag in (f"{WORDS}br", f"{WORDS}cr"):
            said.append("\n")
        elif child.tag == f"{WORDS}tab":
            said.append("\t")
        elif child.tag not in UNSAID and isinstance(child.tag, str):
            said.append(word_text(child))
            if child.tag == f"{WORDS}p":
                said.append("\n")
    return "".join(said)


def kind_of(paragraph: Any) -> str:
    style = paragraph.find(f"{WORDS}pPr/{WORDS}pStyle")
    name = style.get(f"{WORDS}val", "") if style is not None else ""
    if name.startswith(("Heading", "Title")):
        return "heading"
    numbered = paragraph.find(f"{WORDS}pPr/{WORDS}numPr") is not None
    return "item" if numbered or name.startswith("List") else "text"


def excel() -> Show:
    """The cells of each sheet as they were last reckoned."""
    import openpyxl

    def show(data: bytes) -> dict[str, Any]:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return of_blocks(sheet_blocks(book))

    return show


def sheet_blocks(book: Any) -> Iterator[dict[str, Any]]:
    for sheet in book.worksheets:
        hidden = "" if sheet.sheet_state == "visible" else " (a hidden sheet)"
        yield {"kind": "heading", "text": f"{sheet.title}{hidden}"}
        rows = []
        for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True):
            cells = ["" if cell is None else str(cell)[:MOST_TEXT] for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            rows.append(cells)
        while rows and not rows[-1]:
            rows.pop()
        yield {"kind": "table", "rows": rows}
        if (sheet.max_row or 0) > MOST_ROWS or (sheet.max_column or 0) > MOST_COLUMNS:
            yield {"kind": "cut"}


def of_blocks(found: Iterator[dict[str, Any]]) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    cut, size = False, 0
    for block in found:
        if block["kind"] == "cut":
            cut = True
            continue
        size += len(json.dumps(block))
        if len(blocks) >= MOST_BLOCKS or size > ENOUGH_BYTES:
            cut = True
            break
        blocks.append(block)
    return {"pages": [], "blocks": blocks, "count": 0, "cut": cut}


SHOWS: dict[str, Callable[[], Show]] = {"pdf": pdf, "word": word, "excel": excel}


def main(kind: str) -> None:
    show = SHOWS[kind]()
    for name in WANTED_LATER:
        codecs.lookup(name)
    data = sys.stdin.buffer.read()
    confine()
    try:
        shown = show(data)
    except MemoryError:
        shown = {"why": TOO_LARGE}
    except Exception:
        shown = {"why": UNREADABLE}
    sys.stdout.write(json.dumps(shown))


if __name__ == "__main__":
    main(sys.argv[1])
