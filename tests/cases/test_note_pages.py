"""The pages of notes: written, corrected, what they mention, and health that never shows."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from agencies.models import KeptForm
from agencies.roles import Role
from cases.models import Case, Mention, Note
from cases.services import allocate
from core.models import ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import OPENED, make_case, make_note

pytestmark = pytest.mark.django_db
CANARY = "Canary of health."


@pytest.fixture
def case() -> Case:
    return make_case()


def worker(
    client: Client, case: Case, role: Role = Role.SOCIAL_WORKER, code: str = "CSC"
) -> Client:
    allocate(case, agency=agency(code), role=role, by=None, at=OPENED)
    return sign_in(client, UserFactory(role=role))


def typed(**more: str) -> dict[str, str]:
    when = {"day": "14", "month": "9", "year": "2015", "time": "10:00"}
    return {
        "key": str(uuid.uuid4()),
        "kind": "TELEPHONE",
        **{f"happened_at_{name}": value for name, value in when.items()},
        "reported": "Her aunt rang.",
        **more,
    }


def add(client: Client, case: Case, **more: str) -> Any:
    return client.post(f"/cases/{case.pk}/notes/add", typed(**more))


def test_a_note_is_written_and_read(client: Client, case: Case) -> None:
    worker(client, case)
    answer = add(client, case)
    note = Note.objects.get()
    assert answer["Location"] == f"/cases/notes/{note.pk}"
    assert "Her aunt rang." in client.get(answer["Location"]).text
    assert "Her aunt rang." in client.get(f"/cases/{case.pk}/notes/").text


def test_a_double_click_answers_with_the_same_note(client: Client, case: Case) -> None:
    worker(client, case)
    key = str(uuid.uuid4())
    assert add(client, case, key=key)["Location"] == add(client, case, key=key)["Location"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reported": ""}, "Write what the note says"),
        ({"happened_at_year": "3015"}, "must not be in the future"),
        ({"happened_at_month": "13"}, "must be a real date"),
        ({"kind": "GOSSIP"}, "Choose one of the answers"),
        ({"health": "Something."}, "Select what the health detail is"),
        ({"key": "x"}, "There is a problem"),
        ({"reported": "x" * 8001}, "8,000 characters or fewer"),
    ],
)
def test_a_wrong_note_is_told_so_and_keeps_what_was_typed(
    client: Client, case: Case, wrong: dict[str, str], sentence: str
) -> None:
    worker(client, case)
    answer = add(client, case, fact="" if "reported" in wrong else "Typed.", **wrong)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert not Note.objects.exists()
    if "reported" not in wrong:
        assert "Typed." in answer.text


def test_what_was_typed_outlives_the_session(client: Client, case: Case) -> None:
    worker(client, case)
    path = f"/cases/{case.pk}/notes/add"
    client.post("/session/keep", typed(), headers={"X-Kept-Path": path})
    kept = KeptForm.objects.get()
    assert (kept.path, kept.fields["reported"]) == (path, ["Her aunt rang."])
    client.post(kept.path, {name: values[0] for name, values in kept.fields.items()})
    assert Note.objects.get().reported == "Her aunt rang."


def test_a_note_asks_what_it_mentions_and_keeps_what_is_ticked(client: Client, case: Case) -> None:
    worker(client, case)
    page = add(client, case, reported="He has AB12 CDE and 07700 900123.")["Location"]
    assert page.endswith("/mentions")
    assert "Vehicle registration: AB12 CDE" in client.get(page).text
    assert not Mention.objects.exists()
    assert client.post(page, {"chosen": ["PLATE:ZZ99 ZZZ"]}).status_code == 400
    client.post(page, {"chosen": ["PLATE:AB12 CDE"]})
    assert Mention.objects.get().value == "AB12 CDE"


def test_a_correction_shows_both(client: Client, case: Case) -> None:
    worker(client, case)
    first = add(client, case)["Location"]
    assert "Her aunt rang." in client.get(f"{first}/correct").text
    answer = client.post(f"{first}/correct", typed(reported="Her uncle rang.", because="Misheard."))
    page = client.get(answer["Location"]).text
    for text in ("Her uncle rang.", "Misheard.", "Her aunt rang.", "It corrects this note"):
        assert text in page
    assert "corrected already" in client.get(f"{first}/correct").text
    again = client.post(f"{first}/correct", typed(because="Again."))
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("role", "code", "opens"),
    [(Role.SOCIAL_WORKER, "CSC", True), (Role.POLICE_CSE, "WMP", False)],
)
def test_health_detail_stands_on_no_page_of_a_role_it_is_not_open_to(
    client: Client, case: Case, role: Role, code: str, opens: bool
) -> None:
    note = make_note(case, health=CANARY, health_mark="FACT")
    worker(client, case, role, code)
    for page in (f"/cases/{case.pk}/notes/", f"/cases/notes/{note.pk}"):
        text = client.get(page).text
        assert (CANARY in text) is opens
        assert ("Health detail is not open to your role." in text) is not opens
        assert ReadEvent.objects.latest("id").data_class == ("HEALTH" if opens else "")
