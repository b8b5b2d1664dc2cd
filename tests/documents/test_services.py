"""In quarantine until a clean scan; never passed without a scanner (requirement F-3)."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from agencies.roles import Role
from cases.services import allocate, send_in_document
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from documents import selectors, services, store
from documents.models import Document
from documents.scanner import ScannerDown
from documents.tasks import scan_new_document, scan_waiting
from ops.scanner import EICAR, a_scanner
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import make_case
from tests.documents.factories import SENT, make_document
from tests.documents.files import PDF

pytestmark = pytest.mark.django_db
LATER = SENT + timedelta(minutes=5)


def status(document: Document) -> str:
    document.refresh_from_db()
    return document.status


def test_a_new_document_waits_in_quarantine_and_opens_for_nobody() -> None:
    document = make_document()
    assert status(document) == "QUARANTINED"
    with pytest.raises(NotNow, match="waits for the virus scan"):
        selectors.file_of(None, document.pk)


def test_a_clean_scan_releases_the_file_as_it_was_sent(scanner: str) -> None:
    document = make_document()
    services.scan_document(document.pk, at=LATER)
    assert status(document) == "RELEASED"
    assert selectors.file_of(None, document.pk).data == PDF


def test_a_harmful_file_stays_shut_for_good(scanner: str) -> None:
    document = make_document(name="notes.txt", data=EICAR.encode())
    services.scan_document(document.pk, at=LATER)
    assert status(document) == "HARMFUL"
    with pytest.raises(NotNow, match="harmful"):
        selectors.file_of(None, document.pk)
    assert services.scan_document(document.pk, at=LATER) is None


def test_F_3_without_a_scanner_nothing_is_passed(settings: Any) -> None:
    document = make_document()
    for address in ("", "127.0.0.1:1", "/nowhere/clamd.sock"):
        settings.CLAMD_ADDRESS = address
        with pytest.raises(ScannerDown):
            services.scan_document(document.pk, at=LATER)
        scan_waiting()
        assert status(document) == "QUARANTINED"


def test_F_3_what_waited_is_scanned_when_the_scanner_is_back(settings: Any, folder: Path) -> None:
    documents = [make_document() for _ in range(3)]
    settings.CLAMD_ADDRESS = ""
    scan_waiting()
    with a_scanner(str(folder / "s.sock")) as settings.CLAMD_ADDRESS:
        scan_waiting()
    assert {status(one) for one in documents} == {"RELEASED"}


def test_new_signatures_look_again_at_what_was_released(settings: Any, folder: Path) -> None:
    document = make_document()
    with a_scanner(str(folder / "s.sock"), "ClamAV 1") as settings.CLAMD_ADDRESS:
        services.scan_document(document.pk, at=SENT)
    # What today's signatures find, yesterday's let pass.
    store.put(document.pk, EICAR.encode())
    with a_scanner(str(folder / "s.sock"), "ClamAV 1") as settings.CLAMD_ADDRESS:
        assert services.scan_waiting(at=LATER) == 0
    with a_scanner(str(folder / "s.sock"), "ClamAV 2") as settings.CLAMD_ADDRESS:
        assert services.scan_waiting(at=LATER) == 1
    assert status(document) == "HARMFUL"


def test_the_reaction_to_an_upload_may_run_twice(scanner: str) -> None:
    from core.models import Event

    document = make_document()
    event = Event.objects.get(name="document.uploaded", record_id=document.pk)
    scan_new_document(event)
    scan_new_document(event)
    assert status(document) == "RELEASED"
    assert Event.objects.filter(name="document.released").count() == 1


def test_the_database_refuses_to_release_what_was_never_scanned() -> None:
    document = make_document()
    with pytest.raises(IntegrityError, match="scanned_before_it_is_released"):
        Document.objects.filter(pk=document.pk).update(status="RELEASED")


def test_the_same_form_twice_is_one_document() -> None:
    key, case = uuid.uuid4(), make_case()
    first = make_document(case, key=key)
    assert make_document(case, key=key) == first
    assert Document.objects.count() == 1


def test_who_does_not_work_on_the_case_sends_nothing_in() -> None:
    case, said = make_case(), {"key": uuid.uuid4(), "title": "x", "category": "OTHER"}
    said |= {"holds_health": False, "name": "a.pdf", "data": PDF}
    with pytest.raises(OutOfReach):
        send_in_document(case, by=UserFactory(role=Role.SOCIAL_WORKER), at=SENT, **said)
    allocate(case, agency=agency("ADULT_SC"), role=Role.ADULT_LEAD, by=None, at=SENT)
    with pytest.raises(NotAllowed, match="does not send documents"):
        send_in_document(case, by=UserFactory(role=Role.ADULT_LEAD), at=SENT, **said)
    coordinator = UserFactory(role=Role.COORDINATOR)
    document = send_in_document(case, by=coordinator, at=SENT, **said)
    assert (document.case_id, document.agency) == (case.pk, coordinator.memberships.get().agency)


def test_a_refused_file_leaves_neither_row_nor_file(folder: Path) -> None:
    with pytest.raises(Invalid, match="password"):
        make_document(data=PDF + b"/Encrypt")
    assert not Document.objects.exists()
    assert not [file for file in folder.rglob("*") if file.is_file()]


def test_F_3_a_crash_between_file_and_row_leaves_no_stray_beyond_an_hour(folder: Path) -> None:
    kept = make_document()
    with transaction.atomic():
        make_document()
        transaction.set_rollback(True)
    files = [file for file in folder.rglob("??/*") if file.is_file()]
    assert len(files) == 2
    now = datetime.now(tz=UTC)
    assert services.forget_strays(now=now) == 0
    for file in files:
        old = (now - timedelta(hours=2)).timestamp()
        os.utime(file, (old, old))
    assert services.forget_strays(now=now) == 1
    assert store.read(kept.pk) == PDF


def test_a_withdrawn_document_opens_no_more_and_says_why(scanner: str) -> None:
    document, coordinator = make_document(), UserFactory(role=Role.COORDINATOR)
    services.scan_document(document.pk, at=LATER)
    document.refresh_from_db()
    with pytest.raises(Invalid, match="Say why"):
        services.withdraw(document, because=" ", by=coordinator, at=LATER)
    services.withdraw(document, because="Wrong child.", by=coordinator, at=LATER)
    with pytest.raises(NotNow, match="withdrawn"):
        selectors.file_of(coordinator, document.pk)


def test_a_missing_file_is_said_and_no_failure(scanner: str) -> None:
    document = make_document()
    services.scan_document(document.pk, at=LATER)
    store.remove(document.pk)
    with pytest.raises(NotNow, match="cannot be found"):
        selectors.file_of(None, document.pk)
