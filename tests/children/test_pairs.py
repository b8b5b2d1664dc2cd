"""Two records compared, and the pairs of the register worth comparing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from children.models import Child
from children.search import pairs as search_pairs
from children.search.pairs import comparable, pairs_in_register, score_pair
from children.services import add_alias, add_identifier
from tests.children.factories import RECORDED, make_child

pytestmark = pytest.mark.django_db
BORN = date(2001, 3, 4)


def child(given: str, family: str, born_on: date | None = BORN) -> Child:
    return make_child(given_name=given, family_name=family, born_on=born_on)


def number(whose: Child, value: str) -> None:
    add_identifier(whose, kind="NHS", value=value, source="GP", by=None, at=RECORDED)


def pairs() -> set[frozenset[Any]]:
    found = [frozenset((one.pk, other.pk)) for one, other in pairs_in_register()]
    assert len(found) == len(set(found))
    return set(found)


def test_the_same_name_and_date_make_a_certain_pair() -> None:
    found = score_pair(child("Rebecca", "Orr"), child("Rebecca", "Orr"))
    assert (found.certain, found.why) == (True, ("same name", "same date of birth"))


def test_a_pair_scores_the_same_either_way_round() -> None:
    one, other = child("Becky", "Orr-Smythe"), child("Rebecca", "Smythe", date(2001, 4, 3))
    assert score_pair(one, other).score == score_pair(other, one).score


def test_the_pair_says_what_speaks_against_it() -> None:
    found = score_pair(child("Rebecca", "Orr"), child("Rebecca", "Orr", date(1998, 11, 19)))
    assert found.why_not == ("another date of birth",)


def test_twins_are_a_pair_that_is_never_certain() -> None:
    one, other = child("Rebecca", "Orr"), child("Benjamin", "Orr")
    assert pairs() == {frozenset((one.pk, other.pk))}
    assert not score_pair(one, other).certain


@pytest.mark.parametrize(
    ("given", "family", "born"),
    [
        ("Rebecka", "Orr", BORN),
        ("Orr", "Rebecca", BORN),
        ("Becky", "Orr", BORN),
        ("Rebecca", "Huntingdon", BORN),
        ("Rebecca", "Orr", date(2001, 4, 3)),
        ("Rebecca", "Orr", date(2003, 3, 4)),
        ("Rébecca", "Orr", None),
    ],
)
def test_two_records_of_one_child_are_a_pair(given: str, family: str, born: date | None) -> None:
    one, other = child("Rebecca", "Orr"), child(given, family, born)
    assert pairs() == {frozenset((one.pk, other.pk))}


def test_a_shared_number_or_alias_makes_a_pair() -> None:
    one, other = child("Ida", "Orr"), child("Eve", "Hay", date(1999, 1, 1))
    third = child("Jo", "Ash")
    number(one, "943 476 5919")
    number(other, "9434765919")
    add_alias(third, name="Ida", kind="NICKNAME", by=None, at=RECORDED)
    assert pairs() == {frozenset((one.pk, other.pk)), frozenset((one.pk, third.pk))}


def test_unlike_children_and_one_merged_already_are_no_pair() -> None:
    one, same = child("Rebecca", "Orr"), child("Rebecca", "Orr")
    child("Benjamin", "Hay")
    child("Rebecca", "Orr", date(1998, 11, 19))
    Child.objects.filter(pk=same.pk).update(identity=one.identity)
    assert pairs() == set()


def test_more_pairs_than_are_read_at_once_are_all_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_pairs, "AT_ONCE", 2)
    same = [child("Rebecca", "Orr") for _ in range(4)]
    assert len(pairs()) == len(same) * (len(same) - 1) / 2


def test_scoring_what_the_register_gave_asks_no_more_queries(
    django_assert_num_queries: Any,
) -> None:
    for _ in range(3):
        number(child("Rebecca", "Orr"), "9434765919")
    found = list(pairs_in_register())
    assert len(found) == 3
    with django_assert_num_queries(0):
        assert all(score_pair(*pair).certain for pair in found)
    one, other = comparable()[:2]
    with django_assert_num_queries(0):
        assert score_pair(one, other).certain
