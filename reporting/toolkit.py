"""A toolkit: the measures of a return as data, read from TOML and checked before it counts.

Pure: it knows neither Django nor any one toolkit. What is wrong is said in plain sentences.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

AS_AT, DURING = "as-at", "during"
TIMES = {AS_AT: "as at the end of the period", DURING: "during the period"}
CHILDREN, ROWS = "children", "rows"
COUNTS = (CHILDREN, ROWS)
UNITS = {"children": CHILDREN, "episodes": ROWS}
NOT_KNOWN = "NOT_KNOWN"

Where = Mapping[str, tuple[str, ...]]
Value = str | float


class ToolkitFault(Exception):
    """A toolkit that cannot be used, with every reason in words."""

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        super().__init__(f"Toolkit {name}: " + " ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Vocabulary:
    """What a source offers: the time it speaks of and the facts of each row."""

    time: str
    facts: frozenset[str]


@dataclass(frozen=True)
class Quarter:
    """A standard quarter: its label, first and last day as month-day."""

    label: str
    first: str
    last: str

    def exists(self) -> bool:
        """Are both days on the calendar?"""
        try:
            self.in_year(2015)
        except ValueError:
            return False
        return True

    def in_year(self, year: int) -> Period:
        """The quarter of one calendar year."""
        return Period(
            self.label,
            date.fromisoformat(f"{year}-{self.first}"),
            date.fromisoformat(f"{year}-{self.last}"),
        )


@dataclass(frozen=True)
class Period:
    """Label, first and last day. The label is never worked out from the dates (rule 1)."""

    label: str
    start: date
    end: date


@dataclass(frozen=True)
class Band:
    """A cell for numbers: below a bound, or up to and including one; the last has none."""

    key: str
    label: str
    below: float | None = None
    up_to: float | None = None

    def holds(self, number: float) -> bool:
        return (self.below is None or number < self.below) and (
            self.up_to is None or number <= self.up_to
        )


@dataclass(frozen=True)
class Breakdown:
    """How a figure is split: by one fact, into bands of numbers and named cells.

    An open breakdown shows the cells it finds; a closed one also shows those with nothing in
    them. A value nobody foresaw is a cell of its own: no row is ever dropped (rule 7).
    """

    code: str
    label: str
    fact: str
    bands: tuple[Band, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    open: bool = False
    labels: str = ""

    def key_of(self, value: Value) -> str:
        """The cell a value falls in; the first band that holds a number wins."""
        if isinstance(value, str):
            return value
        return next((band.key for band in self.bands if band.holds(value)), NOT_KNOWN)

    def foreseen(self) -> tuple[tuple[str, str], ...]:
        """The keys and labels of the cells the toolkit names, in order."""
        return (*((band.key, band.label) for band in self.bands), *self.cells)


@dataclass(frozen=True)
class Measure:
    """One figure: what is counted, of which rows, at what time, and how it is split."""

    code: str
    label: str
    unit: str
    definition: str
    time: str
    source: str
    count: str
    where: Where = field(default_factory=dict)
    also: Where = field(default_factory=dict)
    split: tuple[str, ...] = ()


@dataclass(frozen=True)
class Toolkit:
    """A version of the return: quarters, breakdowns and measures, and the hash of its source."""

    code: str
    version: int
    name: str
    in_force_from: date
    quarters: tuple[Quarter, ...]
    breakdowns: Mapping[str, Breakdown]
    measures: tuple[Measure, ...]
    hash: str

    @property
    def key(self) -> str:
        """Code and version, as a return keeps it."""
        return f"{self.code}_{self.version}"

    def is_standard(self, period: Period) -> bool:
        """Are these exactly the dates of a standard quarter?"""
        quarters = (quarter.in_year(period.end.year) for quarter in self.quarters)
        return any((q.start, q.end) == (period.start, period.end) for q in quarters)

    def last_quarter_before(self, day: date) -> Period:
        """The standard quarter that ended last before a day."""
        periods = (q.in_year(year) for q in self.quarters for year in (day.year - 1, day.year))
        return max((p for p in periods if p.end < day), key=lambda p: p.end)


def parse(source: bytes, vocabulary: Mapping[str, Vocabulary]) -> Toolkit:
    """Read and check a toolkit. Raises ToolkitFault with every problem there is."""
    try:
        toolkit = _read(tomllib.loads(source.decode()), hashlib.sha256(source).hexdigest())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ToolkitFault("(unreadable)", (f"It is not TOML: {error}.",)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise ToolkitFault("(unreadable)", (f"A block is not whole: {error}.",)) from error
    problems = tuple(validate(toolkit, vocabulary))
    if problems:
        raise ToolkitFault(toolkit.key, problems)
    return toolkit


def validate(toolkit: Toolkit, vocabulary: Mapping[str, Vocabulary]) -> Iterator[str]:
    """Everything that is wrong with a toolkit, each as a sentence."""
    for code, times in Counter(measure.code for measure in toolkit.measures).items():
        if times > 1:
            yield f"Measure {code} is there {times} times: a code is used once."
    if not toolkit.measures:
        yield "It has no measure."
    if not all(quarter.exists() for quarter in toolkit.quarters):
        yield "A quarter has a day that does not exist."
    for measure in toolkit.measures:
        for problem in (
            *_faults(measure, vocabulary),
            *_split_faults(measure, toolkit, vocabulary),
        ):
            yield f"Measure {measure.code}: {problem}"


def _faults(measure: Measure, vocabulary: Mapping[str, Vocabulary]) -> Iterator[str]:
    if not measure.definition or not measure.label:
        yield "it needs a label and a definition in words."
    if measure.unit not in UNITS or UNITS[measure.unit] != measure.count:
        yield f"it counts {measure.count} but its unit is {measure.unit}."
    source = vocabulary.get(measure.source)
    if source is None:
        yield f"there is no source {measure.source}; there are {', '.join(sorted(vocabulary))}."
        return
    if measure.time != source.time:
        yield f"source {measure.source} speaks of {source.time}, not of {measure.time}."
    for name in sorted({*measure.where, *measure.also} - source.facts):
        yield f"source {measure.source} has no fact {name}."


def _split_faults(
    measure: Measure, toolkit: Toolkit, vocabulary: Mapping[str, Vocabulary]
) -> Iterator[str]:
    source = vocabulary.get(measure.source)
    for code in measure.split:
        breakdown = toolkit.breakdowns.get(code)
        if breakdown is None:
            yield f"there is no breakdown {code}."
        elif source and breakdown.fact not in source.facts:
            yield f"source {measure.source} has no fact {breakdown.fact} to split by."


def _read(data: dict[str, Any], digest: str) -> Toolkit:
    breakdowns = [_breakdown(block) for block in data.get("breakdown", ())]
    return Toolkit(
        code=data["code"],
        version=data["version"],
        name=data["name"],
        in_force_from=data["in_force_from"],
        quarters=tuple(Quarter(**block) for block in data["quarters"]),
        breakdowns={breakdown.code: breakdown for breakdown in breakdowns},
        measures=tuple(_measure(block) for block in data.get("measure", ())),
        hash=digest,
    )


def _breakdown(block: dict[str, Any]) -> Breakdown:
    bands = tuple(Band(**band) for band in block.pop("bands", ()))
    cells = tuple((key, label) for key, label in block.pop("cells", ()))
    return Breakdown(**block, bands=bands, cells=cells)


def _measure(block: dict[str, Any]) -> Measure:
    where, also = _where(block.pop("where", {})), _where(block.pop("also", {}))
    split = tuple(block.pop("split", ()))
    return Measure(**block, where=where, also=also, split=split)


def _where(block: dict[str, Any]) -> Where:
    return {fact: tuple(wanted) for fact, wanted in block.items()}
