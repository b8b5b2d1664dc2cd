"""Counting over hand-made facts: distinct children, cells that do not add up, honest failures."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.measures import (
    ACTUAL,
    NOT_AVAILABLE,
    Counted,
    Fact,
    Unread,
    checksum,
    count,
    count_all,
)
from reporting.toolkit import Breakdown, Measure, Period, Toolkit, Vocabulary, parse
from tests.reporting.test_toolkit import SMALL

SETTING = Breakdown(
    "setting",
    "Missing from",
    "setting",
    cells=(("HOME", "Home"), ("CARE", "Care"), ("NOT_KNOWN", "Not known")),
)
WARD = Breakdown("ward", "Ward", "ward", cells=(("NOT_KNOWN", "Not known"),), open=True)
PERIOD = Period("Quarter 3", date(2015, 9, 1), date(2015, 12, 31))


def fact(child: int, setting: str = "HOME", ward: str = "Brierley Hill") -> Fact:
    identity = uuid.UUID(int=child)
    values = {"setting": setting, "ward": ward}
    return Fact("missing.episode", uuid.uuid4(), identity, identity, values)


def measure(counted: str = "children", **more: object) -> Measure:
    unit = {"children": "children", "rows": "episodes"}[counted]
    facts = {"label": "L", "definition": "D.", "time": "during", "source": "things"}
    return Measure("M1", unit=unit, count=counted, **{**facts, **more})  # type: ignore[arg-type]


def cells(counted: Counted) -> dict[str, int]:
    return {cell.key: cell.value for cell in counted.cells}


def test_children_are_distinct_by_identity() -> None:
    facts = [fact(1), fact(1), fact(2)]
    assert count(measure(), [], facts).value == 2
    assert count(measure("rows"), [], facts).value == 3


def test_a_child_stands_once_in_each_cell_so_cells_do_not_add_up() -> None:
    facts = [fact(1, "HOME"), fact(1, "HOME"), fact(1, "CARE"), fact(2, "HOME")]
    counted = count(measure(), [SETTING], facts)
    assert counted.value == 2
    assert cells(counted) == {"HOME": 2, "CARE": 1, "NOT_KNOWN": 0}


def test_an_unknown_is_a_row_and_an_unforeseen_value_a_cell() -> None:
    counted = count(measure(), [SETTING], [fact(1, "NOT_KNOWN"), fact(2, "BOAT")])
    assert cells(counted) == {"HOME": 0, "CARE": 0, "NOT_KNOWN": 1, "BOAT": 1}


def test_an_open_breakdown_shows_what_it_finds() -> None:
    facts = [fact(1, ward="Lye"), fact(2, ward="Amblecote"), fact(3, ward="NOT_KNOWN")]
    counted = count(measure(), [WARD], facts)
    assert [cell.key for cell in counted.cells] == ["Amblecote", "Lye", "NOT_KNOWN"]


def test_also_wants_a_child_with_rows_of_both_kinds() -> None:
    facts = [fact(1, "HOME"), fact(1, "CARE"), fact(2, "HOME"), fact(3, "CARE"), fact(1, "BOAT")]
    both = measure(where={"setting": ("HOME",)}, also={"setting": ("CARE",)})
    counted = count(both, [], facts)
    assert counted.value == 1
    assert {row.record_id for row in counted.rows} == {facts[0].record_id, facts[1].record_id}


def test_the_rows_behind_a_figure_say_their_cells() -> None:
    facts = [fact(1, "HOME"), fact(2, "CARE")]
    rows = count(measure("rows"), [SETTING, WARD], facts).rows
    said = {row.record_id: row.cells for row in rows}
    assert said[facts[1].record_id] == ("setting:CARE", "ward:Brierley Hill")


def toolkit() -> Toolkit:
    known = {"things": Vocabulary("during", frozenset({"size"}))}
    return parse(SMALL.encode(), known)


def sized(*sizes: float | str) -> list[Fact]:
    return [
        Fact("thing", uuid.UUID(int=n), uuid.UUID(int=n), uuid.UUID(int=n), {"size": size})
        for n, size in enumerate(sizes)
    ]


def test_nothing_to_count_is_nought() -> None:
    (counted,) = count_all(toolkit(), {"things": []})
    assert (counted.value, counted.status) == (0, ACTUAL)


def test_a_source_that_was_not_read_is_not_available_and_never_nought() -> None:
    (counted,) = count_all(toolkit(), {"things": Unread("The source could not be read.")})
    assert (counted.value, counted.status) == (None, NOT_AVAILABLE)
    assert counted.reason == "The source could not be read."


def test_a_figure_that_fails_says_so() -> None:
    broken = [Fact("thing", uuid.uuid4(), uuid.uuid4(), uuid.uuid4(), {})]
    (counted,) = count_all(toolkit(), {"things": broken})
    assert (counted.value, counted.status) == (None, NOT_AVAILABLE)
    assert counted.reason == "This figure could not be counted (KeyError)."


def sealed(facts: list[Fact], period: Period = PERIOD, key: str = "small_1") -> str:
    return checksum("E08000027", period, (key, "0"), count_all(toolkit(), {"things": facts}))


@given(st.permutations([1.0, 6.0, 80.0, "NOT_KNOWN"]))
def test_the_order_of_facts_does_not_change_the_checksum(sizes: list[float | str]) -> None:
    ids = {1.0: 1, 6.0: 2, 80.0: 3, "NOT_KNOWN": 4}
    facts = [
        Fact("thing", uuid.UUID(int=n), uuid.UUID(int=n), uuid.UUID(int=n), {"size": size})
        for size in sizes
        for n in (ids[size],)
    ]
    assert sealed(facts) == sealed(sorted(facts, key=lambda one: one.record_id))


@pytest.mark.parametrize(
    "other",
    [
        sealed(sized(1, 6)),
        sealed(sized(1, 80), Period("Quarter 4", PERIOD.start, PERIOD.end)),
        sealed(sized(1, 80), Period("Quarter 3", PERIOD.start, date(2015, 12, 30))),
        sealed(sized(1, 80), key="small_2"),
        sealed([*sized(1), *sized("x", 80)[1:], *sized("x", "x", 80)[2:]]),
    ],
)
def test_another_input_has_another_checksum(other: str) -> None:
    assert sealed(sized(1, 80)) != other
