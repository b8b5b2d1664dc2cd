"""One box finds by every way a record can be known, and nothing that could not be opened."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from agencies import services as agencies
from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Case, Mention, Note
from cases.services import mention
from children.services import add_identifier, add_key_person, set_address
from core.layout import PartialDate
from core.models import ReadEvent
from desk.finding import SIZE, find, query_of
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import NOTED, OPENED, make_case, make_note
from tests.children.factories import make_child
from tests.looking import barriers, show
from tests.missing.factories import make_episode

pytestmark = pytest.mark.django_db
TITLE = re.compile(r'<a class="govuk-link" href="/(?:children|cases)/[^"]+">([^<]+)</a>\s*<span')


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def case() -> Case:
    return make_case(child=make_child(given_name="Clementine", family_name="Lanternfish"))


def found(who: User, text: str) -> dict[str, list[str]]:
    return {
        group.title: [line.title for line in group.lines] for group in find(viewer_of(who), text)
    }


def reachable(case: Case) -> None:
    """Everything by which the child of a case can be found."""
    facts: dict[str, Any] = {"by": None, "at": OPENED}
    set_address(
        case.child,
        lines="1 Invented Road",
        postcode="DY1 1HF",
        telephone="01384 555 0123",
        from_on=None,
        **facts,
    )
    add_identifier(case.child, kind="NHS", value="9434765919", source="Invented", **facts)
    note = make_note(case, fact="Seen at the harbour with a silver scooter.")
    mention(
        note,
        kind=Mention.Kind.PLATE,
        value="BD51 SMR",
        heard_at=NOTED,
        case_id=case.pk,
        subject_id=case.child_id,
        **facts,
    )


WAYS = [
    ("Clementine Lanternfish", "Children"),
    ("lanternfish clementyne", "Children"),
    ("943 476 5919", "Children"),
    ("dy1 1hf", "Children reached there"),
    ("+44 1384 5550123", "Children reached there"),
    ("bd51smr", "Heard before"),
    ("scooters harbour", "Notes"),
    ('"silver scooter"', "Notes"),
]


@pytest.mark.parametrize(("text", "title"), WAYS)
def test_what_is_typed_finds_the_record(
    text: str, title: str, case: Case, coordinator: User
) -> None:
    reachable(case)
    assert found(coordinator, text)[title]


@pytest.mark.parametrize("text", [text for text, _ in WAYS])
def test_nobody_finds_what_they_could_not_open(text: str, case: Case, coordinator: User) -> None:
    reachable(case)
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    assert found(elsewhere, text) == {}
    agencies.restrict(case.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    assert found(coordinator, text) == {}


def test_a_reference_finds_what_it_names_and_another_kind_of_record_too(
    case: Case, coordinator: User
) -> None:
    episode = make_episode(child=case.child)
    assert found(coordinator, case.reference.lower()) == {"Cases": [case.reference]}
    assert found(coordinator, episode.reference) == {"Missing episodes": [episode.reference]}


def test_what_is_said_of_health_is_never_looked_through(case: Case, coordinator: User) -> None:
    make_note(case, health="Invented thrombosis.", health_mark="REPORTED")
    assert found(coordinator, "thrombosis") == {}


def test_a_safe_address_answers_to_nobody(case: Case, coordinator: User) -> None:
    set_address(
        case.child,
        lines="1 Hidden Row",
        postcode="DY2 2AA",
        safe=True,
        from_on=None,
        by=None,
        at=OPENED,
    )
    assert found(coordinator, "DY2 2AA") == {}


def test_the_number_of_a_person_around_the_child_finds_the_child(
    case: Case, coordinator: User
) -> None:
    add_key_person(
        case.child,
        name="Invented Aunt",
        relation="Aunt",
        telephone="07700 900123",
        from_on=None,
        by=None,
        at=OPENED,
    )
    assert found(coordinator, "07700900123")["Children reached there"] == [case.child.full_name]


@pytest.mark.parametrize(
    ("text", "names", "number", "born"),
    [
        ("Ada Example 14/2/2010", "Ada Example", "", PartialDate(14, 2, 2010)),
        ("Ada 30.2.2010", "Ada", "", None),
        ("485 777 3456", "", "485 777 3456", None),
        ("Ada", "Ada", "", None),
    ],
)
def test_a_line_is_read_as_name_date_and_number(
    text: str, names: str, number: str, born: PartialDate | None
) -> None:
    query = query_of(text)
    assert (query.given_name, query.identifier, query.born) == (names, number, born)


@pytest.mark.parametrize(
    "text", ["'", "a & b | !", '"', "( ) <-> :*", "%_\\", "x" * 200, "-", "or", "🦊", "=1+1"]
)
def test_no_operator_breaks_the_search(text: str, case: Case, coordinator: User) -> None:
    reachable(case)
    find(viewer_of(coordinator), text)


def test_a_search_is_a_post_and_is_audited_by_kind(
    case: Case, coordinator: User, client: Client
) -> None:
    reachable(case)
    sign_in(client, coordinator)
    page = client.post("/find/", {"text": "silver scooter"})
    assert page.status_code == 200
    assert "Seen at the harbour" in page.text
    event = ReadEvent.objects.latest("pk")
    assert (event.action, event.record_kind) == ("SEARCH", "cases.note")
    assert event.record_ids == [Note.objects.get().pk]
    assert "Nothing within your reach fits" in client.post("/find/", {"text": "qqqq"}).text
    assert ReadEvent.objects.latest("pk").action == "SEARCH"
    assert client.post("/find/", {"text": ""}).status_code == 400
    assert client.post("/find/", {"text": "x" * 201}).status_code == 400


def test_the_page_asks_as_often_for_many_as_for_few(
    case: Case, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.post("/find/", {"text": "scooter"}).status_code == 200
        return len(queries)

    make_note(case, fact="A scooter.")
    asked()
    few = asked()
    for number in range(30):
        make_note(case, fact="A scooter.", at=NOTED + timedelta(minutes=number))
    assert asked() == few


def walked(client: Client, text: str, kind: str) -> tuple[list[str], list[str]]:
    """The titles on every page of one kind going forward, and again going back."""
    there, places, place = [], [], ""
    while True:
        page = client.post("/find/", {"text": text, "kind": kind, "place": place}).text
        titles = TITLE.findall(page)
        assert len(titles) <= SIZE
        there += titles
        found = re.search(r'name="place" value="([^"]+)">\s*<button[^>]*>Next', page)
        if not found:
            break
        places.append(place := found[1])
    back = titles
    while found := re.search(r'name="place" value="([^"]+)">\s*<button[^>]*>Previous', page):
        page = client.post("/find/", {"text": text, "kind": kind, "place": found[1]}).text
        back = TITLE.findall(page) + back
    assert places
    return there, back


def test_every_note_is_found_page_by_page_and_none_that_is_shut(
    case: Case, coordinator: User, client: Client
) -> None:
    shut = make_case(child=make_child())
    for number in range(45):
        make_note(case, fact=f"Scooter {number}.", at=NOTED + timedelta(minutes=number))
        make_note(shut, fact="Scooter veiled.", at=NOTED + timedelta(minutes=number))
    agencies.restrict(shut.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    sign_in(client, coordinator)
    there, back = walked(client, "scooter", "notes")
    assert len(there) == len(back) == 45
    assert "veiled" not in client.post("/find/", {"text": "scooter"}).text


def test_every_child_of_a_name_is_found_page_by_page(coordinator: User, client: Client) -> None:
    names = [f"Clem{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    for name in names:
        make_case(child=make_child(given_name=name, family_name="Lanternfish"))
    sign_in(client, coordinator)
    there, back = walked(client, "Lanternfish", "children")
    assert sorted(there) == sorted(back) == sorted(f"{name} Lanternfish" for name in names)


def test_every_child_of_a_postcode_and_every_mention_is_found(
    coordinator: User, client: Client
) -> None:
    for number in range(25):
        case = make_case(child=make_child(given_name="Ada", family_name=f"Example {number}"))
        reachable(case)
    sign_in(client, coordinator)
    for text, kind in (("DY1 1HF", "reached"), ("BD51SMR", "heard")):
        there, back = walked(client, text, kind)
        assert len(there) == len(back) == 25


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "nonsense"},
        {"kind": "\0"},
        {"kind": "notes", "place": "nowhere"},
        {"kind": "notes", "place": "\0"},
        {"kind": "children", "place": "-1"},
        {"kind": "cases", "place": "WzEsMl0"},
    ],
)
def test_a_page_that_is_not_offered_is_refused_in_words(
    asked: dict[str, str], case: Case, coordinator: User, client: Client
) -> None:
    make_note(case, fact="A scooter.")
    sign_in(client, coordinator)
    text = case.reference if asked["kind"] == "cases" else "scooter"
    assert client.post("/find/", {"text": text, **asked}).status_code == 400


@pytest.mark.browser
def test_what_was_found_has_no_barrier(
    case: Case, coordinator: User, client: Client, page: Page
) -> None:
    reachable(case)
    sign_in(client, coordinator)
    for text in ("Clementine Lanternfish", "silver scooter", "qqqq", ""):
        answer = client.post("/find/", {"text": text})
        complaints = show(page, answer.text, policy=answer["Content-Security-Policy"])
        assert barriers(page) == []
        assert complaints == []
