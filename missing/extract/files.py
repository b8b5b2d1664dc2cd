"""Open a file of unknown origin: CSV or XLSX by its content, within limits, or a plain refusal."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from core.refusals import Invalid

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CELL = 2_000
MOST_BLANK = 1_000
SIGNATURES = {
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook. Save it as .xlsx or CSV.",
    b"%PDF": "This is a PDF, not a spreadsheet. Ask for the CSV or Excel file.",
}
NOT_A_TABLE = "This file is not a CSV or Excel (.xlsx) file."
UNREADABLE = "This Excel workbook is damaged and cannot be read."


class Formula:
    """A cell that computes: what it would show is not a fact of the file."""


FORMULA = Formula()


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file; `number` is the row the person sees in Excel."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """Every row of the file that holds anything, the headings among them."""

    rows: tuple[Row, ...]


def read_table(content: bytes) -> Table:
    """The rows of a CSV or XLSX file. Raises Invalid with a sentence for anything else."""
    if not content.strip():
        raise Invalid("This file is empty.", field="file")
    if len(content) > MOST_BYTES:
        raise Invalid("This file is larger than 5 MB. Split it into smaller files.", field="file")
    for start, sentence in SIGNATURES.items():
        if content.startswith(start):
            raise Invalid(sentence, field="file")
    rows = _workbook(content) if content.startswith(b"PK") else _text(content)
    return Table(tuple(_filled(rows)))


def _filled(rows: Iterable[tuple[Any, ...]]) -> Iterator[Row]:
    """Rows that hold anything, counted and cut off at the limits."""
    filled = blank = 0
    for number, cells in enumerate(rows, start=1):
        if len(cells) > MOST_COLUMNS:
            cells = cells[:MOST_COLUMNS]
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            blank += 1
            if blank > MOST_BLANK:
                return
            continue
        filled, blank = filled + 1, 0
        if filled > MOST_ROWS + 1:
            raise Invalid(
                f"This file has more than {MOST_ROWS:,} rows. Split it into smaller files.",
                field="file",
            )
        yield Row(number, tuple(_cut(cell) for cell in cells))


def _cut(cell: Any) -> Any:
    """Text without control characters, a formula as such, and nothing without end."""
    if isinstance(cell, str):
        text = "".join(letter for letter in cell[:MOST_CELL] if letter.isprintable())
        return FORMULA if text.lstrip().startswith("=") else text.strip()
    return cell


def _text(content: bytes) -> Iterator[tuple[Any, ...]]:
    text = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(row)
    except csv.Error:
        raise Invalid(NOT_A_TABLE, field="file") from None


def _decode(content: bytes) -> str:
    """UTF-8, what Excel calls Unicode text (UTF-16), or else the Windows code page."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\x00"
    if marked or "\x00" in text:
        raise Invalid(NOT_A_TABLE, field="file")
    return text


def _workbook(content: bytes) -> Iterator[tuple[Any, ...]]:
    """The first sheet that holds anything; formulas are seen as formulas, not as their values."""
    _check_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = _cells(sheet)
            first = next((row for row in rows if any(cell is not None for cell in row)), None)
            if first is not None:
                yield first
                yield from rows
                return
    except Invalid:
        raise
    except Exception:  # openpyxl fails in a dozen ways on a damaged or hostile workbook
        raise Invalid(UNREADABLE, field="file") from None


def _cells(sheet: Any) -> Iterator[tuple[Any, ...]]:
    for row in sheet.iter_rows(max_col=MOST_COLUMNS):
        yield tuple(FORMULA if cell.data_type == "f" else cell.value for cell in row)


def _check_parts(content: bytes) -> None:
    """Refuse a bomb before anything is unpacked, and a zip that is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Invalid(UNREADABLE, field="file") from None
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Invalid(NOT_A_TABLE, field="file")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Invalid("This workbook unpacks to more than 50 MB and was not opened.", field="file")
