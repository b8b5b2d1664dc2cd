"""Previews: made of a released file by a confined program, shown behind the same predicate."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import typst
from django.test import Client
from django.urls import reverse
from docx.oxml import parse_xml

from agencies.models import User
from agencies.roles import Role
from agencies.services import exclude
from core.models import ReadEvent
from core.refusals import NotNow, OutOfReach
from documents import previews, selectors, services
from documents.content import EXCEL, WORD
from documents.models import Document, Preview, PreviewPage
from documents.previews import CannotBeShown, Why, apart, show, showing
from documents.selectors.previews import NO_TOOL, SENTENCES, SOON
from documents.tasks import show_waiting
from ops.scanner import EICAR
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.documents.factories import SENT, make_document
from tests.documents.files import PDF

PDFS = "application/pdf"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LOCKED = b"""%%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
3 0 obj << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> endobj
trailer << /Root 1 0 R /#45ncrypt 3 0 R /ID [<00> <00>] >>
%%%%EOF
""" % (b"11" * 32, b"22" * 32)


def pdf(pages: int = 2) -> bytes:
    """A PDF with a sentence on each page."""
    said = "#pagebreak()\n".join(f"Invented page {n + 1}.\n" for n in range(pages))
    return bytes(typst.compile(said.encode()))


def word_file() -> bytes:
    """A Word file with a heading, a list, a table, and words where many readers miss them."""
    file = docx.Document()
    file.add_heading("Invented report", level=1)
    file.add_paragraph("First line.\nSecond line.")
    file.add_paragraph("An item", style="List Bullet")
    table = file.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "Right"
    body = file.element.body
    said = "<w:r><w:t>{}</w:t></w:r>"
    put_in = f"<w:ins>{said.format('Put in.')}</w:ins><w:del>{said.format('Struck out.')}</w:del>"
    form = f"<w:sdt><w:sdtContent>{said.format('In a form.')}</w:sdtContent></w:sdt>"
    box = f"<w:sdtContent><w:p>{said.format('In a box.')}</w:p></w:sdtContent>"
    for xml in (f"<w:p {W}>{put_in}</w:p>", f"<w:p {W}>{form}</w:p>", f"<w:sdt {W}>{box}</w:sdt>"):
        body.insert(1, parse_xml(xml))
    return saved(file)


def excel_file(rows: int = 2) -> bytes:
    """A workbook with a sheet that shows and one that is hidden."""
    book = openpyxl.Workbook()
    for number in range(rows):
        book.active.append([f"Day {number}", number])
    hidden = book.create_sheet("Behind")
    hidden.append(["=1+1", "Canary"])
    hidden.sheet_state = "hidden"
    return saved(book)


def saved(file: Any) -> bytes:
    whole = io.BytesIO()
    file.save(whole)
    return whole.getvalue()


def released(**details: Any) -> Document:
    """A document whose scan found nothing; no scanner is asked."""
    document = make_document(**{"name": "report.pdf", "data": pdf(), **details})
    Document.objects.filter(pk=document.pk).update(status="RELEASED", scanned_at=SENT)
    return Document.objects.get(pk=document.pk)


def shown(**details: Any) -> Document:
    document = released(**details)
    assert services.show_document(document.pk, at=SENT)
    return document


def why(kind: str, data: bytes) -> Why:
    with pytest.raises(CannotBeShown) as refusal:
        show(kind, data)
    return refusal.value.why


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Put another program in the place of ours."""

    def put(body: str) -> None:
        file = tmp_path / "other.py"
        file.write_text(body)
        monkeypatch.setattr(showing, "PROGRAM", str(file))

    return put


def test_a_pdf_is_shown_as_pages_with_their_text() -> None:
    found = show(PDFS, pdf(2))
    assert [page.text.strip() for page in found.pages] == ["Invented page 1.", "Invented page 2."]
    assert (found.count, found.cut) == (2, False)
    assert {page.width for page in found.pages} == {1000}
    assert all(page.png.startswith(b"\x89PNG") for page in found.pages)


def test_only_the_first_pages_of_a_long_pdf_are_shown() -> None:
    found = show(PDFS, pdf(apart.MOST_PAGES + 5))
    assert (len(found.pages), found.count, found.cut) == (apart.MOST_PAGES, 35, True)


def test_a_page_of_any_size_becomes_a_picture_of_bounded_size() -> None:
    wide = b"#set page(width: 14000pt, height: 100pt)\nWide"
    [page] = show(PDFS, bytes(typst.compile(wide))).pages
    assert (page.width, page.height) == (1000, 8)


def test_a_word_file_is_shown_as_its_words_in_their_order() -> None:
    said = [(block["kind"], block.get("text")) for block in show(WORD, word_file()).blocks]
    assert said == [
        ("heading", "Invented report"),
        ("text", "In a box."),
        ("text", "In a form."),
        ("text", "Put in."),
        ("text", "First line.\nSecond line."),
        ("item", "An item"),
        ("table", None),
    ]
    assert show(WORD, word_file()).blocks[-1]["rows"] == [["Left", "Right"]]


