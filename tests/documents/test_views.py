"""Documents on pages: sent in, waiting, looked at, handed out with the right headers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from cases.services import allocate
from core.models import ReadEvent
from documents import services
from documents.models import Document
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import make_case
from tests.documents.factories import SENT, make_document
from tests.documents.files import PDF, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


@pytest.fixture
def case() -> Case:
    return make_case()


def section(case: Case) -> str:
    return f"/cases/{case.pk}/documents/"


def send(
    client: Client, case: Case, name: str = "report.pdf", data: bytes = PDF, **more: str
) -> Any:
    said = {"title": "Report of the autumn", "category": "SCHOOL", **more}
    file = SimpleUploadedFile(name, data)
    return client.post(f"/cases/{case.pk}/documents/add", {**said, "file": file})


def released(case: Case, **details: Any) -> Document:
    document = make_document(case, **details)
    services.scan_document(document.pk, at=SENT)
    return Document.objects.get(pk=document.pk)


def test_a_document_is_sent_in_and_the_list_says_that_it_waits(
    client: Client, coordinator: User, case: Case
) -> None:
    answer = send(client, case)
    assert answer.headers["Location"] == section(case)
    page = client.get(section(case)).text
    assert "Report of the autumn" in page
    assert "In quarantine" in page
    document = Document.objects.get()
    detail = client.get(f"/documents/{document.pk}").text
    assert "waits for the virus scan" in detail
    assert "Download the file" not in detail
    assert client.get(f"/documents/{document.pk}/file").status_code == 409


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("tool.exe", b"MZ", "not taken"),
        ("tool.pdf", b"MZ", "something else"),
        ("a.pdf", PDF + b"/Encrypt", "opens only with a password"),
        ("big.pdf", PDF + bytes(40 * 1024 * 1024), "must be 25 MB or smaller"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_a_file_that_is_not_taken_is_answered_plainly_and_the_words_stay(
    client: Client, coordinator: User, case: Case, name: str, data: bytes, sentence: str
) -> None:
    answer = send(client, case, name, data)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert "Report of the autumn" in answer.text
    assert not Document.objects.exists()


def test_the_same_form_sent_twice_is_one_document(
    client: Client, coordinator: User, case: Case
) -> None:
    form = client.get(f"/cases/{case.pk}/documents/add").text
    found = re.search(r'name="key" value="([^"]+)"', form)
    assert found
    for _ in range(2):
        assert send(client, case, key=found[1]).status_code == 302
    assert Document.objects.count() == 1


def test_F_2_a_file_is_an_attachment_that_no_browser_runs(
    client: Client, coordinator: User, case: Case, scanner: str
) -> None:
    document = released(case, name='naïve "quote".pdf')
    answer = client.get(f"/documents/{document.pk}/file")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == (
        "attachment; filename*=UTF-8''na%C3%AFve%20_quote_.pdf"
    )
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    seen = ReadEvent.objects.get(action="EXPORT")
    assert (seen.record_ids, seen.subject_ids) == ([document.pk], [case.child_id])


def test_a_picture_is_looked_at_in_its_page_and_a_text_is_read_there(
    client: Client, coordinator: User, case: Case, scanner: str
) -> None:
    picture = released(case, name="screen.png", data=png())
    assert f"/documents/{picture.pk}/picture" in client.get(f"/documents/{picture.pk}").text
    assert client.get(f"/documents/{picture.pk}/picture").content == png()
    text = released(case, name="notes.txt", data=b"<b>Said at school</b>")
    assert "&lt;b&gt;Said at school&lt;/b&gt;" in client.get(f"/documents/{text.pk}").text
    assert client.get(f"/documents/{text.pk}/picture").status_code == 404


def test_health_detail_is_unseen_by_roles_to_whom_it_is_not_open(
    client: Client, case: Case, scanner: str
) -> None:
    health = released(case, title="CANARY", holds_health=True)
    allocate(case, agency=agency("WMP"), role=Role.POLICE_CSE, by=None, at=SENT)
    sign_in(client, UserFactory(role=Role.POLICE_CSE))
    assert "CANARY" not in client.get(section(case)).text
    assert client.get(f"/documents/{health.pk}").status_code == 404
    assert client.get(f"/documents/{health.pk}/file").status_code == 404
    timeline = f"/cases/{case.pk}/timeline/"
    assert str(health.pk) not in client.get(timeline).text
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    assert str(health.pk) in client.get(timeline).text
    assert "CANARY" in client.get(section(case)).text
    assert ReadEvent.objects.latest("pk").data_class == "HEALTH"


def test_a_document_is_withdrawn_with_a_reason(
    client: Client, coordinator: User, case: Case, scanner: str
) -> None:
    document = released(case)
    address = f"/documents/{document.pk}/withdraw"
    assert client.post(address, {"because": ""}).status_code == 400
    assert client.post(address, {"because": "Wrong child"}).status_code == 302
    assert "was withdrawn" in client.get(f"/documents/{document.pk}").text


def test_the_list_asks_the_same_number_of_times_for_any_number_of_documents(
    client: Client, coordinator: User, case: Case, settings: Any
) -> None:
    def asked(number: int) -> int:
        for _ in range(number):
            make_document(case)
        client.get(section(case))
        with CaptureQueriesContext(connection) as queries:
            client.get(section(case))
        return len(queries)

    assert asked(3) == asked(40)
