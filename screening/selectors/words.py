"""Screenings in words: labels of the version, reasons with their ticks, health masked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies import access
from agencies.permissions import Permission
from cases.models import RiskLevel
from screening import scoring
from screening.models import STANDING, AuthorityTool, ReferrerTick, Screening, ToolVersion
from screening.scoring import Reason, Tick
from screening.tool import JUDGEMENT_ONLY, SCORE_BANDS, Level, Tool

JUDGEMENT_WORDS = "Professional judgement: this form suggests no outcome."
SCORE_WORDS = "Suggested by adding up points in bands."


@dataclass(frozen=True)
class Said:
    """A line of the rule, and the ticks that fired it in words."""

    says: str
    ticks: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """How an indicator stood in the last screening, and since when without a break."""

    windows: tuple[str, ...]
    on: date | None = None
    since: date | None = None


def outcome_word(version: ToolVersion, level: str) -> str:
    """The version's own word for a level, and the level where the word does not say it."""
    if not level:
        return ""
    word, common = version.tool.outcome_for(Level(level)).label, RiskLevel(level).label
    return word if word.lower() in common.lower() else f"{word} ({common.lower()})"


def said(tool: Tool, reasons: Iterable[Reason], *, health: bool) -> tuple[Said, ...]:
    """Reasons in words; without `health` they name no health indicator."""
    shown = tuple(reasons) if health else scoring.without_health(tool, reasons)
    return tuple(
        Said(reason.says, tuple(tick_words(tool, tick) for tick in reason.ticks))
        for reason in shown
    )


def tick_words(tool: Tool, tick: Tick) -> str:
    """The label of an indicator, and its window where its group has two."""
    group = tool.group_of(tick.indicator)
    label = tool.indicator(tick.indicator).label
    return f"{label} ({tool.window(tick.window).words})" if len(group.windows) > 1 else label


def window_words(tool: Tool, indicator: str, windows: Iterable[str]) -> tuple[str, ...]:
    """Where an indicator is ticked: the windows' words, or just “ticked” where there is one."""
    group = tool.group_of(indicator)
    ticked = [window for window in group.windows if window in set(windows)]
    if len(group.windows) == 1:
        return ("ticked",) if ticked else ()
    return tuple(tool.window(window).words for window in ticked)


def said_by_window(tool: Tool, rows: Sequence[ReferrerTick]) -> tuple[tuple[str, str], ...]:
    """What a referrer wrote of one indicator, by the words of each window, in the form's order."""
    written = {row.window: row.evidence for row in rows if row.evidence}
    code = rows[0].indicator
    return tuple(
        (words, written[window])
        for window in tool.group_of(code).windows
        if window in written
        for words in window_words(tool, code, [window])
    )


def written_of(tool: Tool, rows: Sequence[ReferrerTick]) -> str:
    """The same as one text, a line for each window; which one is said where there are two."""
    said = said_by_window(tool, rows)
    lines = [f"{where}: {text}" if len(rows) > 1 else text for where, text in said]
    return "\n".join(lines)


def shown_indicators(tool: Tool, *, health: bool) -> frozenset[str]:
    """The indicators a viewer sees: all, or all but those of the health class."""
    return frozenset(
        indicator.code for _, indicator in tool.indicators() if health or not indicator.health
    )


def rule_words(version: ToolVersion, rule: str, agreed: AuthorityTool | None) -> str:
    """What suggests the outcome, and by whom and when that was agreed."""
    if rule == JUDGEMENT_ONLY or not rule:
        return JUDGEMENT_WORDS
    counting = version.tool.counting_rule(rule)
    name = counting.name if counting else SCORE_WORDS
    if agreed is None or rule == SCORE_BANDS:
        return name
    day = agreed.agreed_on
    on = f"{day.day} {day:%B %Y}" if day else ""
    return f"{name}, agreed by {agreed.agreed_by} on {on}"


def earlier(viewer: Any, screening: Screening) -> list[Screening]:
    """Standing screenings of the case before this one that the viewer may read, latest first."""
    standing = Screening.objects.filter(case=screening.case_id, status__in=STANDING)
    rows = access.visible(viewer, Permission.SCREENING_VIEW, standing)
    if screening.signed_at:
        rows = rows.filter(signed_at__lt=screening.signed_at)
    return list(
        rows.exclude(pk=screening.pk)
        .select_related("version")
        .prefetch_related("answers")
        .order_by("-signed_at")
    )


def before(past: list[Screening], shown: Collection[str]) -> dict[str, Before]:
    """How each indicator stood last time, told by code over all versions."""
    if not past:
        return {}
    found = {}
    for indicator in shown:
        windows = _windows(past[0], indicator)
        since = None
        for screening in past:
            if not _windows(screening, indicator):
                break
            since = screening.completed_on
        found[indicator] = Before(windows, past[0].completed_on, since)
    return found


def _windows(screening: Screening, indicator: str) -> tuple[str, ...]:
    for answer in screening.answers.all():
        if answer.indicator == indicator:
            return tuple(answer.windows)
    return ()
