"""Which column is which: the names that extracts give their columns, in any order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.refusals import Invalid
from missing.extract.files import Table
from missing.extract.words import COLUMNS, plain

LABELS = {
    "born_on": "Date of birth",
    "started": "Start",
    "start_date": "Start date",
    "start_time": "Start time",
    "reported": "Reported",
    "report_date": "Report date",
    "report_time": "Report time",
    "returned": "Returned",
    "return_date": "Return date",
    "return_time": "Return time",
    "missing_type": "Type",
    "placed_by": "Placing authority",
    "setting": "Missing from",
}
LOOK_IN = 10


def label(field: str) -> str:
    """What people call a column in a refusal."""
    return LABELS.get(field, field.replace("_", " ").capitalize())


def find_columns(table: Table) -> tuple[int, dict[str, int]]:
    """Where the headings stand, and the place of each known column.

    The headings are the first of the top rows that names a child and a time. Raises Invalid when
    there is none, or when two columns say the same thing.
    """
    for place, row in enumerate(table.rows[:LOOK_IN]):
        found = _known(row.cells)
        if _names_a_child(found) and _says_when(found):
            twice = [field for field, places in found.items() if len(places) > 1]
            if twice:
                raise Invalid(
                    f"Two columns are both read as “{label(twice[0])}”. Keep one of them.",
                    field="file",
                )
            return place, {field: places[0] for field, places in found.items()}
    raise Invalid(
        "No row of headings was found. The file needs a column for the child's name and one for "
        "when the child went missing or was reported.",
        field="file",
    )


def _known(cells: Iterable[Any]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        field = COLUMNS.get(plain(str(cell)))
        if field:
            found.setdefault(field, []).append(place)
    return found


def _names_a_child(found: dict[str, list[int]]) -> bool:
    return "name" in found or {"given_name", "family_name"} <= found.keys()


def _says_when(found: dict[str, list[int]]) -> bool:
    return bool({"started", "start_date", "reported", "report_date"} & found.keys())
