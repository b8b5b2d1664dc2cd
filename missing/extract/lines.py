"""One row of an extract as a missing episode, or the sentence that says why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from core.refusals import Invalid
from missing.extract import cells
from missing.extract.columns import find_columns, label
from missing.extract.files import Row, Table
from missing.extract.words import CATEGORIES, REPORTERS, SETTINGS, SEXES, TYPES


@dataclass(frozen=True)
class Line:
    """What one row says of an episode. Times are moments, words are codes."""

    number: int
    given_name: str
    family_name: str
    born_on: date | None
    sex: str
    police_reference: str
    setting: str
    missing_type: str
    category: str
    started_at: datetime | None
    reported_at: datetime | None
    ended_at: datetime | None
    reported_by: str
    placed_by: str

    def as_json(self) -> dict[str, Any]:
        """The line as it is kept until its row is imported or settled."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Line:
        """The line as it was kept."""
        read: dict[str, Any] = dict(kept)
        if read["born_on"]:
            read["born_on"] = date.fromisoformat(read["born_on"])
        for name in ("started_at", "reported_at", "ended_at"):
            if read[name]:
                read[name] = datetime.fromisoformat(read[name])
        return cls(**read)


@dataclass(frozen=True)
class Unread:
    """A row that is no episode, and why."""

    number: int
    reason: str


class Cells:
    """The cells of one row by the field they hold."""

    def __init__(self, row: Row, places: dict[str, int]) -> None:
        self.row, self.places = row, places

    def get(self, field: str) -> Any:
        place = self.places.get(field)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else None

    def moment(self, whole: str, on: str, clock: str) -> cells.Moment | None:
        """A day and time, from one cell or from two."""
        found = cells.moment(self.get(whole), label(whole))
        if found is None:
            found = cells.moment(self.get(on), label(on))
        time = cells.clock(self.get(clock), label(clock))
        if found is None:
            if time:
                raise Invalid(f"{label(clock)} has no date beside it.")
            return None
        return (found[0], time) if time else found


def read_lines(table: Table) -> Iterator[Line | Unread]:
    """Each row below the headings as a Line, or as the reason why it is none."""
    place, columns = find_columns(table)
    for row in table.rows[place + 1 :]:
        try:
            yield _line(row.number, Cells(row, columns))
        except Invalid as refusal:
            yield Unread(row.number, refusal.sentence)


def _line(number: int, row: Cells) -> Line:
    given, family = _names(row)
    started_at, reported_at, ended_at = _times(row)
    setting = cells.one_of(row.get("setting"), SETTINGS, label("setting")) or "UNKNOWN"
    return Line(
        number=number,
        given_name=given,
        family_name=family,
        born_on=cells.day(row.get("born_on"), label("born_on")),
        sex=cells.one_of(row.get("sex"), SEXES, label("sex")) or "0",
        police_reference=cells.text(row.get("police_reference"), "Police reference", limit=40),
        setting=setting,
        missing_type=cells.one_of(row.get("missing_type"), TYPES, label("missing_type")),
        category=cells.one_of(row.get("category"), CATEGORIES, label("category")),
        started_at=started_at,
        reported_at=reported_at,
        ended_at=ended_at,
        reported_by=_reporter(row),
        placed_by=cells.text(row.get("placed_by"), label("placed_by"), limit=80),
    )


def _names(row: Cells) -> tuple[str, str]:
    """Given and family name; “SMITH, Jane” and “Jane SMITH” are the same."""
    given = cells.person_name(row.get("given_name"), "Given name")
    family = cells.person_name(row.get("family_name"), "Family name")
    whole = cells.person_name(row.get("name"), "Name")
    if whole and not (given or family):
        if "," in whole:
            family, given = (part.strip() for part in whole.split(",", 1))
        else:
            given, _, family = whole.rpartition(" ")
    if not (given or family):
        raise Invalid("The child's name is missing.")
    return given, family


def _times(row: Cells) -> tuple[datetime | None, datetime | None, datetime | None]:
    """Start, report and return. A start that says only the day gives way to a report that day.

    A day without a time counts as its first minute, but never before the start.
    """
    start = row.moment("started", "start_date", "start_time")
    report = row.moment("reported", "report_date", "report_time")
    back = row.moment("returned", "return_date", "return_time")
    if start is None and report is None:
        raise Invalid("There is no time of the start and none of the report.")
    reported_at = cells.at(report) if report else None
    if start and start[1] is None and report and report[1] and report[0] == start[0]:
        start = None
    started_at = cells.at(start) if start else None
    begin = started_at or reported_at
    if back is None:
        return started_at, reported_at, None
    ended_at = cells.at(back, not_before=begin)
    if back[1] is None and begin and ended_at < begin and back[0] == _day_of(start, report):
        ended_at = begin
    return started_at, reported_at, ended_at


def _day_of(*moments: cells.Moment | None) -> date | None:
    return next((moment[0] for moment in moments if moment), None)


def _reporter(row: Cells) -> str:
    """Who reported, as a role; a name or another word is nobody's business here."""
    try:
        return cells.one_of(row.get("reported_by"), REPORTERS, "Reported by") or "UNKNOWN"
    except Invalid:
        return "OTHER"
