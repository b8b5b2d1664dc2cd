"""What the ticks suggest, and why: a pure rule, never the decision.

The chosen outcome is a person's (domain/screening-tool.md, section 5b); the suggestion stands
beside it and names the line of the rule and the ticks that fired it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from screening.tool import (
    JUDGEMENT_ONLY,
    SCORE_BANDS,
    Group,
    Indicator,
    IndicatorGroup,
    Level,
    Tool,
)
from screening.tool.shape import (
    AgeBelow,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Count,
    CountingRule,
    LearningDisability,
)

VULNERABILITY_CAP = "Vulnerabilities alone never raise the outcome above at risk."
UNDER_13_DISCLOSURE = (
    "Sexual activity of a child under 13 is an offence whatever the score: "
    "tell the police and ask for a section 47 enquiry now."
)
CRITICAL = "A critical indicator is ticked: think of the police and a section 47 enquiry now."


@dataclass(frozen=True, order=True)
class Tick:
    """An indicator ticked in one window."""

    indicator: str
    window: str


@dataclass(frozen=True)
class ChildFacts:
    """What a rule may know of the child, as it stood on the day of completion."""

    age: int | None = None
    learning_disability: bool = False


HEALTH_HIDDEN = "This rests in part on health detail that is not open to your role."


@dataclass(frozen=True)
class Reason:
    """A line of the rule in its own words, and the ticks that made it apply."""

    says: str
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """The level a rule arrives at; no level where the rule leaves it to judgement."""

    level: Level | None
    rule: str
    because: tuple[Reason, ...] = ()
    score: int | None = None


def suggest(
    tool: Tool,
    ticks: Iterable[Tick],
    child: ChildFacts,
    *,
    rule: str | None = None,
    floors: Collection[str] = (),
) -> Suggestion:
    """What `rule` (the tool's own where none is named) makes of the ticks."""
    kept = known_ticks(tool, ticks)
    named = rule or tool.rule
    counting = tool.counting_rule(named)
    if named == JUDGEMENT_ONLY:
        return Suggestion(level=None, rule=JUDGEMENT_ONLY)
    if counting:
        found = _first_match(tool, counting, kept, child)
    elif named == SCORE_BANDS:
        found = _score(tool, kept)
    else:
        raise ValueError(f"The tool {tool.code} has no rule {named}.")
    return _capped(tool, _floored(tool, found, child, floors), kept)


def known_ticks(tool: Tool, ticks: Iterable[Tick]) -> frozenset[Tick]:
    """The ticks this version has a box for: others say nothing under its rules."""
    return frozenset(ticks) & _boxes(tool)


def unasked(tool: Tool, rule: str, *, on: Tool) -> tuple[Tick, ...]:
    """The boxes that a rule of one version reads and another version does not have.

    They are told apart by code and window. While there is one, what was ticked on the other form
    does not say what the rule would make of it. A rule reads the groups it counts; where
    vulnerabilities count it reads all, because alone they never raise the outcome.
    """
    missing = _boxes(tool) - _boxes(on)
    return _ticks_of(tool, missing, lambda group, indicator: group.code in _groups_read(tool, rule))


def _groups_read(tool: Tool, rule: str) -> set[IndicatorGroup]:
    counting = tool.counting_rule(rule)
    if counting:
        read = {count.group for count in counting.counts}
    else:
        read = {group.code for group in tool.groups if group.score and rule == SCORE_BANDS}
    every = {group.code for group in tool.groups}
    return every if IndicatorGroup.VULNERABILITY in read else read


def _boxes(tool: Tool) -> frozenset[Tick]:
    return frozenset(
        Tick(indicator.code, window)
        for group, indicator in tool.indicators()
        for window in group.windows
    )


def prompts(tool: Tool, ticks: Iterable[Tick], child: ChildFacts) -> tuple[Reason, ...]:
    """What must be done whatever the score (seed004: under 13; critical indicators)."""
    kept = known_ticks(tool, ticks)
    young = child.age is not None and child.age < 13
    disclosed = _ticks_of(tool, kept, lambda group, indicator: indicator.sexual_activity)
    critical = _ticks_of(tool, kept, lambda group, indicator: indicator.critical)
    found = []
    if young and disclosed:
        found.append(Reason(UNDER_13_DISCLOSURE, disclosed))
    if critical:
        found.append(Reason(CRITICAL, critical))
    return tuple(found)


def without_health(tool: Tool, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The same reasons naming no health indicator, for roles without health detail.

    A reason that rests on one says only that: how many ticks it takes would tell of the hidden one.
    """
    health = {indicator.code for _, indicator in tool.indicators() if indicator.health}
    told = []
    for reason in reasons:
        shown = tuple(tick for tick in reason.ticks if tick.indicator not in health)
        hides = len(shown) < len(reason.ticks)
        told.append(replace(reason, says=HEALTH_HIDDEN, ticks=shown) if hides else reason)
    return tuple(told)


def _ticks_of(
    tool: Tool, ticks: Collection[Tick], wanted: Callable[[Group, Indicator], bool]
) -> tuple[Tick, ...]:
    """The ticks of the indicators wanted, in the order of the form."""
    return tuple(
        Tick(indicator.code, window)
        for group, indicator in tool.indicators()
        for window in group.windows
        if wanted(group, indicator) and Tick(indicator.code, window) in ticks
    )


def _ticks_in(tool: Tool, ticks: Collection[Tick], code: IndicatorGroup) -> tuple[Tick, ...]:
    return _ticks_of(tool, ticks, lambda group, indicator: group.code == code)


def _first_match(
    tool: Tool, rule: CountingRule, ticks: frozenset[Tick], child: ChildFacts
) -> Suggestion:
    counted = {count.code: _count(tool, count, ticks) for count in rule.counts}
    for line in rule.lines:
        fired = () if line.when is None else _fired(line.when, counted, child)
        if fired is not None:
            in_order = _ticks_of(tool, fired, lambda group, indicator: True)
            return Suggestion(line.level, rule.code, (Reason(line.says, in_order),))
    raise ValueError(f"Rule {rule.code} has no line that always applies.")


def _count(tool: Tool, count: Count, ticks: frozenset[Tick]) -> dict[str, tuple[Tick, ...]]:
    """The ticks of each indicator that counts; their number is the count."""
    found: dict[str, tuple[Tick, ...]] = {}
    for tick in _ticks_in(tool, ticks, count.group):
        found[tick.indicator] = (*found.get(tick.indicator, ()), tick)
    return {
        indicator: counted
        for indicator, counted in found.items()
        if _in_window(count, {tick.window for tick in counted})
    }


def _in_window(count: Count, windows: set[str]) -> bool:
    if count.only:
        return windows == {count.window}
    return not count.window or count.window in windows


def _fired(
    condition: Condition, counted: dict[str, dict[str, tuple[Tick, ...]]], child: ChildFacts
) -> tuple[Tick, ...] | None:
    """The ticks that make a condition true (none where it speaks of the child), None if false."""
    match condition:
        case AtLeast(count, number):
            ticks = counted[count]
            return sum(ticks.values(), ()) if len(ticks) >= number else None
        case AgeBelow(years):
            return () if child.age is not None and child.age < years else None
        case LearningDisability():
            return () if child.learning_disability else None
        case AnyOf(parts):
            true = [one for part in parts if (one := _fired(part, counted, child)) is not None]
            return sum(true, ()) if true else None
        case AllOf(parts):
            each = [_fired(part, counted, child) for part in parts]
            return None if None in each else sum((one for one in each if one), ())


def _score(tool: Tool, ticks: frozenset[Tick]) -> Suggestion:
    """Add up the points of each tick and find the band (SERAF scoring guidance)."""
    score = 0
    reasons = []
    for group in tool.groups:
        own = _ticks_in(tool, ticks, group.code)
        points = sum(group.points(tick.window) for tick in own)
        score += points
        if points:
            words = "1 point" if points == 1 else f"{points} points"
            reasons.append(Reason(f"{group.label}: {words}.", own))
    band = next(
        outcome
        for outcome in tool.outcomes
        if (outcome.lowest or 0) <= score and (outcome.highest is None or score <= outcome.highest)
    )
    summary = Reason(f"A score of {score} is in the band “{band.label}”.")
    return Suggestion(band.level, SCORE_BANDS, (summary, *reasons), score=score)


def _floored(
    tool: Tool, found: Suggestion, child: ChildFacts, switched_on: Collection[str]
) -> Suggestion:
    for floor in tool.floors:
        applies = floor.code in switched_on and _fired(floor.when, {}, child) is not None
        if applies and found.level == floor.instead_of:
            found = replace(found, level=floor.level, because=(*found.because, Reason(floor.says)))
    return found


def _capped(tool: Tool, found: Suggestion, ticks: frozenset[Tick]) -> Suggestion:
    """Rule 2 of all kinds: vulnerabilities alone never raise the outcome above at risk."""
    vulnerable = _ticks_in(tool, ticks, IndicatorGroup.VULNERABILITY)
    above = found.level is not None and found.level.rank > Level.AT_RISK.rank
    if above and len(vulnerable) == len(ticks):
        cap = Reason(VULNERABILITY_CAP, vulnerable)
        return replace(found, level=Level.AT_RISK, because=(*found.because, cap))
    return found
