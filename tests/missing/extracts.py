"""Files of missing episodes for tests, as other systems write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook

from missing.extract import Line

HEADINGS = {
    "ref": "Police Ref",
    "given": "Forename",
    "family": "Surname",
    "born": "D.O.B.",
    "from": "Missing from",
    "category": "Category",
    "start": "Missing since",
    "reported": "Date/Time Reported",
    "returned": "Returned",
}
PLAIN = {
    "ref": "MP/15/0001",
    "given": "Invented",
    "family": "Childname",
    "born": "01/06/2001",
    "from": "Home",
    "category": "Missing",
    "start": "03/10/2015 19:00",
    "reported": "03/10/2015 20:15",
    "returned": "04/10/2015 09:00",
}


def row(**cells: Any) -> dict[str, Any]:
    """A plain row of the extract with some cells changed."""
    return {**PLAIN, **cells}


def as_csv(
    *rows: Mapping[str, Any], columns: Iterable[str] = HEADINGS, delimiter: str = ","
) -> bytes:
    """The rows as Excel saves them: CSV in UTF-8 with its mark."""
    names, file = list(columns), io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow([HEADINGS[name] for name in names])
    writer.writerows([one.get(name, "") for name in names] for one in rows)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(*rows: Mapping[str, Any], titles: Iterable[str] = ()) -> bytes:
    """The rows as a workbook, below lines of title."""
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    for title in titles:
        sheet.append([title])
    sheet.append(list(HEADINGS.values()))
    for one in rows:
        sheet.append([one.get(name) for name in HEADINGS])
    book.save(file)
    return file.getvalue()


TYPED = {
    "born": date(2001, 6, 1),
    "start": datetime(2015, 10, 3, 19, 0),
    "reported": datetime(2015, 10, 3, 20, 15),
    "returned": datetime(2015, 10, 4, 9, 0),
}
"""The same moments as Excel keeps them, without a zone."""
PARKED = Line(
    number=2,
    given_name="Invented",
    family_name="Childname",
    born_on=date(2001, 6, 1),
    sex="0",
    police_reference="",
    setting="HOME",
    missing_type="",
    category="",
    started_at=datetime(2015, 10, 3, 18, tzinfo=UTC),
    reported_at=None,
    ended_at=None,
    reported_by="UNKNOWN",
    placed_by="",
)
"""What a parked row said."""
