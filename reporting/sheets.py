"""A return as a file: JSON whole; CSV and XLSX as one plain grid. User text stays text (O-1).

A file holds the declared columns and nothing else (O-3): figures and cells, never an id of a row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from core import sheets
from reporting.selectors.returns import FigureContents, ReturnContents

COLUMNS = (
    "authority",
    "period",
    "start",
    "end",
    "status",
    "code",
    "measure",
    "breakdown",
    "cell",
    "value",
    "figure_status",
    "unit",
    "time",
    "definition",
    "checksum",
)
FORMATS = {"json": "application/json", **sheets.MIME_TYPES}
"""The files a return can be had as, and what a browser is told they are."""

Grid = Iterator[tuple[str | int, ...]]


def as_file(contents: ReturnContents, format: str) -> bytes:
    """The return in one of `FORMATS`."""
    if format == "xlsx":
        return as_xlsx(contents)
    return (as_csv if format == "csv" else as_json)(contents).encode()


def as_json(contents: ReturnContents) -> str:
    """The whole return; the checksum stands at the top."""
    record = contents.record
    whole = {
        "checksum": record.checksum,
        "authority": record.authority.ons_code,
        "period": {
            "label": record.label,
            "start": record.start_on.isoformat(),
            "end": record.end_on.isoformat(),
            "standard_quarter": record.standard_quarter,
        },
        "status": record.status,
        "toolkit": {"code": record.toolkit, "hash": record.toolkit_hash},
        "figures": [_figure(figure) for figure in contents.figures],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False)


def as_csv(contents: ReturnContents) -> str:
    """One line a figure and one a cell."""
    return sheets.as_csv(COLUMNS, grid(contents))


def as_xlsx(contents: ReturnContents) -> bytes:
    """The same grid as a workbook."""
    return sheets.as_xlsx("Return", COLUMNS, grid(contents), at=contents.record.built_at)


def grid(contents: ReturnContents) -> Grid:
    """The declared cells, in the order of the return."""
    for figure in contents.figures:
        yield _row(contents, figure, "", "", figure.value)
        for breakdown in figure.breakdowns:
            for cell in breakdown.cells:
                yield _row(contents, figure, breakdown.label, cell.label, cell.value)


def _row(
    contents: ReturnContents, figure: FigureContents, breakdown: str, cell: str, value: int | None
) -> tuple[str | int, ...]:
    record = contents.record
    return (
        record.authority.ons_code,
        record.label,
        record.start_on.isoformat(),
        record.end_on.isoformat(),
        record.status,
        figure.code,
        figure.label,
        breakdown,
        cell,
        "" if value is None else value,
        figure.status,
        figure.unit,
        figure.time,
        figure.definition,
        record.checksum,
    )


def _figure(figure: FigureContents) -> dict[str, Any]:
    return {
        "code": figure.code,
        "label": figure.label,
        "value": figure.value,
        "status": figure.status,
        "reason": figure.reason,
        "unit": figure.unit,
        "time": figure.time,
        "definition": figure.definition,
        "adds_up": figure.adds_up,
        "breakdowns": [
            {
                "code": breakdown.code,
                "label": breakdown.label,
                "cells": [
                    {"key": cell.key, "label": cell.label, "value": cell.value}
                    for cell in breakdown.cells
                ],
            }
            for breakdown in figure.breakdowns
        ],
    }
