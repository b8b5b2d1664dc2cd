"""What is taken and what is refused, by ending and by content (requirement F-1)."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from documents.content import MOST_BYTES, NotTaken, content_of, safe_name
from tests.documents.files import (
    LOCKED_OFFICE,
    LOCKED_PDF,
    PDF,
    PROGRAM,
    jpeg,
    office,
    png,
)

GOOD = {
    "report.pdf": PDF,
    "REPORT.PDF": PDF,
    "plan.docx": office(),
    "figures.xlsx": office("xl/workbook.xml"),
    "screen.png": png(),
    "photo.jpg": jpeg(),
    "photo.jpeg": jpeg(),
    "notes.txt": "Café, 5 °C".encode(),
    "list.csv": b"a,b\n1,2\n",
    "with.many.dots.pdf": PDF,
}
BAD: dict[str, tuple[str, bytes, str]] = {
    "a program": ("tool.exe", PROGRAM, "not taken"),
    "a program renamed to PDF": ("tool.pdf", PROGRAM, "something else"),
    "a program renamed to Word": ("tool.docx", PROGRAM, "something else"),
    "a program renamed to PNG": ("tool.png", PROGRAM, "something else"),
    "a program renamed to JPEG": ("tool.jpg", PROGRAM, "something else"),
    "a program renamed to text": ("tool.txt", PROGRAM, "no plain text"),
    "a page": ("page.html", b"<html></html>", "not taken"),
    "a drawing that runs scripts": ("a.svg", b"<svg/>", "not taken"),
    "an archive": ("all.zip", office(), "not taken"),
    "no ending": ("report", PDF, "not taken"),
    "two endings": ("report.pdf.exe", PDF, "not taken"),
    "nothing in it": ("report.pdf", b"", "empty"),
    "40 MB": ("report.pdf", PDF + bytes(40 * 1024 * 1024), "25 MB or smaller"),
    "a PDF with a password": ("a.pdf", LOCKED_PDF, "password"),
    "a PDF with a script": ("a.pdf", PDF + b"<< /S /JavaScript >>", "runs a script"),
    "a PDF that starts a program": ("a.pdf", PDF + b"<< /S /Launch >>", "runs a script"),
    "a Word file with a password": ("a.docx", LOCKED_OFFICE, "password"),
    "an Excel file with a password": ("a.xlsx", LOCKED_OFFICE, "password"),
    "a Word file with a macro": ("a.docx", office(word__vbaProject_dot_bin=b"x"), "macro"),
    "an Excel file as Word": ("a.docx", office("xl/workbook.xml"), "something else"),
    "a Word file as Excel": ("a.xlsx", office(), "something else"),
    "a broken archive as Word": ("a.docx", b"PK\x03\x04" + bytes(30), "something else"),
    "a PNG as JPEG": ("a.jpg", png(), "something else"),
    "a JPEG as PNG": ("a.png", jpeg(), "something else"),
    "a PNG of a billion pixels": ("a.png", png(50_000, 50_000), "too large"),
    "a JPEG of a billion pixels": ("a.jpg", jpeg(60_000, 60_000), "too large"),
    "a PNG cut short": ("a.png", png()[:20], "something else"),
    "a JPEG cut short": ("a.jpg", jpeg()[:10], "something else"),
    "text in another code": ("a.txt", "Café".encode("latin-1"), "UTF-8"),
    "text with a null": ("a.csv", b"a,b\0c", "something else"),
    "an archive that bursts": (
        "a.docx",
        office(word__media_dot_xml=bytes(210 * 1024 * 1024)),
        "unpacks",
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_F_1_a_good_file_is_taken(name: str) -> None:
    assert content_of(name, GOOD[name]).data


@pytest.mark.parametrize("what", BAD)
def test_F_1_a_file_that_is_not_what_it_should_be_is_refused_with_a_sentence(what: str) -> None:
    name, data, sentence = BAD[what]
    with pytest.raises(NotTaken, match=sentence):
        content_of(name, data)


@given(name=some.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.png", "a.jpg", "a.txt"]),
       data=some.binary(max_size=400))  # fmt: skip
@settings(max_examples=500)
def test_I_1_any_bytes_are_taken_or_refused_and_nothing_else(name: str, data: bytes) -> None:
    with contextlib.suppress(NotTaken):
        assert content_of(name, data).data


def test_F_2_a_picture_no_longer_tells_where_it_was_taken() -> None:
    for name, data in (("a.jpg", jpeg(exif=b"CANARY")), ("a.png", png(text=b"CANARY"))):
        assert b"CANARY" in data
        cleaned = content_of(name, data).data
        assert b"CANARY" not in cleaned
        assert content_of(name, cleaned).data == cleaned


def test_the_size_limit_itself_is_taken() -> None:
    assert content_of("a.pdf", PDF + bytes(MOST_BYTES - len(PDF)))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("..\\..\\secret.pdf", "secret.pdf"),
        ("/etc/passwd.txt", "passwd.txt"),
        ("a\r\nb: c.pdf", "a__b_ c.pdf"),
        ("<script>.PNG", "_script_.png"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        (".pdf", "file.pdf"),
    ],
)
def test_a_file_name_keeps_nothing_that_means_something_to_a_system(sent: str, kept: str) -> None:
    assert safe_name(sent) == kept
