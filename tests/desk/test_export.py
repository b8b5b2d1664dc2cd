"""A narrowed list as a file: the rows of the page, as text, few of them, written down first."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from agencies import services as agencies
from agencies.roles import Role
from core import audit
from core.models import ReadEvent
from desk.export import MOST_CHILDREN, MOST_IN_A_DAY
from desk.lists import LISTS
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import OPENED, make_case
from tests.children.factories import make_child
from tests.looking import barriers, show
from tests.missing.factories import make_episode
from tests.referrals.factories import make_referral

pytestmark = pytest.mark.django_db
ASKED = {"purpose": "Invented supervision.", "format": "csv"}
CASES = "/lists/cases/export"


@pytest.fixture
def desk(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.COORDINATOR))


def lines(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_the_file_holds_the_rows_of_the_page_and_nothing_else(desk: Client) -> None:
    case = make_case(child=make_child(given_name="Ada", family_name="Example"))
    make_case(where=authority(SANDWELL))
    shut = make_case()
    agencies.restrict(shut.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    answer = desk.post(f"{CASES}?status=SCREENING", ASKED)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="cases-')
    head, row = lines(answer)
    assert tuple(head) == LISTS["cases"].columns
    assert (row[0], row[1], row[4]) == (case.reference, "Ada Example", "Not yet screened")
    assert lines(desk.post(f"{CASES}?status=SCREENING&level=NONE", ASKED))[1:] == [row]


@pytest.mark.parametrize("of", LISTS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_every_list_has_its_file_in_either_kind(of: str, format: str, desk: Client) -> None:
    make_case()
    make_referral()
    make_episode()
    path = reverse("desk:export", args=[of])
    assert "Columns: Reference, Child" in desk.get(path).text
    answer = desk.post(path, {**ASKED, "format": format})
    if format == "csv":
        found = [tuple(line) for line in lines(answer)]
    else:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        found = [tuple(str(cell or "") for cell in row) for row in book.active.values]
    assert found[0] == LISTS[of].columns
    assert len(found) == 2


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "\uff1d1"])
def test_O_1_a_name_is_never_a_formula(name: str, desk: Client) -> None:
    case = make_case()
    type(case.child).objects.filter(pk=case.child_id).update(given_name=name, family_name="X")
    (_, row) = lines(desk.post(CASES, ASKED))
    assert row[1] == f"'{f'{name} X'.strip()}"
    made = desk.post(CASES, {**ASKED, "format": "xlsx"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet["B2"].data_type == "s"


def test_O_2_what_leaves_is_written_down_with_its_purpose_filter_and_count(desk: Client) -> None:
    cases = {make_case().pk, make_case().pk}
    desk.post(f"{CASES}?status=SCREENING", ASKED)
    event = ReadEvent.objects.get(action="EXPORT")
    assert set(event.record_ids) == cases
    assert len(event.subject_ids) == 2
    assert event.reason == "Invented supervision. (Status: screening; 2 cases; CSV)"
    assert (event.record_kind, event.route) == ("cases.case", "desk:export")


def test_RA_1_nothing_leaves_that_could_not_be_written_down(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_case()

    def down(*args: Any, **kwargs: Any) -> None:
        raise audit.AuditUnavailable

    monkeypatch.setattr(audit, "note", down)
    answer = desk.post(CASES, ASKED)
    assert answer.status_code == 503
    assert case.reference not in answer.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"purpose": "short", "format": "csv"},
        {"purpose": "Invented supervision."},
        {"purpose": "Invented supervision.", "format": "pdf"},
        {"purpose": "x" * 201, "format": "csv"},
        {"purpose": "\0" * 20, "format": "csv"},
    ],
)
def test_O_2_a_file_without_purpose_or_kind_is_refused(typed: dict[str, str], desk: Client) -> None:
    make_case()
    assert desk.post(CASES, typed).status_code == 400
    assert not ReadEvent.objects.filter(action="EXPORT").exists()


def test_O_2_more_children_need_a_second_person(desk: Client) -> None:
    for _ in range(MOST_CHILDREN):
        make_case()
    assert len(lines(desk.post(CASES, ASKED))) == MOST_CHILDREN + 1
    make_case()
    page = desk.get(CASES).text
    assert "needs the approval of a second person" in page
    assert "Download the file" not in page
    answer = desk.post(CASES, ASKED)
    assert answer.status_code == 409
    assert "needs the approval of a second person" in answer.text


def test_O_2_only_so_many_files_leave_in_a_day(desk: Client) -> None:
    make_case()
    for _ in range(MOST_IN_A_DAY):
        assert desk.post(CASES, ASKED).status_code == 200
    assert desk.post(CASES, ASKED).status_code == 409
    assert "in the last 24 hours" in desk.get(CASES).text


def test_an_empty_list_gives_no_file(desk: Client) -> None:
    assert "There is nothing to write into a file" in desk.get(CASES).text
    assert desk.post(CASES, ASKED).status_code == 409


def test_SESS_4_a_stale_session_takes_nothing_away(desk: Client) -> None:
    make_case()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        for answer in (desk.get(CASES), desk.post(CASES, ASKED)):
            assert answer.status_code == 302
    assert not ReadEvent.objects.filter(action="EXPORT").exists()


def test_a_list_that_is_not_open_gives_no_file(client: Client) -> None:
    make_case()
    sign_in(client, UserFactory(role=Role.REFERRER))
    assert client.get(CASES).status_code == 403
    assert client.post(CASES, ASKED).status_code == 403
    assert client.post("/lists/nonsense/export", ASKED).status_code == 404


def test_whoever_may_open_less_takes_less_away(client: Client) -> None:
    make_case()
    sign_in(client, UserFactory(role=Role.SOCIAL_WORKER))
    assert client.post(CASES, ASKED).status_code == 409


@pytest.mark.browser
def test_the_page_has_no_barrier(desk: Client, page: Page) -> None:
    make_case()
    for answer in (desk.get(CASES), desk.get(f"{CASES}?late=on"), desk.post(CASES, {})):
        complaints = show(page, answer.text, policy=answer["Content-Security-Policy"])
        assert (barriers(page), complaints) == ([], [])