def test_a_workbook_is_shown_sheet_by_sheet() -> None:
    first, cells, second, behind = show(EXCEL, excel_file()).blocks
    assert (first["text"], second["text"]) == ("Sheet", "Behind (a hidden sheet)")
    assert cells["rows"] == [["Day 0", "0"], ["Day 1", "1"]]
    assert behind["rows"] == [["", "Canary"]]


def test_a_long_sheet_is_cut_and_said_to_be() -> None:
    found = show(EXCEL, excel_file(apart.MOST_ROWS + 1))
    assert len(found.blocks[1]["rows"]) == apart.MOST_ROWS
    assert found.cut


@pytest.mark.parametrize(
    ("kind", "data", "reason"),
    [
        (PDFS, LOCKED, Why.PASSWORD),
        (PDFS, PDF, Why.UNREADABLE),
        (PDFS, b"%PDF-1.7" + bytes(1000), Why.UNREADABLE),
        (WORD, b"no archive", Why.UNREADABLE),
        (EXCEL, b"", Why.UNREADABLE),
        (EXCEL, word_file(), Why.UNREADABLE),
    ],
)
def test_what_cannot_be_shown_says_why(kind: str, data: bytes, reason: Why) -> None:
    assert why(kind, data) == reason


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        ("open('/etc/hostname')", "OSError"),
        ("open('/tmp/preview-left-behind', 'w')", "OSError"),
        ("__import__('socket').socket()", "OSError"),
        ("__import__('subprocess').run(['true'])", "OSError"),
        ("bytearray(2 * 1024 ** 3)", "MemoryError"),
    ],
)
def test_the_program_is_shut_in(attempt: str, refusal: str) -> None:
    folder = str(Path(apart.__file__).parent)
    probe = (
        f"import sys, socket, subprocess\nsys.path.insert(0, {folder!r})\n"
        f"import apart\napart.confine()\n"
        f"try:\n    {attempt}\n    print('done')\n"
        f"except {refusal}:\n    print('refused')\n"
    )
    told = subprocess.run([sys.executable, "-I", "-c", probe], capture_output=True, check=False)
    assert told.stdout == b"refused\n", told.stderr


def test_the_program_knows_nothing_of_the_portal(
    monkeypatch: pytest.MonkeyPatch, program: Callable[[str], None]
) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    program(
        "import json, os, sys\n"
        "said = f'{sorted(os.environ)} {os.getcwd()} {[p for p in sys.path if not p]}'\n"
        "print(json.dumps({'pages': [], 'count': 0, 'cut': False,"
        " 'blocks': [{'kind': 'text', 'text': said}]}))\n"
    )
    assert show(PDFS, b"").blocks == [{"kind": "text", "text": "['LC_CTYPE'] / []"}]


def test_a_program_that_takes_too_long_is_ended(
    monkeypatch: pytest.MonkeyPatch, program: Callable[[str], None]
) -> None:
    monkeypatch.setattr(showing, "SECONDS", 0.5)
    program("import time; time.sleep(60)")
    assert why(PDFS, b"x" * 5_000_000) == Why.TOO_LARGE


PICTURE = "'pages': [{'png': 'AAAA', 'text': ''}], 'blocks': [], 'count': 1, 'cut': False"
COUNT = "'pages': [], 'blocks': [], 'count': 10 ** 12, 'cut': False"
BLOCK = "'pages': [], 'blocks': [{'kind': 'script', 'text': ''}], 'count': 1, 'cut': False"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("while True: print('x' * 1_000_000)", Why.TOO_LARGE),
        ("import os; os.abort()", Why.TOO_LARGE),
        ("print('no json')", Why.UNREADABLE),
        ("print([1, 2])", Why.UNREADABLE),
        ('print(\'{"why": "BECAUSE"}\')', Why.UNREADABLE),
        (f"import json; print(json.dumps({{{PICTURE}}}))", Why.UNREADABLE),
        (f"import json; print(json.dumps({{{BLOCK}}}))", Why.UNREADABLE),
        (f"import json; print(json.dumps({{{COUNT}}}))", Why.UNREADABLE),
    ],
)
def test_nothing_is_taken_that_was_not_asked(
    program: Callable[[str], None], body: str, reason: Why
) -> None:
    program(body)
    assert why(PDFS, b"x") == reason


@pytest.mark.django_db
def test_a_clean_scan_leads_to_a_preview(scanner: str) -> None:
    document = make_document(data=pdf(3))
    show_waiting()
    assert not Preview.objects.exists()
    services.scan_document(document.pk, at=SENT)
    show_waiting()
    preview = Preview.objects.get(document=document)
    assert (preview.count, preview.pages.count()) == (3, 3)
    assert services.show_waiting(at=SENT) == 0


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["QUARANTINED", "HARMFUL", "WITHDRAWN"])
def test_a_file_that_is_not_open_has_no_preview(status: str) -> None:
    document = released()
    Document.objects.filter(pk=document.pk).update(status=status)
    assert services.show_document(document.pk, at=SENT) is None
    assert services.show_waiting(at=SENT) == 0


