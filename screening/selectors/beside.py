"""Two forms side by side: their words for the levels, their groups, their indicators by code."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cases.models import RiskLevel
from screening.models import Screening
from screening.selectors import words
from screening.tool import Tool


@dataclass(frozen=True)
class OutcomeLine:
    """One of the four levels in the words of each form; `None` where the form has no word."""

    level: str
    left: str
    right: str
    left_chosen: bool
    right_chosen: bool


@dataclass(frozen=True)
class GroupLine:
    """A group on each form, and how many of its indicators were ticked and are on the form."""

    left: str
    right: str
    left_ticked: int
    left_all: int
    right_ticked: int
    right_all: int
    right_unasked: int


@dataclass(frozen=True)
class Line:
    """One indicator as each form words it, and as it was answered there."""

    code: str
    left: str
    right: str
    left_ticked: tuple[str, ...]
    right_ticked: tuple[str, ...]

    @property
    def reworded(self) -> bool:
        return bool(self.left and self.right) and self.left != self.right


def outcomes(left: Screening, other: Screening | None, right: Tool) -> tuple[OutcomeLine, ...]:
    """Each level in the words of both forms, highest first, and which was chosen."""
    ours = {str(one.level): one.label for one in left.version.tool.outcomes}
    theirs = {str(one.level): one.label for one in right.outcomes}
    return tuple(
        OutcomeLine(
            level=RiskLevel(level).label,
            left=ours.get(level, ""),
            right=theirs.get(level, ""),
            left_chosen=left.chosen == level,
            right_chosen=other is not None and other.chosen == level,
        )
        for level in reversed(RiskLevel.values)
        if level in ours or level in theirs
    )


def lines(
    left: Screening, other: Screening | None, right: Tool, *, masked: Collection[str]
) -> tuple[Line, ...]:
    """Every indicator of either form by code; one that either marks as health is masked in both."""
    ours, theirs = _labels(left.version.tool), _labels(right)
    ticked = _windows(left)
    ticked_there = _windows(other) if other else {}
    return tuple(
        Line(
            code=code,
            left=ours.get(code, ""),
            right=theirs.get(code, ""),
            left_ticked=_ticked(left.version.tool, code, ticked),
            right_ticked=_ticked(right, code, ticked_there),
        )
        for code in {**ours, **theirs}
        if code not in masked
    )


def groups(
    left: Screening, other: Screening | None, right: Tool, shown: Collection[str]
) -> tuple[GroupLine, ...]:
    """How many were ticked in each group, by the groups of each form."""
    ours = _members(left.version.tool, shown)
    theirs = _members(right, shown)
    asked = {code for _, codes in ours.values() for code in codes}
    ticked = _windows(left).keys()
    there = _windows(other).keys() if other else ticked
    nothing: tuple[str, frozenset[str]] = ("", frozenset())
    return tuple(
        GroupLine(
            left=mine[0],
            right=its[0],
            left_ticked=len(mine[1] & ticked),
            left_all=len(mine[1]),
            right_ticked=len(its[1] & there),
            right_all=len(its[1]),
            right_unasked=0 if other else len(its[1] - asked),
        )
        for group in {**ours, **theirs}
        for mine, its in ((ours.get(group, nothing), theirs.get(group, nothing)),)
    )


def _members(tool: Tool, shown: Collection[str]) -> dict[str, tuple[str, frozenset[str]]]:
    return {
        str(group.code): (
            group.label,
            frozenset(one.code for one in group.indicators if one.code in shown),
        )
        for group in tool.groups
    }


def _labels(tool: Tool) -> dict[str, str]:
    return {indicator.code: indicator.label for _, indicator in tool.indicators()}


def _windows(screening: Screening) -> dict[str, tuple[str, ...]]:
    """The windows each indicator is ticked in; a note without a tick is none."""
    return {row.indicator: tuple(row.windows) for row in screening.answers.all() if row.windows}


def _ticked(tool: Tool, code: str, ticked: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return words.window_words(tool, code, ticked[code]) if code in ticked else ()
