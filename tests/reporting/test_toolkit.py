"""A toolkit is data: what is wrong with it is said in sentences, and the shipped one is whole."""

from __future__ import annotations

from datetime import date

import pytest

from reporting.selectors.sources import vocabulary
from reporting.selectors.toolkits import FOLDER, toolkit_for, toolkits
from reporting.toolkit import Period, Toolkit, ToolkitFault, Vocabulary, parse

SMALL = """
code = "small"
version = 1
name = "Small"
in_force_from = 2015-01-01
quarters = [{ label = "Quarter 1", first = "04-01", last = "06-30" }]

[[breakdown]]
code = "size"
label = "Size"
fact = "size"
bands = [{ key = "LOW", label = "Low", below = 6 }, { key = "MID", label = "Mid", up_to = 72 },
         { key = "HIGH", label = "High" }]
cells = [["NOT_KNOWN", "Not known"]]

[[measure]]
code = "M1"
label = "Rows"
unit = "episodes"
definition = "Every row."
time = "during"
source = "things"
count = "rows"
split = ["size"]
"""
KNOWN = {"things": Vocabulary("during", frozenset({"size", "kind"}))}
CODES = [
    "M001",
    "M002",
    "M003",
    "M004",
    "M010",
    "M011",
    "M012",
    "M040",
    "M041",
    "M042",
    "M043",
    "M044",
    "M045",
    "M046",
    "M047",
    "M048",
]


def small(**replaced: str) -> Toolkit:
    text = SMALL
    for old, new in replaced.items():
        text = text.replace(old, new)
    return parse(text.encode(), KNOWN)


def problems(old: str, new: str) -> str:
    with pytest.raises(ToolkitFault) as fault:
        parse(SMALL.replace(old, new).encode(), KNOWN)
    return str(fault.value)


def test_the_shipped_toolkit_holds_the_measures_of_sections_a_and_d() -> None:
    (shipped,) = toolkits()
    assert [measure.code for measure in shipped.measures] == CODES
    assert all(measure.definition.endswith(".") for measure in shipped.measures)


def test_every_shipped_breakdown_is_used() -> None:
    (shipped,) = toolkits()
    used = {code for measure in shipped.measures for code in measure.split}
    assert used == set(shipped.breakdowns)


@pytest.mark.parametrize(
    ("number", "key"),
    [(5.99, "LOW"), (6, "MID"), (72, "MID"), (72.01, "HIGH")],
)
def test_a_band_knows_its_edges(number: float, key: str) -> None:
    assert small().breakdowns["size"].key_of(number) == key


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('source = "things"', 'source = "dreams"', "there is no source dreams"),
        ('time = "during"', 'time = "as-at"', "speaks of during, not of as-at"),
        ('unit = "episodes"', 'unit = "children"', "counts rows but its unit is children"),
        ('split = ["size"]', 'split = ["colour"]', "there is no breakdown colour"),
        ('fact = "size"', 'fact = "mood"', "has no fact mood to split by"),
        ('count = "rows"', 'count = "rows"\nwhere = { mood = ["A"] }', "has no fact mood"),
        ('count = "rows"', 'count = "rows"\nalso = { mood = ["A"] }', "has no fact mood"),
        ('definition = "Every row."', 'definition = ""', "a definition in words"),
        ('code = "small"', "code = ", "It is not TOML"),
        ("version = 1", "", "A block is not whole: 'version'"),
        ('unit = "episodes"', 'weight = "episodes"', "A block is not whole"),
        ('first = "04-01"', 'first = "04-31"', "A quarter has a day that does not exist"),
    ],
)
def test_what_is_wrong_is_said_in_words(old: str, new: str, said: str) -> None:
    assert said in problems(old, new)


def test_a_code_is_used_once() -> None:
    twice = SMALL + SMALL[SMALL.index("[[measure]]") :]
    with pytest.raises(ToolkitFault, match="Measure M1 is there 2 times"):
        parse(twice.encode(), KNOWN)


def test_another_measure_needs_toml_only() -> None:
    path = FOLDER / "west_midlands_1.toml"
    added = """
[[measure]]
code = "M901"
label = "Children absent"
unit = "children"
definition = "Children with an absent episode."
time = "during"
source = "missing_episodes"
where = { police_category = ["ABSENT"] }
count = "children"
split = ["gender", "setting"]
"""
    whole = parse(path.read_bytes() + added.encode(), vocabulary())
    assert whole.measures[-1].code == "M901"


@pytest.mark.parametrize(
    ("start", "end", "standard"),
    [
        (date(2015, 10, 1), date(2015, 12, 31), True),
        (date(2016, 1, 1), date(2016, 3, 31), True),
        (date(2015, 9, 1), date(2015, 12, 31), False),
    ],
)
def test_only_the_dates_of_a_quarter_are_standard(start: date, end: date, standard: bool) -> None:
    period = Period("Quarter 3", start, end)
    assert toolkit_for(period).is_standard(period) is standard


@pytest.mark.parametrize(
    ("day", "label", "end"),
    [
        (date(2016, 1, 1), "Quarter 3", date(2015, 12, 31)),
        (date(2015, 12, 31), "Quarter 2", date(2015, 9, 30)),
        (date(2016, 4, 1), "Quarter 4", date(2016, 3, 31)),
    ],
)
def test_the_last_quarter_is_the_one_that_has_ended(day: date, label: str, end: date) -> None:
    (shipped,) = toolkits()
    last = shipped.last_quarter_before(day)
    assert (last.label, last.end) == (label, end)
