"""Plain grids as CSV and XLSX. User text stays text (O-1).

A file holds the declared columns and the rows that are given, and nothing else (O-3).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import xlsxwriter

FORMULA_STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "\0",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)
"""What a spreadsheet may take for a formula, and their full-width twins."""

MIME_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The files a grid can be had as, and what a browser is told they are."""

Line = Sequence[str | int]


def as_csv(columns: Sequence[str], rows: Iterable[Line]) -> str:
    """One line a row. Text that could be a formula is quote-prefixed."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(value) for value in row])
    return out.getvalue()


def as_xlsx(title: str, columns: Sequence[str], rows: Iterable[Line], *, at: datetime) -> bytes:
    """The same grid as a workbook; every text cell is a string, never a formula or a link.

    `at` is when its contents were read; the same grid gives the same bytes.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": at.replace(tzinfo=None)})
    sheet = book.add_worksheet(title)
    for number, row in enumerate((columns, *rows)):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, place, value)
            elif value:
                sheet.write_string(number, place, value)
    book.close()
    return out.getvalue()


def _harmless(value: str | int) -> str | int:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value
