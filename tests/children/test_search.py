"""Search first: spelling, nicknames, dates, numbers; and who is told of whom."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from agencies import services as agencies
from agencies.models import User
from agencies.roles import Role
from cases.services import allocate
from children.models import Child, Identity
from children.search import LIKELY, POSSIBLE, ChildQuery
from children.selectors import Candidate, find_children
from children.services import add_alias, add_identifier
from core.layout import PartialDate
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import RECORDED, make_child
from tests.referrals.factories import child_said, make_referrals

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
BORN = date(2001, 3, 4)


def rebecca() -> Child:
    return make_child(given_name="Rebecca", family_name="Smythe-Jones", born_on=BORN)


def found(given: str = "", family: str = "", *born: int | None, number: str = "") -> Candidate:
    day = PartialDate(*born) if born else None
    (one,) = find_children(None, ChildQuery(given, family, day, number))
    return one


@pytest.mark.parametrize(
    ("given", "family", "why"),
    [
        ("Rebecca", "Smythe-Jones", "same name"),
        ("rebecca", "SMYTHE JONES", "same name"),
        ("Rébecca", "Smythe-Jones", "same name"),
        ("Rebeca", "Smith-Jones", "name spelt alike"),
        ("Becky", "Smythe-Jones", "short form of the same name"),
        ("Becky", "", "short form of the same name"),
        ("Smythe-Jones", "Rebecca", "names the other way round"),
    ],
)
def test_a_name_is_found_however_it_is_written(given: str, family: str, why: str) -> None:
    child = rebecca()
    one = found(given, family)
    assert (one.child_id, one.why) == (child.pk, (why,))


def test_a_name_is_found_by_its_sound() -> None:
    make_child(given_name="Philippa", family_name="Schmidt")
    assert found("Filipa", "Shmit").why == ("name sounds alike",)


@pytest.mark.parametrize(
    ("born", "why"),
    [
        ((4, 3, 2001), "same date of birth"),
        ((3, 4, 2001), "day and month swapped"),
        ((4, 3, 2002), "date of birth differs in one place"),
        ((14, 3, 2001), "date of birth differs in one place"),
        ((None, None, 2001), "fits the part of the date of birth given"),
        ((None, 3, 2001), "fits the part of the date of birth given"),
    ],
)
def test_a_date_of_birth_says_why_it_fits(born: tuple[int | None, ...], why: str) -> None:
    rebecca()
    assert found("Rebecca", "Smythe-Jones", *born).why == ("same name", why)


def test_an_estimated_date_fits_the_years_around_it() -> None:
    make_child(
        given_name="Ida", family_name="Orr", born_on=date(2001, 1, 1), born_on_estimated=True
    )
    assert "born in about the same year, estimated" in found("Ida", "Orr", 9, 8, 2002).why


def test_a_whole_date_alone_finds_and_a_year_alone_does_not() -> None:
    child = rebecca()
    assert found("", "", 4, 3, 2001).child_id == child.pk
    assert find_children(None, ChildQuery(born=PartialDate(None, None, 2001))) == []


def test_a_date_that_does_not_fit_pulls_the_score_down() -> None:
    rebecca()
    fitting, wrong = found("Rebecca", "Smythe-Jones", 4, 3, 2001), found("Rebecca", "Smythe-Jones")
    other = found("Rebecca", "Smythe-Jones", 19, 11, 1998)
    assert fitting.score == wrong.score == 100
    assert LIKELY <= other.score < 70
    assert other.why_not == ("another date of birth",)


def test_an_alias_finds_the_child() -> None:
    child = rebecca()
    add_alias(child, name="Bex Hunter", kind="NICKNAME", by=None, at=RECORDED)
    assert found("Bex", "Hunter").why == ("known by that name too",)


def test_a_number_finds_the_child_with_or_without_spaces() -> None:
    child = rebecca()
    add_identifier(child, kind="NHS", value="943 476 5919", source="GP", by=None, at=RECORDED)
    for typed in ("9434765919", "943-476-5919"):
        one = found(number=typed)
        assert (one.child_id, one.score, one.why) == (child.pk, 100, ("same NHS number",))
    assert not found("Somebody", "Else", number="9434765919").certain


def test_only_the_same_name_and_date_are_certain() -> None:
    rebecca()
    assert found("Rebecca", "Smythe-Jones", 4, 3, 2001).certain
    assert not found("Rebeca", "Smythe-Jones", 4, 3, 2001).certain
    assert not found("Rebecca", "Smythe-Jones", 3, 4, 2001).certain


def test_a_twin_is_not_taken_for_the_other() -> None:
    make_child(given_name="Aisha", family_name="Orr", born_on=BORN)
    assert not found("Asha", "Orr", 4, 3, 2001).certain
    assert find_children(None, ChildQuery.of("Benjamin", "Orr", BORN)) == []


def test_a_twin_is_worth_a_look_to_who_looks_for_one_child() -> None:
    make_case(child=make_child(given_name="Aisha", family_name="Orr", born_on=BORN))
    query, viewer = ChildQuery.of("Benjamin", "Orr", BORN), UserFactory(role=Role.COORDINATOR)
    assert find_children(viewer, query) == []
    (one,) = find_children(viewer, query, least=POSSIBLE)
    assert (one.certain, one.score < LIKELY) == (False, True)
    assert one.why == ("same family name", "same date of birth")
    assert one.why_not == ("another given name",)


@pytest.mark.parametrize(
    ("given", "family", "typed"),
    [
        ("Ciara", "O'Brien", ("Ciara", "OBrien")),
        ("Ciara", "OBrien", ("Ciara", "O Brien")),
        ("Ciara", "O\N{RIGHT SINGLE QUOTATION MARK}Brien", ("Ciara", "O'Brien")),
        ("Rebecca", "Smythe-Jones", ("Rebecca", "Jones")),
        ("Rebecca", "Jones", ("Rebecca", "Smythe-Jones")),
        ("Paweł", "Wójcik", ("Pawel", "Wojcik")),
        ("Muhammad Ali", "Khan", ("Muhammad", "Khan")),
        ("Sebastian", "Orr", ("Seb", "Orr")),
        ("李", "王", ("李", "王")),
        ("Catrin", "Vaughan", ("Catrin Vaughan", "")),
        ("Catrin", "Vaughan", ("", "Vaughan Catrin")),
        ("Catrin", "Vaughan", ("Catrin", "Vagjan")),
    ],
)
@pytest.mark.parametrize("born_on", [BORN, None])
def test_a_name_is_found_with_and_without_a_date(
    given: str, family: str, typed: tuple[str, str], born_on: date | None
) -> None:
    child = make_child(given_name=given, family_name=family, born_on=BORN)
    make_child(given_name="Ida", family_name="Hay", born_on=date(2003, 7, 30))
    (one,) = find_children(None, ChildQuery.of(*typed, born_on))
    assert one.child_id == child.pk


UNHEARD = ChildQuery.of("Matrin", "Laughan", BORN)
"""Both names mistyped so that they sound otherwise: only the day leads to Catrin Vaughan."""


def test_the_day_is_the_last_resort_where_no_name_sounds_right() -> None:
    child = make_child(given_name="Catrin", family_name="Vaughan", born_on=BORN)
    (one,) = find_children(None, UNHEARD)
    assert (one.child_id, one.why) == (child.pk, ("name spelt alike", "same date of birth"))


def test_a_restricted_child_does_not_change_what_else_is_found() -> None:
    viewer, named = UserFactory(role=Role.COORDINATOR), UserFactory(role=Role.COORDINATOR)
    make_case(child=make_child(given_name="Catrin", family_name="Vaughan", born_on=BORN))
    before = find_children(viewer, UNHEARD, least=POSSIBLE)
    hidden = make_child(given_name="Matrin", family_name="Laughan", born_on=BORN)
    make_case(child=hidden)
    agencies.restrict(hidden.pk, to=[named], because="Staff child", by=None, at=NOW)
    assert find_children(User.objects.get(pk=viewer.pk), UNHEARD, least=POSSIBLE) == before != []


def test_a_nickname_of_one_word_goes_with_the_family_name() -> None:
    child = make_child(given_name="Oluwatobiloba", family_name="Adeyemi", born_on=BORN)
    add_alias(child, name="Sunny", kind="NICKNAME", by=None, at=RECORDED)
    assert found("Sunny", "Adeyemi").why == ("known by that name too",)


def test_an_alias_or_number_that_was_corrected_finds_nobody() -> None:
    child = make_child(given_name="Ida", family_name="Hay", born_on=BORN)
    add_alias(child, name="Bex Hunter", kind="NICKNAME", by=None, at=RECORDED)
    add_identifier(child, kind="NHS", value="943 476 5919", source="GP", by=None, at=RECORDED)
    assert found("Bex", "Hunter").child_id == found(number="9434765919").child_id == child.pk
    child.alias_rows.update(superseded_at=NOW)
    child.identifier_rows.update(superseded_at=NOW)
    assert find_children(None, ChildQuery("Bex", "Hunter")) == []
    assert find_children(None, ChildQuery(identifier="9434765919")) == []


def test_one_candidate_stands_for_an_identity() -> None:
    first, again = rebecca(), rebecca()
    Child.objects.filter(pk=again.pk).update(identity=first.identity)
    assert found("Rebecca", "Smythe-Jones").identity_id == first.identity_id


@pytest.mark.parametrize("typed", ["%", "'; DROP TABLE x", "\\", "李", "____", "a" * 300])
def test_hostile_text_finds_nothing_and_breaks_nothing(typed: str) -> None:
    rebecca()
    assert find_children(None, ChildQuery(typed, typed, None, typed)) == []


QUERY = ChildQuery("Rebecca", "Smythe-Jones", PartialDate(4, 3, 2001))


def test_the_cse_team_sees_who_it_is_in_its_authority_only() -> None:
    here, there = rebecca(), rebecca()
    make_case(child=here)
    make_case(child=there, where=authority(SANDWELL))
    (one,) = find_children(UserFactory(role=Role.COORDINATOR), QUERY)
    assert (one.child_id, one.named, one.name) == (here.pk, True, "Rebecca Smythe-Jones")


def test_a_referrer_is_not_told_that_a_child_is_known() -> None:
    make_case(child=rebecca())
    assert find_children(UserFactory(role=Role.REFERRER), QUERY) == []


def test_a_referrer_of_the_child_is_told_only_that_their_own_words_fit() -> None:
    referrer = UserFactory(role=Role.REFERRER)
    said = child_said(given_name="Aisha", family_name="Orr", born_on=BORN)
    make_referrals(said, by=referrer)
    (one,) = find_children(referrer, ChildQuery.of("Aisha", "Orr", BORN), least=POSSIBLE)
    assert (one.named, one.name, one.born_on) == (False, "", None)
    (near,) = find_children(referrer, ChildQuery.of("Aisha", "Hay", BORN), least=POSSIBLE)
    assert near.why_not == ()
    assert find_children(referrer, ChildQuery.of("Benjamin", "Orr", BORN), least=POSSIBLE) == []


def test_a_worker_finds_the_children_of_own_cases() -> None:
    child, worker = rebecca(), UserFactory(role=Role.SOCIAL_WORKER)
    case = make_case(child=child)
    assert find_children(worker, QUERY) == []
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, user=worker, by=None, at=NOW)
    (one,) = find_children(worker, QUERY)
    assert one.child_id == child.pk


def test_a_restricted_child_is_found_by_named_people_only() -> None:
    named, other = UserFactory(role=Role.COORDINATOR), UserFactory(role=Role.COORDINATOR)
    case = make_case(child=rebecca())
    assert find_children(other, QUERY)
    agencies.restrict(case.child_id, to=[named], because="Staff child", by=None, at=NOW)
    assert find_children(User.objects.get(pk=other.pk), QUERY) == []
    assert find_children(named, QUERY)


def test_a_barred_person_finds_nothing() -> None:
    barred, case = UserFactory(role=Role.COORDINATOR), make_case(child=rebecca())
    assert find_children(barred, QUERY)
    agencies.exclude(case.child_id, user=barred, because="A relative", by=None, at=NOW)
    assert find_children(barred, QUERY) == []


def many_children(count: int) -> None:
    """Children called much alike, each with a case, made in bulk."""
    identities = Identity.objects.bulk_create(Identity(opened_at=NOW) for _ in range(count))
    children = Child.objects.bulk_create(
        Child(
            identity=one,
            given_name="Rebecca",
            family_name=f"Smythe{chr(97 + place % 26)}",
            born_on=BORN,
            recorded_at=NOW,
        )
        for place, one in enumerate(identities)
    )
    case = type(make_case())
    case.objects.bulk_create(
        case(reference=f"CSE-{place}", child=child, authority=authority(), opened_at=NOW)
        for place, child in enumerate(children)
    )


@pytest.mark.parametrize("count", [10, 1000])
def test_a_search_takes_five_queries_however_many_fit(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many_children(count)
    viewer = User.objects.get(pk=UserFactory(role=Role.COORDINATOR).pk)
    with django_assert_num_queries(5):
        assert find_children(viewer, QUERY)


NOBODY = ChildQuery.of("Zebedee", "Quilter", date(2004, 8, 9))


@pytest.mark.parametrize("count", [10, 1000])
def test_a_search_for_nobody_takes_five_queries_too(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many_children(count)
    viewer = User.objects.get(pk=UserFactory(role=Role.COORDINATOR).pk)
    with django_assert_num_queries(5):
        assert find_children(viewer, NOBODY, least=POSSIBLE) == []
