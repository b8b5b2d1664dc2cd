"""A long import asks once for what does not change, and a new row asks no table of known ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from missing import services
from missing.models import ImportResult
from tests.agencies.factories import authority
from tests.missing.extracts import as_csv, row
from tests.missing.factories import LATER

pytestmark = pytest.mark.django_db
REFERENCE = ("duties_clocklimit", "core_bankholiday", "core_code", "agencies_agency")


NAMES = (
    *("Amber Skylight", "Bryony Paperboat", "Cora Haystack", "Dahlia Lunchbox", "Elowen Thimble"),
    *("Fern Bookmark", "Gale Doorstop", "Hazel Pinwheel", "Iris Raincoat", "Jonquil Teapot"),
    *("Kestrel Lantern", "Linnet Bellpull", "Maple Quarry", "Nell Zipper", "Opal Windmill"),
    *("Posy Umbrella", "Quill Furnace", "Rowan Jigsaw", "Sorrel Ostrich", "Teal Vinegar"),
)


def rows(names: Sequence[str]) -> bytes:
    """An episode of each child."""
    return as_csv(
        *(
            row(
                ref=f"MP/{name}",
                given=name.split()[0],
                family=name.split()[1],
                born=f"{1 + NAMES.index(name)}/06/{1999 + NAMES.index(name) % 7}",
            )
            for name in names
        )
    )


def asked(content: bytes) -> Counter[str]:
    """How often each table was read in an import."""
    with CaptureQueriesContext(connection) as queries:
        batch = services.import_file(content, authority=authority(), by=None, at=LATER)
    assert not batch.rows.exclude(result=ImportResult.CREATED).exists()
    read = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    tables = [*REFERENCE, "missing_importrow"]
    return Counter(table for sql in read for table in tables if f'FROM "{table}"' in sql)


def test_reference_tables_are_read_once_however_many_rows_there_are() -> None:
    few, many = asked(rows(NAMES[:2])), asked(rows(NAMES[2:]))
    assert few == many
    assert all(few[table] <= 3 for table in REFERENCE)


@pytest.mark.parametrize(
    ("first", "again"),
    [("mp/15/77", "MP/15/77"), ("MP/15/77", "mp/15/77"), ("M\u00c9/77", "m\u00e9/77")],
)
def test_a_row_is_known_again_however_its_reference_is_written(first: str, again: str) -> None:
    for ref, result in ((first, ImportResult.CREATED), (again, ImportResult.KNOWN)):
        content = as_csv(row(ref=ref))
        batch = services.import_file(content, authority=authority(), by=None, at=LATER)
        assert batch.rows.get().result == result
