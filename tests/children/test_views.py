"""The doors of a child's record: search, the record, its facts, a safe address."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from agencies import services as agencies
from agencies.models import User
from agencies.roles import Role
from cases.services import allocate
from children import services
from children.kinds import FactKind
from children.models import Address, Child, KeyPerson, Placement, Schooling
from core.models import ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import RECORDED, make_child

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
SECRET_STREET = "17 Hidden Lane"
TYPED = {"given_name": "Rebecca", "family_name": "Smythe"}


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


@pytest.fixture
def child() -> Child:
    child = make_child(given_name="Rebecca", family_name="Smythe", born_on=date(2011, 3, 4))
    make_case(child=child)
    return child


def text(response: Any) -> str:
    return str(response.content.decode())


def test_a_search_shows_why_and_leaves_one_read_event(
    client: Client, coordinator: User, child: Child
) -> None:
    page = client.post("/children/search", {**TYPED, "given_name": "Becky"})
    assert "Rebecca Smythe" in text(page)
    assert "Short form of the same name" in text(page)
    seen = ReadEvent.objects.get()
    assert (seen.action, seen.subject_ids) == ("SEARCH", [child.pk])


def test_a_search_without_anything_to_go_by_says_so(client: Client, coordinator: User) -> None:
    page = client.post("/children/search", {"born_year": "2011"})
    assert "Enter a name, a whole date of birth or a number" in text(page)
    assert 'value="2011"' in text(page)


@pytest.mark.parametrize("born", [("30", "2", "2011"), ("", "", "11"), ("x", "y", "z")])
def test_an_impossible_date_is_answered_with_a_sentence(
    client: Client, coordinator: User, born: tuple[str, str, str]
) -> None:
    parts = dict(zip(("born_day", "born_month", "born_year"), born, strict=True))
    page = client.post("/children/search", {**TYPED, **parts})
    assert page.status_code == 400
    assert "There is a problem" in text(page)


def without_token(page: Any) -> str:
    lines = text(page).splitlines()
    return "\n".join(
        line for line in lines if "csrfmiddlewaretoken" not in line and "nonce" not in line
    )


def test_a_restricted_child_and_no_child_give_an_outsider_the_same_bytes(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    nobody = without_token(client.post("/children/search", TYPED))
    child = make_child(**TYPED)
    case = make_case(child=child)
    agencies.restrict(
        child.pk, to=[UserFactory(role=Role.COORDINATOR)], because="x", by=None, at=NOW
    )
    assert without_token(client.post("/children/search", TYPED)) == nobody
    assert client.get(f"/children/{child.pk}").status_code == 404
    assert case.child_id == child.pk


def test_a_role_that_does_not_search_is_told_so(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.ANALYST))
    page = client.get("/children/search")
    assert page.status_code == 403
    assert "Your role does not search for children." in text(page)


def test_the_record_is_out_of_reach_without_a_case(client: Client, child: Child) -> None:
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    sign_in(client, worker)
    assert client.get(f"/children/{child.pk}").status_code == 404
    allocate(child.cases.get(), agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=NOW)
    assert client.get(f"/children/{child.pk}").status_code == 200
    assert ReadEvent.objects.get().record_ids == [child.pk]


def test_who_reads_but_does_not_edit_has_no_way_to_and_is_refused(
    client: Client, child: Child
) -> None:
    allocate(child.cases.get(), agency=agency("WMP"), role=Role.POLICE_CSE, by=None, at=NOW)
    sign_in(client, UserFactory(role=Role.POLICE_CSE))
    assert "Change details" not in text(client.get(f"/children/{child.pk}"))
    assert client.post(f"/children/{child.pk}/edit", {}).status_code == 403


EDIT = {
    "given_name": "Rebekah",
    "family_name": "Smythe",
    "born_on_day": "5",
    "born_on_month": "3",
    "born_on_year": "2011",
    "born_on_estimated": "on",
    "sex": "2",
    "ethnicity": "WBRI",
    "interpreter_needed": "NO",
}


def test_details_are_changed(client: Client, coordinator: User, child: Child) -> None:
    assert client.post(f"/children/{child.pk}/edit", EDIT).status_code == 302
    child.refresh_from_db()
    assert (child.given_name, child.born_on) == ("Rebekah", date(2011, 3, 5))
    assert (child.born_on_estimated, child.interpreter_needed) == (True, False)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"born_on_year": "2090"}, "Date of birth must not be in the future"),
        ({"given_name": "", "family_name": ""}, "Enter the child&#x27;s name"),
        ({"given_name": "x" * 300}, "must be 100 characters or fewer"),
        ({"sex": "7"}, "Choose one of the answers in the list"),
    ],
)
def test_wrong_details_are_said_and_nothing_typed_is_lost(
    client: Client, coordinator: User, child: Child, wrong: dict[str, str], sentence: str
) -> None:
    page = client.post(f"/children/{child.pk}/edit", {**EDIT, "language": "Urdu", **wrong})
    assert sentence in text(page)
    assert "Urdu" in text(page)


def add(client: Client, child: Child, fact: FactKind, **said: str) -> Any:
    return client.post(f"/children/{child.pk}/add/{fact}", said)


def since(day: int, month: int, year: int) -> dict[str, str]:
    return {"from_on_day": f"{day}", "from_on_month": f"{month}", "from_on_year": f"{year}"}


FACTS: list[tuple[FactKind, dict[str, str], str]] = [
    (FactKind.ADDRESS, {"lines": "1 Open Road", **since(1, 9, 2015)}, "1 Open Road"),
    (
        FactKind.KEY_PERSON,
        {
            "name": "Invented Person",
            "kind": "UNCLE",
            "bond": "NOT_KNOWN",
            "confidence": "LIKELY",
            "parental_responsibility": "NO",
            "must_not_be_told": "YES",
            "why_not_told": "Named in the referral",
        },
        "Named in the referral",
    ),
    (FactKind.SAFE_CONTACT, {"whom": "CHILD", "way": "Text first"}, "Text first"),
    (FactKind.SCHOOLING, {"status": "SCHOOL", "school": "Invented School"}, "Invented School"),
    (FactKind.ALIAS, {"name": "Bex", "kind": "NICKNAME"}, "Bex"),
    (
        FactKind.IDENTIFIER,
        {"kind": "NHS", "value": "943 476 5919", "source": "GP"},
        "9434765919",
    ),
    (FactKind.DISABILITY, {"codes": "HEAR"}, "Hear"),
    (
        FactKind.PLACEMENT,
        {"placement_type": "U1", "where": "OUTSIDE", **since(1, 9, 2015)},
        "Outside the region",
    ),
]


@pytest.mark.parametrize(("kind", "said", "shown"), FACTS, ids=[str(row[0]) for row in FACTS])
def test_every_kind_of_fact_is_recorded_and_shown(
    client: Client,
    coordinator: User,
    child: Child,
    kind: FactKind,
    said: dict[str, str],
    shown: str,
) -> None:
    assert client.get(f"/children/{child.pk}/add/{kind}").status_code == 200
    assert add(client, child, kind, **said).status_code == 302
    assert shown in text(client.get(f"/children/{child.pk}"))


def test_a_placement_lies_in_the_authority_chosen(
    client: Client, coordinator: User, child: Child
) -> None:
    where = str(authority().pk)
    add(client, child, FactKind.PLACEMENT, placement_type="U1", where=where, **since(1, 9, 2015))
    assert Placement.objects.get().lies_in == authority()


def test_the_legal_status_names_who_is_responsible(
    client: Client, coordinator: User, child: Child
) -> None:
    said = {"legal_status": "C2", "responsible": str(authority().pk), **since(1, 9, 2015)}
    assert add(client, child, FactKind.CARE, **said).status_code == 302
    assert "Dudley" in text(client.get(f"/children/{child.pk}"))


def test_who_must_not_be_told_stands_on_top_and_needs_a_reason(
    client: Client, coordinator: User, child: Child
) -> None:
    said = {**FACTS[1][1], "why_not_told": ""}
    assert "Enter why they must not be told" in text(
        add(client, child, FactKind.KEY_PERSON, **said)
    )
    assert not KeyPerson.objects.exists()
    add(client, child, FactKind.KEY_PERSON, **FACTS[1][1])
    assert "Invented Person, Uncle" in text(client.get(f"/children/{child.pk}"))


def test_a_wrong_check_digit_is_refused_with_a_sentence(
    client: Client, coordinator: User, child: Child
) -> None:
    page = add(client, child, FactKind.IDENTIFIER, kind="NHS", value="9434765918", source="GP")
    assert "not a valid NHS number" in text(page)
    assert "9434765918" in text(page)


def test_a_fact_that_is_no_longer_true_stays_as_history(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = services.set_schooling(
        child, status="SCHOOL", school="Old School", from_on=date(2015, 9, 1), by=None, at=NOW
    )
    address = f"/children/end/schooling/{fact.pk}"
    early = {"on_day": "1", "on_month": "8", "on_year": "2015"}
    assert "must be on or after 1 September 2015" in text(client.post(address, early))
    assert client.post(address, {**early, "on_month": "10"}).status_code == 302
    assert Schooling.objects.get(superseded_at=None).until_on == date(2015, 10, 1)
    assert "until 1 October 2015" in text(client.get(f"/children/{child.pk}"))
    assert client.get(address).status_code == 404


@pytest.fixture
def safe(child: Child) -> Address:
    return services.set_address(
        child, lines=SECRET_STREET, from_on=None, safe=True, ward="Gornal", by=None, at=RECORDED
    )


def test_a_safe_address_is_masked_until_revealed_and_the_look_is_written_down(
    client: Client, coordinator: User, child: Child, safe: Address
) -> None:
    record = text(client.get(f"/children/{child.pk}"))
    assert SECRET_STREET not in record
    assert "Gornal" not in record
    assert SECRET_STREET in text(client.post(f"/children/address/{safe.pk}/reveal"))
    seen = ReadEvent.objects.get(action="REVEAL")
    assert (seen.record_ids, seen.data_class) == ([safe.pk], "SAFE_ADDRESS")


def test_a_safe_address_is_not_revealed_by_a_link(
    client: Client, coordinator: User, safe: Address
) -> None:
    assert client.get(f"/children/address/{safe.pk}/reveal").status_code == 405


def test_a_safe_address_stays_shut_to_a_role_without_the_permission(
    client: Client, child: Child, safe: Address
) -> None:
    allocate(child.cases.get(), agency=agency("WMP"), role=Role.POLICE_CSE, by=None, at=NOW)
    sign_in(client, UserFactory(role=Role.POLICE_CSE))
    assert "Show the safe address" not in text(client.get(f"/children/{child.pk}"))
    assert client.post(f"/children/address/{safe.pk}/reveal").status_code == 403
