"""The people around a child: entered once, read from both sides, drawn as told in the table."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies import services as agencies
from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from cases.services import allocate
from children import services
from children.drawing import Figure, draw_ecomap, draw_genogram
from children.models import Child, KeyPerson
from children.relations import relation, relation_said, relations, turned
from children.selectors import people_page
from core.refusals import Invalid
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import make_case
from tests.children.factories import make_child

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = NOW.date()
database = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client) -> User:
    user = UserFactory(role=Role.COORDINATOR)
    sign_in(client, user)
    return user


def a_child(**details: Any) -> Child:
    child = make_child(**details)
    make_case(child=child)
    return child


def names(viewer: User, child: Child) -> dict[str, str]:
    page = people_page(viewer, child, today=TODAY)
    return {line.name: line.relation for circle in page.circles for line in circle.lines}


@pytest.mark.parametrize("code", [code for code, row in relations().items()])
def test_every_relation_turns_into_one_that_is_in_the_list(code: str) -> None:
    for sex in ("0", "1", "2"):
        assert turned(code, sex=sex).code in relations()


@pytest.mark.parametrize(
    ("code", "sex", "other_side"),
    [
        ("SISTER", "1", "BROTHER"),
        ("SISTER", "0", "SIBLING"),
        ("MOTHER", "2", "DAUGHTER"),
        ("SON", "2", "MOTHER"),
        ("FRIEND", "1", "FRIEND"),
        ("AUNT", "2", "OTHER_FAMILY"),
    ],
)
def test_a_relation_read_from_the_other_side(code: str, sex: str, other_side: str) -> None:
    assert turned(code, sex=sex).code == other_side


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Mother", "MOTHER"),
        ("mum", "MOTHER"),
        ("step father", "STEP_FATHER"),
        ("landlord", "OTHER"),
    ],
)
def test_words_of_other_forms_are_read_as_relations(words: str, code: str) -> None:
    assert relation_said(words) == code


def figure(code: str, name: str = "Invented Person", **more: Any) -> Figure:
    row = relation(code)
    return Figure(
        name, row.label, row.sex, row.family, row.generation, row.circle, row.side, **more
    )


CHILD = Figure("Invented Child", "the child", "2")


def test_a_genogram_stands_elders_above_and_siblings_beside() -> None:
    family = [figure(code) for code in ("MATERNAL_GRANDMOTHER", "MOTHER", "FATHER", "BROTHER")]
    picture = draw_genogram(CHILD, family)
    assert picture is not None
    height = {one.figure.relation: one.y for one in picture.drawn}
    assert height["Mother's mother"] < height["Mother"] == height["Father"] < height["the child"]
    assert height["Brother"] == height["the child"]
    assert {one.shape for one in picture.drawn if one.figure.relation == "Father"} == {"square"}


def test_a_genogram_draws_one_line_of_descent_to_each_child_of_the_parents() -> None:
    family = [figure("MOTHER"), figure("BROTHER"), figure("STEP_BROTHER")]
    picture = draw_genogram(CHILD, family)
    assert picture is not None
    ends = {(line.x2, line.y2 + 22) for line in picture.lines}
    hanging = {one.figure.relation for one in picture.drawn if (one.x, one.y) in ends}
    assert hanging == {"the child", "Brother"}


def test_what_is_not_confirmed_is_drawn_broken() -> None:
    picture = draw_genogram(CHILD, [figure("FATHER", confirmed=False), figure("MOTHER")])
    assert picture is not None
    assert "broken" in {line.kind for line in picture.lines}


def test_nobody_is_drawn_on_somebody_else() -> None:
    picture = draw_ecomap(CHILD, [figure("FRIEND", f"Person {n}") for n in range(30)])
    assert picture is not None
    places = [(one.x, one.y) for one in picture.drawn]
    assert len(set(places)) == len(places)
    assert all(0 < x < picture.width and 0 < y < picture.height for x, y in places)


def test_without_family_there_is_no_genogram_and_without_people_no_ecomap() -> None:
    assert draw_genogram(CHILD, [figure("FRIEND")]) is None
    assert draw_ecomap(CHILD, []) is None


@database
def test_a_link_is_entered_once_and_read_from_both_records(coordinator: User) -> None:
    girl, boy = a_child(sex="2"), a_child(sex="1")
    services.link_children(girl, boy, kind="BROTHER", by=coordinator, at=NOW)
    assert names(coordinator, girl) == {boy.full_name: "Brother"}
    assert names(coordinator, boy) == {girl.full_name: "Sister"}
    assert KeyPerson.objects.count() == 1


@database
def test_the_same_link_twice_is_refused(coordinator: User) -> None:
    girl, boy = a_child(), a_child()
    services.link_children(girl, boy, kind="FRIEND", by=coordinator, at=NOW)
    with pytest.raises(Invalid, match="already"):
        services.link_children(girl, boy, kind="FRIEND", by=coordinator, at=NOW)


@database
def test_two_records_of_one_child_are_not_linked(coordinator: User) -> None:
    one, other = a_child(), a_child()
    services.same_child(other, as_=one, because="Invented.", by=None, at=NOW)
    with pytest.raises(Invalid, match="two records of one child"):
        services.link_children(one, other, kind="SISTER", by=coordinator, at=NOW)


@database
def test_a_professional_is_no_link_between_children(coordinator: User) -> None:
    with pytest.raises(Invalid, match="one child can be to another"):
        services.link_children(a_child(), a_child(), kind="TEACHER", by=coordinator, at=NOW)


@database
def test_nobody_is_related_to_oneself() -> None:
    child = make_child()
    with pytest.raises(IntegrityError, match="nobody_is_related_to_oneself"):
        KeyPerson.objects.create(
            child=child, other_child=child, name="x", relation="x", recorded_at=NOW
        )


@database
def test_an_entry_elsewhere_is_told_only_to_those_who_read_that_record(coordinator: User) -> None:
    girl, boy = a_child(), a_child()
    services.link_children(girl, boy, kind="FRIEND", by=coordinator, at=NOW)
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    allocate(boy.cases.get(), agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=NOW)
    assert names(worker, boy) == {}
    allocate(girl.cases.get(), agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=NOW)
    assert names(UserFactory(role=Role.SOCIAL_WORKER), boy) == {girl.full_name: "Friend"}


@database
@pytest.mark.parametrize("barrier", ["restriction", "exclusion"])
def test_a_barred_child_is_in_no_line_and_no_picture(
    client: Client, coordinator: User, barrier: str
) -> None:
    girl, boy = a_child(), a_child(given_name="Canary", family_name="Kept")
    services.link_children(girl, boy, kind="BROTHER", by=coordinator, at=NOW)
    assert "Canary" in client.get(f"/children/{girl.pk}/people").text
    said: dict[str, Any] = {"because": "Invented.", "by": None, "at": NOW}
    if barrier == "restriction":
        agencies.restrict(boy.pk, to=[UserFactory(role=Role.COORDINATOR)], **said)
    else:
        agencies.exclude(boy.pk, user=coordinator, **said)
    assert "Canary" not in client.get(f"/children/{girl.pk}/people").text


@database
def test_the_pictures_say_no_more_and_no_less_than_the_tables(
    client: Client, coordinator: User
) -> None:
    child = a_child()
    for kind, name in (("MOTHER", "Invented Mother"), ("TEACHER", "Invented Teacher")):
        services.add_key_person(child, name=name, kind=kind, by=None, at=NOW)
    page = client.get(f"/children/{child.pk}/people").text
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", page))
    for name in ("Invented Mother", "Invented Teacher"):
        assert name in re.sub("<svg.*?</svg>", "", page, flags=re.DOTALL)
        assert name.split()[1] in drawn


@database
def test_the_other_child_is_found_and_linked_on_pages(client: Client, coordinator: User) -> None:
    girl, boy = a_child(), a_child(given_name="Findable", family_name="Brotherly")
    address = f"/children/{girl.pk}/relate"
    assert client.get(address).status_code == 200
    found = client.post(address, {"given_name": "Findable", "family_name": "Brotherly"})
    assert f'value="{boy.pk}"' in found.text
    asked = client.post(address, {"other": str(boy.pk)})
    assert "What is Findable Brotherly to" in asked.text
    said = {"other": str(boy.pk), "bond": "STRONG", "confidence": "CONFIRMED", "source": "Mother"}
    missing = client.post(address, {**said, "kind": ""})
    assert (missing.status_code, "Mother" in missing.text) == (400, True)
    saved = client.post(address, {**said, "kind": "BROTHER"})
    assert saved.headers["Location"] == f"/children/{girl.pk}/people"
    assert names(coordinator, girl) == {"Findable Brotherly": "Brother"}


@database
@pytest.mark.parametrize("other", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_another_child_out_of_reach_is_answered_as_unknown(
    client: Client, coordinator: User, other: str
) -> None:
    address = f"/children/{a_child().pk}/relate"
    assert client.post(address, {"other": other}).status_code == 404


@database
def test_who_was_around_before_stands_apart(coordinator: User) -> None:
    child = a_child()
    services.add_key_person(
        child, name="Invented Carer", kind="FOSTER_CARER", until_on=date(2025, 5, 1),
        by=None, at=NOW,
    )  # fmt: skip
    page = people_page(coordinator, child, today=TODAY)
    assert page.past is not None
    assert [line.name for line in page.past.lines] == ["Invented Carer"]
    assert page.ecomap is None


@database
def test_the_page_asks_the_same_number_of_times_for_any_number_of_people(
    coordinator: User,
) -> None:
    child = a_child()

    def asked(number: int) -> int:
        for n in range(number):
            other = make_child()
            case: Case = make_case(child=other)
            services.link_children(child, case.child, kind="FRIEND", by=coordinator, at=NOW)
            services.add_key_person(child, name=f"P{n}", kind="TEACHER", by=None, at=NOW)
        with CaptureQueriesContext(connection) as queries:
            people_page(coordinator, child, today=TODAY)
        return len(queries)

    assert asked(2) == asked(20)
