"""A file on its way: sent in, in quarantine, scanned, read; and one that is harmful."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from cases.models import Case
from documents.models import Document
from ops.scanner import EICAR, a_scanner
from tests.cases.factories import make_case
from tests.documents.files import PDF
from tests.journeys.portal import Portal, carry_out_everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(portal: Portal, settings: Any, tmp_path: Path) -> Case:
    settings.DOCUMENTS_FOLDER = str(tmp_path / "documents")
    return make_case()


def send_in(portal: Portal, case: Case, file: Path, title: str) -> Document:
    portal.visit("desk:case_section", case.pk, "documents")
    portal.press("Send a document in")
    portal.page.locator("[name=file]").set_input_files(file)
    portal.type(title=title)
    portal.choose("category", "SCHOOL")
    portal.press("Send the document in")
    expect(portal.main).to_contain_text("It opens after the virus scan")
    return Document.objects.get(title=title)


def test_a_document_is_uploaded_quarantined_scanned_and_read(
    portal: Portal, case: Case, settings: Any, tmp_path: Path
) -> None:
    report, harmful = tmp_path / "report.pdf", tmp_path / "notes.txt"
    report.write_bytes(PDF)
    harmful.write_text(EICAR)
    portal.sign_in("coordinator")
    good = send_in(portal, case, report, "School report of the autumn")
    bad = send_in(portal, case, harmful, "Notes from a stick")
    download = portal.page.get_by_role("button", name="Download the file")

    portal.visit("documents:detail", good.pk)
    expect(portal.main).to_contain_text("waits for the virus scan")
    expect(download).to_have_count(0)

    with a_scanner(str(tmp_path / "scanner.sock")) as settings.CLAMD_ADDRESS:
        carry_out_everything()

    portal.visit("documents:detail", good.pk)
    with portal.page.expect_download() as arriving:
        download.click()
    assert Path(arriving.value.path()).read_bytes() == PDF
    assert arriving.value.suggested_filename == "report.pdf"

    portal.visit("documents:detail", bad.pk)
    expect(portal.main).to_contain_text("found something harmful")
    expect(download).to_have_count(0)
