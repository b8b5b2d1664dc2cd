"""Files of unknown origin: what is read, and what each refusal says. No database."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.refusals import Invalid
from missing.extract import Line, Unread, files, read_lines, read_table
from tests.missing.extracts import HEADINGS, TYPED, as_csv, as_xlsx, row


def lines(content: bytes) -> list[Line | Unread]:
    return list(read_lines(read_table(content)))


def one(content: bytes) -> Line:
    (line,) = lines(content)
    assert isinstance(line, Line), line
    return line


def refused(**cells: Any) -> str:
    (line,) = lines(as_csv(row(**cells)))
    assert isinstance(line, Unread), line
    return line.reason


def test_a_plain_row_is_read_whole() -> None:
    line = one(as_csv(row()))
    assert (line.given_name, line.family_name) == ("Invented", "Childname")
    assert (line.born_on, line.setting, line.category) == (date(2001, 6, 1), "HOME", "MISSING")
    assert line.started_at == datetime(2015, 10, 3, 18, 0, tzinfo=UTC)
    assert line.reported_at == datetime(2015, 10, 3, 19, 15, tzinfo=UTC)
    assert line.ended_at == datetime(2015, 10, 4, 8, 0, tzinfo=UTC)


def test_a_workbook_below_a_title_is_read_the_same() -> None:
    book = as_xlsx(row(**TYPED), titles=["Weekly extract", "Official - sensitive"])
    from_csv, from_book = one(as_csv(row())), one(book)
    assert from_book == Line(**{**from_csv.__dict__, "number": from_book.number})
    assert from_book.number == 4


def test_columns_may_stand_in_any_order() -> None:
    assert one(as_csv(row(), columns=reversed(list(HEADINGS)))) == one(as_csv(row()))


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_recognised(delimiter: str) -> None:
    assert one(as_csv(row(), delimiter=delimiter)) == one(as_csv(row()))


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_other_encodings_are_recognised(encoding: str) -> None:
    content = as_csv(row(given="Zoë")).decode("utf-8-sig").encode(encoding)
    assert one(content).given_name == "Zoë"


@pytest.mark.parametrize(
    "said",
    [
        "03/10/2015 19:00",
        "3.10.15 19.00",
        "2015-10-03 19:00:00",
        "2015-10-03T18:00:00Z",
        "2015-10-03T20:00:00+02:00",
        "3 October 2015 at 7.00pm",
        "Sat 3rd Oct 2015, 1900 hrs",
        "42280.791666667",
    ],
)
def test_one_moment_is_read_however_it_is_written(said: str) -> None:
    assert one(as_csv(row(start=said))).started_at == datetime(2015, 10, 3, 18, 0, tzinfo=UTC)


def test_a_day_number_of_excel_is_a_date() -> None:
    assert one(as_csv(row(born="37043"))).born_on == date(2001, 6, 1)


def test_date_and_time_in_two_columns_are_one_moment() -> None:
    content = b'Child Name,Start Date,Start Time\n"CHILDNAME, Invented",3/10/2015,1900\n'
    line = one(content)
    assert (line.given_name, line.family_name) == ("Invented", "CHILDNAME")
    assert line.started_at == datetime(2015, 10, 3, 18, 0, tzinfo=UTC)
    assert line.setting == "UNKNOWN"


def test_without_a_start_the_report_is_left_to_stand_for_it() -> None:
    assert one(as_csv(row(start=""))).started_at is None
    assert one(as_csv(row(start="03/10/2015"))).started_at is None


def test_a_time_that_came_twice_is_the_first_unless_that_lies_before_the_start() -> None:
    line = one(as_csv(row(start="25/10/2015 01:30", returned="25/10/2015 01:10")))
    assert line.started_at == datetime(2015, 10, 25, 0, 30, tzinfo=UTC)
    assert line.ended_at == datetime(2015, 10, 25, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"given": "", "family": ""}, "The child's name is missing."),
        ({"given": "x" * 300}, "Given name is 300 characters long; at most 100 fit."),
        ({"family": "12345"}, "Family name holds no letters."),
        ({"family": "=HYPERLINK(1)"}, "Family name holds a formula."),
        ({"born": "=TODAY()"}, "Date of birth holds a formula."),
        ({"born": "31/02/2001"}, "Date of birth is not a real date."),
        ({"born": "06/31/2001"}, "the day comes first"),
        ({"born": "soon"}, "Date of birth is not a date."),
        ({"born": "01/06/1801"}, "year that cannot be meant"),
        ({"start": "", "reported": ""}, "no time of the start and none of the report"),
        ({"start": "29/03/2026 01:30"}, "01:30 on 29 March 2026 does not exist"),
        ({"start": "03/10/2015 25:00"}, "Start is not a time."),
        ({"start": "99999"}, "Start is not a date."),
        ({"from": "the moon"}, "Missing from holds a word that is not known."),
        ({"ref": "x" * 41}, "Police reference is 41 characters long"),
    ],
)
def test_a_row_that_is_no_episode_says_why(cells: dict[str, Any], sentence: str) -> None:
    assert isinstance(one(as_csv(row())), Line)
    assert sentence in refused(**cells)


def test_a_formula_in_a_workbook_is_not_taken_for_its_value() -> None:
    (line,) = lines(as_xlsx(row(**{**TYPED, "born": "=DATE(2001,6,1)"})))
    assert isinstance(line, Unread)
    assert "holds a formula" in line.reason


def test_a_bad_row_stands_between_two_good_ones() -> None:
    found = lines(as_csv(row(), row(born="never"), row()))
    assert [type(line) for line in found] == [Line, Unread, Line]
    assert [line.number for line in found] == [2, 3, 4]


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


HOLLOW = {"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not a CSV or Excel"),
        (b"PK\x03\x04 no zip at all", "damaged"),
        (zipped({"word/document.xml": b"<x/>"}), "not a CSV or Excel"),
        (zipped(HOLLOW), "damaged"),
        (zipped({**HOLLOW, "xl/big.xml": b"0" * 60_000_000}), "unpacks to more than 50 MB"),
        (zipped(HOLLOW | {f"xl/{n}": b"" for n in range(600)}), "unpacks to more than 50 MB"),
        (b"just some words\n", "No row of headings"),
        (b"Name,Name,Start\na,b,c\n", "Two columns"),
        (b"a" * (files.MOST_BYTES + 1), "larger than 5 MB"),
        (as_csv(*[row()] * (files.MOST_ROWS + 1)), "more than 5,000 rows"),
    ],
)
def test_a_file_that_is_no_extract_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refusal:
        lines(content)
    assert refusal.value.field == "file"


CELLS = st.one_of(
    st.text(max_size=60),
    st.text(max_size=20).map("=".__add__),
    st.datetimes().map(str),
    st.dates().map(lambda day: day.strftime("%d/%m/%Y")),
    st.times().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
    st.sampled_from(["", "0", "x" * 300, "29/03/2026 01:30", "25/10/2015 01:30", "Home", "Absent"]),
)


@settings(max_examples=500, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys(HEADINGS, CELLS)))
def test_whatever_stands_in_a_row_it_is_read_or_refused_in_words(cells: dict[str, str]) -> None:
    for line in lines(as_csv(row(), cells)):
        if isinstance(line, Unread):
            assert line.reason
        else:
            assert Line.from_json(line.as_json()) == line


@settings(max_examples=500, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_stands_in_a_file_it_is_read_or_refused_in_words(content: bytes) -> None:
    with suppress(Invalid):
        assert all(line.number for line in lines(content))
