"""Invented children: the same for a seed, named as a register is, and asked for as people do."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from functools import cache

import pytest

from bench.people import DEVELOP, HELD_OUT, KINDS, Asked, Person, ask, invent
from bench.people.slips import without_diacritics
from children.identifiers import nhs_number

COUNT, EACH = 20_000, 40


@cache
def people() -> list[Person]:
    return list(invent(COUNT, DEVELOP))


@cache
def asked() -> dict[str, list[Asked]]:
    found = defaultdict(list)
    for question in ask(people(), each=EACH, seed=DEVELOP):
        found[question.kind].append(question)
    return found


def test_a_seed_makes_the_same_children_and_questions() -> None:
    again = list(invent(200, HELD_OUT))
    assert again == list(invent(200, HELD_OUT))
    assert again != list(invent(200, DEVELOP))
    assert list(ask(again, each=3, seed=1)) == list(ask(again, each=3, seed=1))


def test_children_are_numbered_and_of_8_to_17_years() -> None:
    assert [person.number for person in people()] == list(range(COUNT))
    born = [person.born_on for person in people()]
    assert min(born) >= date(2008, 1, 1)
    assert max(born) <= date(2017, 12, 31)


def test_few_names_are_borne_by_many_and_many_by_few() -> None:
    families = Counter(person.family_name for person in people())
    assert 0.007 < families["Smith"] / COUNT < 0.014
    assert len(families) > COUNT / 8
    given = Counter(person.given_name for person in people() if person.sex == "1")
    assert 0.01 < given["Oliver"] / given.total() < 0.025


def test_the_register_has_what_people_slip_on() -> None:
    names = [f"{person.given_name} {person.family_name}" for person in people()]
    for sign, least in (("-", 0.03), ("'", 0.01)):
        assert sum(sign in name for name in names) / COUNT > least
    assert sum(not name.isascii() for name in names) / COUNT > 0.02
    assert sum(bool(person.aliases) for person in people()) / COUNT > 0.04
    twins = Counter((one.family_name, one.address, one.born_on) for one in people())
    assert sum(count > 1 for count in twins.values()) > 50


def test_numbers_are_valid_and_of_the_range_for_tests() -> None:
    numbers = [person.nhs_number for person in people() if person.nhs_number]
    assert len(set(numbers)) == len(numbers) > COUNT / 2
    assert all(nhs_number(number) == number for number in numbers[:500])
    assert all(number.startswith("999") for number in numbers)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_asked_for_a_child_that_is_there(kind: str) -> None:
    assert len(asked()[kind]) == EACH
    assert all(people()[question.truth].number == question.truth for question in asked()[kind])


def changes(kind: str) -> set[str]:
    """Which parts differ from the register in the questions of a kind."""
    found = set()
    for question in asked()[kind]:
        person = people()[question.truth]
        found |= {
            part
            for part in ("given_name", "family_name", "born_on")
            if getattr(question, part) != getattr(person, part)
        }
    return found


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("exact", set()),
        ("spelling", {"given_name", "family_name"}),
        ("nickname", {"given_name"}),
        ("swapped names", {"given_name", "family_name"}),
        ("day and month swapped", {"born_on"}),
        ("wrong year", {"born_on"}),
        ("half a double-barrel", {"family_name"}),
        ("no diacritics", {"given_name", "family_name"}),
        ("no date of birth", {"born_on"}),
        ("surname and date wrong", {"family_name", "born_on"}),
    ],
)
def test_a_mistake_changes_what_it_says_and_nothing_else(kind: str, parts: set[str]) -> None:
    assert changes(kind) == parts


def test_every_question_but_the_control_holds_its_mistake() -> None:
    for kind, questions in asked().items():
        for question in questions:
            person = people()[question.truth]
            right = Asked(
                kind, person.number, person.given_name, person.family_name, person.born_on
            )
            assert (question == right) == (kind == "exact")


def test_what_is_left_out_is_gone() -> None:
    for question in asked()["no diacritics"]:
        assert (question.given_name + question.family_name).isascii()
    for question in asked()["no apostrophes"]:
        assert "'" not in question.given_name + question.family_name
    assert without_diacritics("Łukasz Dąbrowski") == "Lukasz Dabrowski"
