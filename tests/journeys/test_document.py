"""A file on its way: sent in, in quarantine, scanned, read; and one that is harmful."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from documents.models import Document
from ops.scanner import EICAR, a_scanner
from tests.cases.factories import make_case
from tests.documents.files import PDF
from tests.journeys.test_referral import Visit, follow_up, press, sign_in, visit

__all__ = ["visit"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(settings: Any, tmp_path: Path) -> Case:
    settings.DOCUMENTS_FOLDER = str(tmp_path / "documents")
    return make_case()


def send_in(page: Page, visit: Visit, case: Case, file: Path, title: str) -> Document:
    visit("desk:case_section", case.pk, "documents")
    page.get_by_role("button", name="Send a document in").click()
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=title]").fill(title)
    page.locator("[name=category][value=SCHOOL]").check()
    press(page, "Send the document in")
    expect(page.locator("main")).to_contain_text("It opens after the virus scan")
    return Document.objects.get(title=title)


def test_a_document_is_uploaded_quarantined_scanned_and_read(
    page: Page, visit: Visit, case: Case, settings: Any, tmp_path: Path
) -> None:
    report, harmful = tmp_path / "report.pdf", tmp_path / "notes.txt"
    report.write_bytes(PDF)
    harmful.write_text(EICAR)
    sign_in(page, visit, "coordinator")
    good = send_in(page, visit, case, report, "School report of the autumn")
    bad = send_in(page, visit, case, harmful, "Notes from a stick")

    visit("documents:detail", good.pk)
    expect(page.locator("main")).to_contain_text("waits for the virus scan")
    expect(page.get_by_role("button", name="Download the file")).to_have_count(0)

    with a_scanner(str(tmp_path / "scanner.sock")) as settings.CLAMD_ADDRESS:
        follow_up()

    visit("documents:detail", good.pk)
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Download the file").click()
    assert Path(arriving.value.path()).read_bytes() == PDF
    assert arriving.value.suggested_filename == "report.pdf"

    visit("documents:detail", bad.pk)
    expect(page.locator("main")).to_contain_text("found something harmful")
    expect(page.get_by_role("button", name="Download the file")).to_have_count(0)
