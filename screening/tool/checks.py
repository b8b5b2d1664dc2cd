"""What must hold for a tool before it may be published, each broken rule as a plain sentence."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from screening.tool.shape import (
    JUDGEMENT_ONLY,
    SCORE_BANDS,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    CountingRule,
    Level,
    Outcome,
    Tool,
)

CODE = re.compile(r"[A-Z0-9][A-Z0-9_-]*")


def validate(tool: Tool) -> tuple[str, ...]:
    """All that is wrong with a tool; empty when it may be published."""
    return tuple(
        problem
        for check in (_codes, _groups, _levels, _rules, _bands, _counting_rules, _floors)
        for problem in check(tool)
    )


def _twice(kind: str, codes: Iterable[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{kind} {code} is there {times} times: a code is used once."


def _codes(tool: Tool) -> Iterator[str]:
    indicators = [indicator.code for _, indicator in tool.indicators()]
    windows = [window.code for window in tool.windows]
    outcomes = [outcome.code for outcome in tool.outcomes]
    yield from _twice("Indicator", indicators)
    yield from _twice("Window", windows)
    yield from _twice("Group", [group.code for group in tool.groups])
    yield from _twice("Outcome", outcomes)
    for code in (tool.code, *indicators, *windows, *outcomes):
        if not CODE.fullmatch(code):
            yield f"Code “{code}” may hold capital letters, figures, - and _ only."


def _groups(tool: Tool) -> Iterator[str]:
    known = {window.code for window in tool.windows}
    for group in tool.groups:
        if not group.windows:
            yield f"Group {group.code} has no window to tick in."
        yield from _twice(f"Group {group.code}: window", group.windows)
        for window in group.windows:
            if window not in known:
                yield f"Group {group.code} uses window {window}, which the tool does not describe."
        for window, points in group.score:
            if window not in group.windows:
                yield f"Group {group.code} gives points for window {window}, which it has not."
            if points < 0:
                yield f"Group {group.code} takes points away: a tick never lowers a score."
        if tool.offered and not group.indicators:
            yield f"Group {group.code} has no indicators, so the tool cannot be offered as a form."


def _levels(tool: Tool) -> Iterator[str]:
    stand_for = Counter(outcome.level for outcome in tool.outcomes)
    for level in Level:
        if not stand_for[level]:
            yield f"No outcome stands for the level {level}."
        if stand_for[level] > 1:
            yield f"{stand_for[level]} outcomes stand for the level {level}: it needs one word."


def _rules(tool: Tool) -> Iterator[str]:
    known = {JUDGEMENT_ONLY, SCORE_BANDS, *(rule.code for rule in tool.counting_rules)}
    if tool.rule not in tool.rule_options:
        yield f"The rule {tool.rule} is not among the tool's rule options."
    for option in tool.rule_options:
        if option not in known:
            yield f"The rule option {option} is described nowhere."


def _bands(tool: Tool) -> Iterator[str]:
    if SCORE_BANDS not in tool.rule_options:
        return
    if not any(group.score for group in tool.groups):
        yield "The tool scores by bands but no group gives points."
    if any(outcome.lowest is None for outcome in tool.outcomes):
        yield "The tool scores by bands but an outcome has no lowest score."
        return
    yield from _band_edges(sorted(tool.outcomes, key=lambda outcome: outcome.lowest or 0))


def _band_edges(bands: list[Outcome]) -> Iterator[str]:
    if bands and bands[0].lowest != 0:
        yield f"The lowest band, {bands[0].code}, must begin at 0."
    for lower, upper in pairwise(bands):
        if lower.highest is None or (upper.lowest or 0) <= lower.highest:
            yield f"The bands {lower.code} and {upper.code} overlap."
        elif upper.lowest != lower.highest + 1:
            yield f"There is a gap between the bands {lower.code} and {upper.code}."
        if upper.level.rank < lower.level.rank:
            yield f"The band {upper.code} has the higher score but the lower level."
    if bands and bands[-1].highest is not None:
        yield f"The highest band, {bands[-1].code}, must have no upper end."


def _counting_rules(tool: Tool) -> Iterator[str]:
    yield from _twice("Rule", [rule.code for rule in tool.counting_rules])
    for rule in tool.counting_rules:
        yield from _lines(rule)
        for count in rule.counts:
            group = next((one for one in tool.groups if one.code == count.group), None)
            if group and count.window and count.window not in group.windows:
                yield f"Rule {rule.code} counts window {count.window}, which {group.code} has not."


def _lines(rule: CountingRule) -> Iterator[str]:
    if not rule.lines or rule.lines[-1].when is not None:
        yield f"The last line of rule {rule.code} must have no condition, so that one applies."
    for line in rule.lines[:-1]:
        if line.when is None:
            yield f"Rule {rule.code}: “{line.says}” always applies and hides the lines below it."
    for upper, lower in pairwise(rule.lines):
        if lower.level.rank > upper.level.rank:
            yield f"Rule {rule.code}: “{lower.says}” gives a higher level than the line above it."
    known = {count.code for count in rule.counts}
    for line in rule.lines:
        for name in _counted(line.when):
            if name not in known:
                yield f"Rule {rule.code} speaks of the count {name}, which it does not describe."


def _counted(condition: Condition | None) -> Iterator[str]:
    if isinstance(condition, AtLeast):
        yield condition.count
    if isinstance(condition, AnyOf | AllOf):
        for part in condition.parts:
            yield from _counted(part)


def _floors(tool: Tool) -> Iterator[str]:
    yield from _twice("Floor", [floor.code for floor in tool.floors])
    for floor in tool.floors:
        if floor.level.rank <= floor.instead_of.rank:
            yield f"The floor {floor.code} does not raise anything."
        for name in _counted(floor.when):
            yield f"The floor {floor.code} speaks of the count {name}: a floor knows no counts."
