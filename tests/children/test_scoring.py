"""The scorer alone: evidence in bits that grows with what fits, and twins that stay two."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from children.search import LIKELY, ChildQuery, Known, Question, match
from children.search.dates import born_level, near
from children.search.names import family_level, given_level
from children.search.query import folded
from children.search.records import compare
from children.search.scoring import (
    BAR,
    DOUBLES,
    FULL,
    RECORDS,
    WORTH_A_LOOK,
    scale_of_register,
)
from children.search.shares import COMMONEST, RAREST, Shares
from core.layout import PartialDate

BORN = date(2012, 5, 6)
NHS = (("NHS number", "9434765919"),)
OTHER_NHS = (("NHS number", "9434765870"),)


def child(given: str = "Rebecca", family: str = "Hargreaves", **more: Any) -> Known:
    return Known(given, family, born_on=BORN)._replace(**more)


def asked(
    given: str = "Rebecca", family: str = "Hargreaves", born: date | None = BORN
) -> ChildQuery:
    return ChildQuery.of(given, family, born)


def bits(query: ChildQuery, known: Known | None = None) -> float:
    return match(query, known or child()).bits


def test_worse_spelling_says_less() -> None:
    names = ("Rebecca", "Becky", "Reebeca", "Rebekkah", "Oluwaseun")
    scores = [bits(asked(given=name)) for name in names]
    assert scores[0] > scores[1] > scores[3] > scores[4]
    assert scores[0] > scores[2] > scores[4]
    families = ("Hargreaves", "Hargraves", "Hargreavson", "Okafor")
    assert all(
        more > less for more, less in pairwise(bits(asked(family=name)) for name in families)
    )


def test_a_date_further_off_says_less() -> None:
    born = (BORN, date(2012, 6, 5), date(2012, 5, 7), None, date(2015, 11, 23))
    assert all(more > less for more, less in pairwise(bits(asked(born=day)) for day in born))


def test_more_of_a_date_says_more() -> None:
    parts = (None, PartialDate(year=2012), PartialDate(None, 5, 2012), PartialDate(6, 5, 2012))
    scores = [bits(ChildQuery("Rebecca", "Hargreaves", part)) for part in parts]
    assert scores == sorted(scores)
    assert bits(ChildQuery("Rebecca", "Hargreaves", PartialDate(year=2013))) < scores[0]


def test_a_rare_name_in_common_says_more() -> None:
    shares = Shares(family={"smith": 0.012, "featherstone": 0.00001}, other_family=0.001)
    found = [
        Question(asked(family=name), shares).match(child(family=name)).bits
        for name in ("Smith", "Hargreaves", "Featherstone")
    ]
    assert found == sorted(found)
    assert found[2] - found[0] > 5


@pytest.mark.parametrize("share", [0.0, 1e-9, 0.9])
def test_no_share_makes_evidence_boundless_or_turns_it_round(share: float) -> None:
    shares = Shares(other_given=share, other_family=share)
    assert RAREST <= shares.of_given("rebecca") <= COMMONEST
    same, alike = (
        Question(asked(given=name), shares).match(child()).bits for name in ("Rebecca", "Rebeca")
    )
    assert same > alike > 0


def test_more_bits_never_score_less() -> None:
    scores = [RECORDS.score(step / 4) for step in range(-100, 200)]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0, 100)
    assert (RECORDS.score(BAR), RECORDS.score(FULL)) == (LIKELY, 100)
    assert RECORDS.score(BAR - 0.01) < LIKELY


def test_the_bar_of_a_register_rises_by_a_bit_with_each_doubling() -> None:
    bars = [scale_of_register(size).bar for size in (25_000, 50_000, 100_000, 1_000_000)]
    assert [round(bars[1] - bars[0], 6), round(bars[2] - bars[1], 6)] == [1, 1]
    assert round(bars[3], 2) == 21.08


@pytest.mark.parametrize("size", [5_000, 200_000, 1_000_000])
def test_at_the_bar_one_in_ten_pairs_is_one_child(size: int) -> None:
    odds = 2 ** scale_of_register(size).bar * DOUBLES / size
    assert round(odds / (1 + odds), 6) == WORTH_A_LOOK


@pytest.mark.parametrize("size", [0, 1, 400, 920])
def test_a_small_register_has_the_bar_of_a_search(size: int) -> None:
    assert scale_of_register(size) == RECORDS


def test_on_the_scale_of_a_register_more_bits_never_score_less() -> None:
    scale = scale_of_register(1_000_000)
    scores = [scale.score(step / 4) for step in range(-100, 200)]
    assert scores == sorted(scores)
    assert (scale.score(scale.bar), scale.score(scale.bar + FULL - BAR)) == (LIKELY, 100)
    assert scale.score(scale.bar - 0.01) < LIKELY


def test_the_same_evidence_says_less_in_a_larger_register() -> None:
    one, other = child(), child(born_on=None)
    found = [compare(one, other, scale=scale_of_register(size)) for size in (500, 1_000_000)]
    assert found[0].bits == found[1].bits
    assert found[0].score > found[1].score


PAIRS = [
    (child(), child()),
    (child("Becky"), child()),
    (child("Hargreaves", "Rebecca"), child()),
    (child(family="Hargreaves-Orr"), child(family="Orr")),
    (child(aliases=("Bex Orr",)), child("Bex", "Orr")),
    (child(aliases=("Bex Orr",)), child("Ida", "Hay", aliases=("Bex Orr",))),
    (child(born_on=date(2012, 6, 5)), child()),
    (child(born_on=date(2013, 5, 6)), child("Becky")),
    (child(born_on=None), child(sex="2")),
    (child(sex="1"), child(sex="2")),
    (child(numbers=NHS), child(numbers=OTHER_NHS)),
    (child(numbers=NHS), child("Becky", "Orr", numbers=NHS)),
    (child(born_on_estimated=True, born_on=date(2011, 1, 1)), child()),
    (child("Aisha", "Orr"), child("Benjamin", "Orr")),
    (child(""), child()),
    (child("李", "王"), child()),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_records_score_the_same_either_way_round(one: Known, other: Known) -> None:
    there, back = compare(one, other), compare(other, one)
    assert there.bits == pytest.approx(back.bits)
    assert (there.score, there.certain, set(there.why), set(there.why_not)) == (
        back.score,
        back.certain,
        set(back.why),
        set(back.why_not),
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Rebecca", "Becky"), ("Smyth", "Smith"), ("Orr-Hay", "Hay"), ("Ali", "Alia"), ("", "Ida")],
)
def test_levels_of_names_do_not_know_which_came_first(one: str, other: str) -> None:
    ours, theirs = folded(one), folded(other)
    assert given_level(ours, theirs) is given_level(theirs, ours)
    assert family_level(ours, theirs) is family_level(theirs, ours)


def test_a_slip_can_be_taken_back() -> None:
    for day in near(BORN):
        assert BORN in near(day)


TWINS = [
    ("Aisha", "Amina"),
    ("Aisha", "Asha"),
    ("Hasan", "Hasana"),
    ("Mohammed Ali", "Mohammed Omar"),
    ("Ella", "Bella"),
    ("Jack", "Jacob"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_twins_are_never_certain(one: str, other: str) -> None:
    assert not match(asked(one, "Orr"), child(other, "Orr")).certain
    found = compare(child(one, "Orr", sex="1"), child(other, "Orr", sex="1"))
    assert not found.certain


def test_a_twin_called_otherwise_is_not_likely() -> None:
    found = compare(child("Aisha", "Orr"), child("Benjamin", "Orr"))
    assert found.score < LIKELY
    assert found.why == ("same family name", "same date of birth")
    assert found.why_not == ("another given name",)


def test_a_number_makes_certain_only_with_a_name_that_fits() -> None:
    typed = ChildQuery("Rebecca", "Hargreaves", None, "943 476 5919")
    assert match(typed, child(numbers=NHS)).certain
    assert not match(typed, child("Aisha", "Orr", numbers=NHS)).certain
    assert not compare(child(numbers=NHS), child("Benjamin", numbers=NHS)).certain
    assert compare(child(numbers=NHS, born_on=None), child(numbers=NHS)).certain


def test_what_speaks_against_takes_bits_and_is_said() -> None:
    plain = compare(child(), child(born_on=date(2012, 5, 7)))
    sex = compare(child(sex="1"), child(sex="2", born_on=date(2012, 5, 7)))
    number = compare(child(numbers=NHS), child(numbers=OTHER_NHS, born_on=date(2012, 5, 7)))
    assert plain.bits > sex.bits
    assert plain.bits > number.bits
    assert (sex.why_not, number.why_not) == (("another sex recorded",), ("another NHS number",))
    unknown = compare(child(sex="0"), child(sex="2", born_on=date(2012, 5, 7)))
    assert unknown.bits == plain.bits


def test_social_care_numbers_of_two_authorities_say_nothing() -> None:
    numbers = [(("Social care number", value),) for value in ("A1", "B2")]
    found = compare(child(numbers=numbers[0]), child(numbers=numbers[1]))
    assert found == compare(child(), child())


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("O'Brien", "OBrien"),
        ("O Brien", "O'Brien"),
        ("Pawel", "Paweł"),
        ("Sian", "Siân"),
        ("Mary Ann", "Maryann"),
        ("Aydin", "Ayd\u0131n"),
    ],
)
def test_signs_make_no_other_name(typed: str, known: str) -> None:
    found = match(asked(family=typed), child(family=known))
    assert (found.certain, found.why) == (True, ("same name", "same date of birth"))


@pytest.mark.parametrize(
    ("query", "why", "why_not"),
    [
        (asked(family="Okafor"), ("same given name", "same date of birth"), "another family name"),
        (asked(given="Ida"), ("same family name", "same date of birth"), "another given name"),
        (asked("Ida", "Okafor"), ("same date of birth",), "another name"),
        (asked(born=date(2015, 11, 23)), ("same name",), "another date of birth"),
    ],
)
def test_a_record_is_told_with_what_does_not_fit(
    query: ChildQuery, why: tuple[str, ...], why_not: str
) -> None:
    found = match(query, child())
    assert (found.why, found.why_not) == (why, (why_not,))


def test_half_a_double_barrel_is_part_of_the_name() -> None:
    found = match(asked(family="Orr"), child(family="Hargreaves-Orr"))
    assert found.why == ("part of the name is the same", "same date of birth")
    assert LIKELY < found.score < match(asked(), child()).score


def test_an_estimated_date_is_not_held_against_the_child() -> None:
    known = child(born_on=date(2011, 1, 1), born_on_estimated=True)
    typed = PartialDate(BORN.day, BORN.month, BORN.year)
    assert born_level(typed, known.born_on, estimated=True).bits > 0
    assert match(asked(), known).why_not == ()
