"""The figures of a period counted from a scenario's facts by plain Python: no Django, no reporting.

It follows the rules of the regional dataset, section 2, on the CSV files alone, so that it can
only agree with the portal if both are right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

DUDLEY = "E08000027"
AT_RISK_LEVELS = {"SIGNIFICANT", "SERIOUS"}
Row = dict[str, str]


def moment(text: str) -> datetime:
    """A local time of the files."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


@dataclass
class Facts:
    """A scenario's files, with the corrections of later days put in."""

    folder: Path

    def rows(self, name: str) -> list[Row]:
        with (self.folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @cached_property
    def identity(self) -> dict[str, str]:
        """Which records are of one child."""
        return {row["child"]: row["same_as"] or row["child"] for row in self.rows("children")}

    @cached_property
    def levels(self) -> list[tuple[datetime, str, str, str]]:
        """Every level set: when, whose, held by which authority, which."""
        return sorted(
            (moment(row["signed_at"]), self.identity[row["child"]], row["authority"], row["level"])
            for row in self.rows("screenings")
        )

    @cached_property
    def openings(self) -> list[tuple[datetime, str, str, bool]]:
        """Every time a case was opened (True) or closed (False) in an authority."""
        known = self.identity
        found = [
            (moment(row["decided_at"]), known[row["child"]], authority_of(row), True)
            for row in self.rows("referrals")
            if row["decision"] in {"ACCEPTED", "ESCALATED"}
        ]
        found += [
            (moment(row["end_recorded_at"]), known[row["child"]], row["authority"], True)
            for row in self.rows("episodes")
            if row["ended_at"]
        ]
        found += [
            (moment(row["at"]), known[row["child"]], row["authority"], False)
            for row in self.rows("case_steps")
            if row["to"] == "CLOSED"
        ]
        return sorted(found)

    def corrected(self, name: str, key: str) -> list[Row]:
        """The rows of a file as they stand after every correction."""
        rows = {row[key]: row for row in self.rows(name)}
        for change in self.rows("corrections"):
            if change["what"] == key:
                rows[change["key"]][change["field"]] = change["value"]
        return list(rows.values())

    def true_on(self, name: str, key: str, day: date) -> dict[str, Row]:
        """The dated facts true on a day, by child; the one that began last."""
        found: dict[str, Row] = {}
        for row in sorted(self.corrected(name, key), key=lambda row: row["from_on"]):
            began = date.fromisoformat(row["from_on"]) <= day
            ended = row["until_on"] and date.fromisoformat(row["until_on"]) < day
            if began and not ended:
                found[self.identity[row["child"]]] = row
        return found


def authority_of(referral: Row) -> str:
    """The neighbour's own team records the neighbour's referrals."""
    return "E08000028" if referral["by"].startswith("sandwell.") else DUDLEY


def figures(folder: Path, start: date, end: date) -> dict[str, int]:
    """Every measure of this issue for Dudley in one period."""
    facts = Facts(folder)
    return {**at_risk(facts, end), **missing(facts, start, end)}


@dataclass(frozen=True)
class AtRisk:
    """A child with an open case at the end of the period."""

    level: str
    ours: bool
    looked_after: bool
    placed_here: bool


def at_risk(facts: Facts, end: date) -> dict[str, int]:
    """Section A, as at the last second of the period."""
    rows = list(children_at_risk(facts, end))
    ours = [row for row in rows if row.ours and row.level in AT_RISK_LEVELS]
    cared_for = [row for row in ours if row.looked_after]
    others = [
        row for row in rows if not row.ours and row.placed_here and row.level in AT_RISK_LEVELS
    ]
    return {
        "M001": len(ours),
        "M002": sum(row.level == "SERIOUS" for row in ours),
        "M003": sum(row.level == "SIGNIFICANT" for row in ours),
        "M004": sum(row.ours and row.level == "AT_RISK" for row in rows),
        "M010": sum(not row.placed_here for row in cared_for),
        "M011": sum(row.placed_here for row in cared_for),
        "M012": len(others),
    }


def children_at_risk(facts: Facts, end: date) -> Iterator[AtRisk]:
    """Children whose open case concerns Dudley: held, looked after or placed here."""
    last = datetime(end.year, end.month, end.day) + timedelta(days=1)
    is_open = {(child, held): opened for at, child, held, opened in facts.openings if at < last}
    level = {(child, held): name for at, child, held, name in facts.levels if at < last}
    care = facts.true_on("care", "care", end)
    placed = facts.true_on("placements", "placement", end)
    for (child, held), opened in is_open.items():
        responsible = care[child]["responsible"] if child in care else held
        here = child in care and child in placed and placed[child]["lies_in"] == DUDLEY
        if opened and (DUDLEY in (held, responsible) or here):
            yield AtRisk(
                level=level.get((child, held), ""),
                ours=responsible == DUDLEY,
                looked_after=child in care,
                placed_here=here,
            )


def missing(facts: Facts, start: date, end: date) -> dict[str, int]:
    """Section D: every episode Dudley holds that starts in the period, whichever child's."""
    episodes = [
        (facts.identity[row["child"]], row["setting"])
        for row in facts.corrected("episodes", "episode")
        if row["authority"] == DUDLEY
        and start <= moment(row["started_at"] or row["reported_at"]).date() <= end
    ]
    children = {
        setting: {child for child, where in episodes if where == setting}
        for setting in ("HOME", "CARE", "EDUCATION", "UNKNOWN")
    }
    count = {where: sum(setting == where for _, setting in episodes) for where in children}
    return {
        "M040": len({child for child, _ in episodes}),
        "M041": len(episodes),
        "M042": len(children["HOME"]),
        "M043": count["HOME"],
        "M044": len(children["CARE"]),
        "M045": count["CARE"],
        "M046": len(children["HOME"] & children["CARE"]),
        "M047": count["UNKNOWN"],
        "M048": count["EDUCATION"],
    }
