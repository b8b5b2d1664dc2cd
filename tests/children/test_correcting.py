"""A fact put right on a page: every kind, what stood before kept, nobody's correction lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import User
from agencies.roles import Role
from cases.services import allocate
from children import services
from children.kinds import TABLES, FactKind
from children.models import Address, Alias, Child, ChildDisability, KeyPerson, Placement, Schooling
from children.models.child import ChildFact
from core.models import Event, ReadEvent
from core.refusals import NotNow
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import RECORDED, make_child

pytestmark = pytest.mark.django_db
Said = dict[str, Any]
BY: Said = {"by": None, "at": RECORDED}
SECRET_STREET = "17 Hidden Lane"
Typed = dict[str, str]
K = FactKind


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR, name="Cora Ordinator")
    sign_in(client, user)
    return user


@pytest.fixture
def child() -> Child:
    child = make_child(given_name="Rebecca", family_name="Smythe")
    make_case(child=child)
    return child


def since(day: int, month: int, year: int, name: str = "from_on") -> Typed:
    parts = {"day": day, "month": month, "year": year}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def school(child: Child, **more: Any) -> Schooling:
    said: Said = {"status": "SCHOOL", "school": "Old School", "from_on": date(2015, 9, 1)}
    return services.set_schooling(child, **{**said, **BY, **more})


def a_disability(child: Child) -> ChildDisability:
    return services.set_disabilities(child, codes=["HEAR"], **BY)[0]


def a_person(child: Child) -> KeyPerson:
    said: Said = {"name": "Invented Person", "relation": "Uncle", "parental_responsibility": False}
    return services.add_key_person(child, **said, **BY)


def a_placement(child: Child) -> Placement:
    start = date(2015, 9, 1)
    return services.place(child, placement_type="U1", outside_region=True, from_on=start, **BY)


PERSON = {
    "name": "Invented Person",
    "kind": "STEP_FATHER",
    "bond": "NOT_KNOWN",
    "confidence": "LIKELY",
    "parental_responsibility": "NO",
    "must_not_be_told": "NO",
}
Case = tuple[Callable[[Child], ChildFact], Typed, str, str]
KINDS: dict[FactKind, Case] = {
    K.ADDRESS: (
        lambda child: services.set_address(child, lines="1 Open Road", from_on=None, **BY),
        {"lines": "2 Open Road"},
        "1 Open Road",
        "2 Open Road",
    ),
    K.KEY_PERSON: (a_person, {**PERSON, "relation": "Stepfather"}, "Uncle", "Stepfather"),
    K.SAFE_CONTACT: (
        lambda child: services.set_safe_contact(child, whom="CHILD", way="Ring first", **BY),
        {"whom": "CHILD", "way": "Text first"},
        "Ring first",
        "Text first",
    ),
    K.SCHOOLING: (
        school,
        {"status": "SCHOOL", "school": "New School", **since(1, 9, 2015)},
        "Old School",
        "New School",
    ),
    K.CARE: (
        lambda child: services.look_after(
            child,
            legal_status="C2",
            responsible=authority(),
            from_on=date(2015, 9, 1),
            **BY,
        ),
        {"legal_status": "C2", **since(2, 9, 2015)},
        "From 1 September 2015",
        "From 2 September 2015",
    ),
    K.PLACEMENT: (
        a_placement,
        {"placement_type": "U1", **since(1, 9, 2015)},
        "Outside the region",
        "Dudley",
    ),
    K.ALIAS: (
        lambda child: services.add_alias(child, name="Bex", kind="NICKNAME", **BY),
        {"name": "Becs", "kind": "NICKNAME"},
        "Bex",
        "Becs",
    ),
    K.IDENTIFIER: (
        lambda child: services.add_identifier(child, kind="UPN", value="A1", source="School", **BY),
        {"kind": "NHS", "value": "943 476 5919", "source": "GP"},
        "A1",
        "9434765919",
    ),
    K.DISABILITY: (a_disability, {"code": "VIS"}, "Hear", "Vis"),
}


def typed(kind: FactKind) -> Typed:
    """What the form of a kind is sent with, where only the database knows a choice."""
    here = str(authority().pk)
    chosen = {K.CARE: {"responsible": here}, K.PLACEMENT: {"where": here}}
    return {**KINDS[kind][1], **chosen.get(kind, {})}


def address_of(kind: FactKind, fact: ChildFact) -> str:
    return f"/children/correct/{kind}/{fact.pk}"


def record(client: Client, child: Child) -> str:
    return client.get(f"/children/{child.pk}").text


@pytest.mark.parametrize("kind", FactKind)
def test_every_kind_of_fact_is_corrected_and_what_stood_before_is_kept(
    client: Client, coordinator: User, child: Child, kind: FactKind
) -> None:
    make, _, before, after = KINDS[kind]
    fact = make(child)
    page = client.get(address_of(kind, fact))
    assert before in page.text
    said = {**typed(kind), "because": "Misheard <on> the telephone"}
    assert client.post(address_of(kind, fact), said).status_code == 302
    stands: Any = TABLES[kind]._default_manager.get(superseded_at=None)
    assert (stands.instead_of_id, stands.is_correction) == (fact.pk, True)
    shown = record(client, child)
    today = f"Corrected on {stands.recorded_at.day} {stands.recorded_at:%B %Y}"
    assert f"{today} by Cora Ordinator: Misheard &lt;on&gt; the telephone" in shown
    assert before in shown
    assert after in shown


def test_the_form_starts_with_what_is_recorded(
    client: Client, coordinator: User, child: Child
) -> None:
    page = client.get(address_of(K.SCHOOLING, school(child))).text
    assert page.count("Old School") >= 2
    assert 'value="2015"' in page
    assert ReadEvent.objects.get().subject_ids == [child.pk]


def test_a_correction_without_a_reason_is_enough_and_one_without_a_change_is_not(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = school(child)
    same = {"status": "SCHOOL", "school": "Old School", **since(1, 9, 2015)}
    page = client.post(address_of(K.SCHOOLING, fact), same)
    assert (page.status_code, "Nothing differs from what is recorded" in page.text) == (400, True)
    assert client.post(address_of(K.SCHOOLING, fact), {**same, "school": "New"}).status_code == 302
    assert Event.objects.filter(name="child.fact_corrected").count() == 1


def test_a_fact_corrected_meanwhile_is_refused_with_both_texts(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = school(child)
    quicker = services.correct(fact, school="Quicker School", **BY)
    mine = {"status": "SCHOOL", "school": "My <School>", **since(1, 9, 2015), "because": "I asked"}
    page = client.post(address_of(K.SCHOOLING, fact), mine)
    assert page.status_code == 409
    for text in ("My &lt;School&gt;", "Quicker School", "Old School", "I asked"):
        assert text in page.text
    assert Schooling.objects.get(superseded_at=None) == quicker
    assert f'action="{address_of(K.SCHOOLING, quicker)}"' in page.text
    assert client.post(address_of(K.SCHOOLING, quicker), mine).status_code == 302
    assert Schooling.objects.get(superseded_at=None).school == "My <School>"


def test_a_fact_ended_meanwhile_is_refused_and_the_end_shown(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = school(child)
    services.end_fact(fact, on=date(2015, 12, 1), **BY)
    mine = {"status": "SCHOOL", "school": "My School", **since(1, 9, 2015)}
    page = client.post(address_of(K.SCHOOLING, fact), mine)
    assert (page.status_code, "until 1 December 2015" in page.text) == (409, True)


def test_a_correction_sent_twice_is_one(client: Client, coordinator: User, child: Child) -> None:
    fact = a_person(child)
    said = {**PERSON, "relation": "Stepfather"}
    for _ in range(2):
        assert client.post(address_of(K.KEY_PERSON, fact), said).status_code == 302
    assert KeyPerson.objects.count() == 2


def test_a_disability_that_ended_stays_as_it_was_when_the_others_are_recorded_anew(
    child: Child,
) -> None:
    fact = a_disability(child)
    ChildDisability.objects.filter(pk=fact.pk).update(until_on=date(2015, 12, 31))
    services.set_disabilities(child, codes=["LD"], **BY)
    fact.refresh_from_db()
    assert fact.superseded_at is None


def test_what_was_recorded_anew_as_a_whole_cannot_be_corrected_and_keeps_what_was_typed(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = a_disability(child)
    services.set_disabilities(child, codes=["LD"], **BY)
    page = client.post(address_of(K.DISABILITY, fact), {"code": "VIS", "because": "My reason"})
    assert page.status_code == 409
    assert "there is nothing left to correct" in page.text
    assert "My reason" in page.text
    assert "Save the correction" not in page.text


def test_a_service_refuses_a_row_that_no_longer_stands(child: Child) -> None:
    fact = school(child)
    stale = Schooling.objects.get(pk=fact.pk)
    services.correct(fact, school="New School", **BY)
    with pytest.raises(NotNow):
        services.correct(stale, school="Other School", **BY)
    with pytest.raises(NotNow):
        services.end_fact(stale, on=date(2015, 12, 1), **BY)


def test_only_a_correction_shows_as_one(client: Client, coordinator: User, child: Child) -> None:
    services.end_fact(school(child), on=date(2015, 12, 1), **BY)
    services.set_safe_contact(child, whom="CHILD", way="Ring first", **BY)
    services.set_safe_contact(child, whom="CHILD", way="Text first", **BY)
    shown = record(client, child)
    assert "Corrected" not in shown
    assert "Ring first" not in shown


def test_the_end_of_a_fact_is_corrected_and_taken_back(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = services.end_fact(school(child), on=date(2015, 12, 1), **BY)
    said = {"status": "SCHOOL", "school": "Old School", **since(1, 9, 2015)}
    early = {**said, **since(1, 8, 2015, "until_on")}
    page = client.post(address_of(K.SCHOOLING, fact), early)
    assert (page.status_code, "must not be before the start" in page.text) == (400, True)
    assert client.post(address_of(K.SCHOOLING, fact), said).status_code == 302
    assert Schooling.objects.get(superseded_at=None).until_on is None


def test_days_that_run_into_another_entry_are_refused(
    client: Client, coordinator: User, child: Child
) -> None:
    first = school(child)
    second = school(child, school="Next School", from_on=date(2016, 1, 1))
    said = {"status": "SCHOOL", "school": "Next School"}
    page = client.post(address_of(K.SCHOOLING, second), {**said, **since(1, 12, 2015)})
    assert (page.status_code, "run into another entry" in page.text) == (400, True)
    assert client.post(address_of(K.SCHOOLING, second), {**said, **since(2, 1, 2016)}).status_code
    first = Schooling.objects.get(until_on=date(2015, 12, 31), superseded_at=None)
    page = client.post(
        address_of(K.SCHOOLING, first),
        {"status": "SCHOOL", "school": "Old School", **since(1, 9, 2015)},
    )
    assert (page.status_code, "run into another entry" in page.text) == (400, True)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [("LD", "recorded already"), ("NONE", "cannot go with another"), ("VIS", "")],
)
def test_a_disability_is_told_once_and_none_stands_alone(
    client: Client, coordinator: User, child: Child, code: str, sentence: str
) -> None:
    fact = services.set_disabilities(child, codes=["HEAR", "LD"], **BY)[0]
    page = client.post(address_of(K.DISABILITY, fact), {"code": code})
    assert page.status_code == (400 if sentence else 302)
    assert sentence in page.text


def test_a_wrong_check_digit_is_refused_in_a_correction_too(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = services.add_identifier(child, kind="UPN", value="A1", source="School", **BY)
    wrong = {"kind": "NHS", "value": "9434765918", "source": "GP"}
    page = client.post(address_of(K.IDENTIFIER, fact), wrong)
    assert (page.status_code, "9434765918" in page.text) == (400, True)


def test_who_may_not_edit_does_not_correct(client: Client, child: Child) -> None:
    fact = school(child)
    allocate(child.cases.get(), agency=agency("WMP"), role=Role.POLICE_CSE, by=None, at=RECORDED)
    sign_in(client, UserFactory(role=Role.POLICE_CSE))
    assert client.post(address_of(K.SCHOOLING, fact), {"school": "x"}).status_code == 403
    assert "Correct<span" not in record(client, child)


def safe(child: Child) -> Address:
    said: Said = {"lines": SECRET_STREET, "ward": "Gornal", "safe": True}
    return services.set_address(child, from_on=None, **said, **BY)


def test_a_safe_address_is_corrected_without_being_shown(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = safe(child)
    page = client.get(address_of(K.ADDRESS, fact)).text
    assert SECRET_STREET not in page
    assert "Gornal" not in page
    said = {"postcode": "DY1 1AA", "safe": "on"}
    assert client.post(address_of(K.ADDRESS, fact), said).status_code == 302
    now = Address.objects.get(superseded_at=None)
    assert (now.lines, now.postcode, now.safe) == (SECRET_STREET, "DY1 1AA", True)
    assert SECRET_STREET not in record(client, child)


def test_an_address_corrected_to_a_safe_one_is_masked_wherever_it_was_told(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = services.set_address(child, lines=SECRET_STREET, from_on=None, **BY)
    said: Said = {"lines": SECRET_STREET, "safe": "on"}
    assert client.post(address_of(K.ADDRESS, fact), said).status_code == 302
    services.end_fact(Address.objects.get(superseded_at=None), on=date(2016, 1, 1), **BY)
    assert SECRET_STREET not in record(client, child)
    assert SECRET_STREET not in client.get(address_of(K.ADDRESS, fact)).text


def test_a_page_opened_before_an_address_was_made_safe_does_not_tell_it(
    client: Client, coordinator: User, child: Child
) -> None:
    fact = services.set_address(child, lines="1 Open Road", from_on=None, **BY)
    services.correct(fact, lines=SECRET_STREET, safe=True, **BY)
    page = client.post(address_of(K.ADDRESS, fact), {"lines": "2 Open Road"})
    assert page.status_code == 409
    assert SECRET_STREET not in page.text
    assert "2 Open Road" in page.text


def test_a_placement_corrected_to_another_authority_says_so(child: Child) -> None:
    fact = a_placement(child)
    there = services.correct(fact, lies_in=authority(SANDWELL), outside_region=False, **BY)
    assert (there.lies_in, there.outside_region) == (authority(SANDWELL), False)


def test_the_record_takes_as_many_queries_with_many_corrections(
    client: Client, coordinator: User, child: Child
) -> None:
    record(client, child)
    counts = []
    for many in (1, 40):
        fact = services.add_alias(child, name=f"Bex {many}", kind="NICKNAME", **BY)
        for place in range(many):
            fact = services.correct(fact, name=f"Bex {many} {place}", because="Misheard", **BY)
        with CaptureQueriesContext(connection) as asked:
            record(client, child)
        counts.append(len(asked.captured_queries))
    assert Alias.objects.filter(superseded_at=None).count() == 2
    assert counts[0] == counts[1]