@pytest.mark.django_db
def test_a_withdrawn_file_loses_its_preview() -> None:
    document = shown()
    services.withdraw(document, because="Wrong.", by=UserFactory(role=Role.COORDINATOR), at=SENT)
    assert not Preview.objects.exists()
    assert not PreviewPage.objects.exists()


@pytest.mark.django_db
def test_a_file_found_harmful_later_loses_its_preview(scanner: str, folder: Path) -> None:
    document = shown()
    (folder / document.pk.hex[:2] / document.pk.hex).write_bytes(EICAR.encode())
    services.scan_document(document.pk, at=SENT)
    assert not Preview.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_deleted_takes_its_preview_along() -> None:
    document = shown()
    Document.objects.filter(pk=document.pk).delete()
    assert not PreviewPage.objects.exists()


@pytest.mark.django_db
def test_a_file_withdrawn_while_it_is_read_gets_no_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    document = released()
    real = previews.show

    def withdrawing(kind: str, data: bytes) -> previews.Shown:
        Document.objects.filter(pk=document.pk).update(status="WITHDRAWN")
        return real(kind, data)

    monkeypatch.setattr(previews, "show", withdrawing)
    assert services.show_document(document.pk, at=SENT) is None
    assert not Preview.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_gone_says_that_it_cannot_be_shown(folder: Path) -> None:
    document = released()
    (folder / document.pk.hex[:2] / document.pk.hex).unlink()
    services.show_document(document.pk, at=SENT)
    assert Preview.objects.get().why == Why.UNREADABLE


@pytest.fixture
def coordinator(client: Client) -> User:
    user: User = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


def page_of(document: Document) -> str:
    return reverse("documents:detail", args=[document.pk])


def picture(document: Document, number: int = 1) -> str:
    return reverse("documents:page", args=[document.pk, number])


@pytest.mark.django_db
def test_the_pages_stand_on_the_page_of_the_document(client: Client, coordinator: User) -> None:
    document = shown()
    page = client.get(page_of(document)).text
    assert picture(document, 1) in page
    assert picture(document, 2) in page
    assert "Invented page 2." in page
    assert "/picture" not in page


@pytest.mark.django_db
def test_a_page_is_an_audited_picture_and_never_the_file(client: Client, coordinator: User) -> None:
    document = shown()
    before = ReadEvent.objects.count()
    answer = client.get(picture(document))
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.content.startswith(b"\x89PNG")
    assert ReadEvent.objects.count() == before + 1


@pytest.mark.django_db
def test_an_office_file_is_shown_as_text_that_stays_text(client: Client, coordinator: User) -> None:
    file = docx.Document()
    file.add_paragraph("<script>alert(1)</script>")
    page = client.get(page_of(shown(name="a.docx", data=saved(file)))).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "Only the words are shown" in page


@pytest.mark.django_db
def test_each_reason_has_its_sentence(client: Client, coordinator: User) -> None:
    document = released()
    assert SOON in client.get(page_of(document)).text
    for reason, sentence in SENTENCES.items():
        Preview.objects.all().delete()
        Preview.objects.create(document=document, why=reason, made_at=SENT)
        assert sentence in client.get(page_of(document)).text


@pytest.mark.django_db
def test_a_missing_library_is_said_and_costs_nothing(
    client: Client, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = released()
    monkeypatch.setitem(showing.TOOLS, PDFS, ("pdf", "no_such_library"))
    assert services.show_waiting(at=SENT) == 0
    assert NO_TOOL in client.get(page_of(document)).text


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "answered"), [("QUARANTINED", 409), ("WITHDRAWN", 409)])
def test_a_shut_file_shows_no_page(
    client: Client, coordinator: User, status: str, answered: int
) -> None:
    document = shown()
    Document.objects.filter(pk=document.pk).update(status=status)
    assert client.get(picture(document)).status_code == answered
    with pytest.raises(NotNow):
        selectors.page_of_file(coordinator, document.pk, 1)


@pytest.mark.django_db
def test_an_unknown_page_is_not_found(client: Client, coordinator: User) -> None:
    document = shown()
    assert client.get(picture(document, 3)).status_code == 404
    assert client.get(picture(document, 2**40)).status_code == 404


@pytest.mark.django_db
def test_who_may_not_read_the_document_sees_no_page_of_it(
    client: Client, coordinator: User
) -> None:
    document = shown(holds_health=True)
    analyst = UserFactory(role=Role.ANALYST)
    with pytest.raises(OutOfReach):
        selectors.page_of_file(analyst, document.pk, 1)
    exclude(document.subject_id, user=coordinator, because="Relative.", by=None, at=SENT)
    assert client.get(picture(document)).status_code == 404
