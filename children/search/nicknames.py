"""Short forms of English given names: `data/nicknames.csv`, one group of names a line."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "data" / "nicknames.csv"


NONE: frozenset[str] = frozenset()


@cache
def _groups() -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    with FILE.open(encoding="utf-8") as lines:
        for names in csv.reader(lines):
            for name in names:
                groups[name] = groups.get(name, frozenset()) | frozenset(names)
    return groups


@cache
def _others() -> dict[str, frozenset[str]]:
    return {name: group - {name} for name, group in _groups().items()}


def also_called(given_name: str) -> frozenset[str]:
    """Other forms of a folded given name, so that Becky finds Rebecca; the name itself not."""
    return _others().get(given_name, NONE)
