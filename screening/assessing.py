"""What the rules make of a screening as it stands: the bridge from stored answers to `scoring`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from agencies.models import Authority
from cases.models import RiskLevel
from children.models import ChildDisability
from core.calendar import local_day
from screening import scoring
from screening.models import AuthorityTool, Screening, ToolStatus, ToolVersion
from screening.scoring import ChildFacts, Reason, Suggestion, Tick
from screening.tool import Tool

LEARNING = "LD"
"""The code of a learning disability in the list `disability`."""


def boxes_of(tool: Tool) -> dict[str, frozenset[str]]:
    """The windows each indicator of a version can be ticked in."""
    return {indicator.code: frozenset(group.windows) for group, indicator in tool.indicators()}


def ticks_of(screening: Screening) -> frozenset[Tick]:
    """The stored ticks of a screening."""
    return frozenset(
        Tick(answer.indicator, window)
        for answer in screening.answers.all()
        for window in answer.windows
    )


def child_facts(screening: Screening, *, on: date | None = None) -> ChildFacts:
    """What a rule may know of the child on the day of completion."""
    child = screening.case.child
    day = on or screening.completed_on or screening.saved_at.date()
    known = ChildDisability.true_on(day).filter(child__identity=child.identity_id)
    disabled = known.filter(code=LEARNING).exists()
    return ChildFacts(age=child.age_on(day), learning_disability=disabled)


def agreement_for(
    version: ToolVersion, authority: Authority, *, at: datetime | None = None
) -> AuthorityTool | None:
    """The agreement by which an authority is shown suggestions on a version, now or at a moment."""
    rows = AuthorityTool.objects.filter(authority=authority, version=version)
    if at is None:
        return rows.filter(until_at=None).first()
    return rows.filter(Q(until_at=None) | Q(until_at__gt=at), from_at__lte=at).first()


def version_in_use(authority: Authority, *, at: datetime) -> ToolVersion | None:
    """The version an authority uses, else the latest one offered that was valid by then."""
    agreed = AuthorityTool.objects.filter(authority=authority, until_at=None).first()
    if agreed:
        return agreed.version
    offered = list(ToolVersion.objects.filter(status=ToolStatus.PUBLISHED, offered=True))
    day = local_day(at).isoformat()
    valid = [one for one in offered if (one.tool.valid_from or "9999") <= day]
    by_age = sorted(valid or offered, key=lambda one: (one.tool.valid_from, one.number))
    return by_age[-1] if by_age else None


def suggestion_of(screening: Screening, ticks: Iterable[Tick] | None = None) -> Suggestion:
    """What the rule in force suggests for the stored ticks, or for the ticks of an open page."""
    agreed = agreement_for(screening.version, screening.case.authority)
    return scoring.suggest(
        screening.version.tool,
        ticks_of(screening) if ticks is None else ticks,
        child_facts(screening),
        rule=agreed.rule if agreed else None,
        floors=agreed.floors if agreed else (),
    )


def suggested_level(screening: Screening) -> RiskLevel | None:
    """The level the rule in force suggests for the stored ticks, if it suggests one."""
    level = suggestion_of(screening).level
    return RiskLevel(level.value) if level else None


def prompts_of(screening: Screening, ticks: Iterable[Tick] | None = None) -> tuple[Reason, ...]:
    """What must be done whatever the score."""
    given = ticks_of(screening) if ticks is None else ticks
    return scoring.prompts(screening.version.tool, given, child_facts(screening))


def stored(reasons: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons as they are kept with a signed screening."""
    return [
        {"says": reason.says, "ticks": [[tick.indicator, tick.window] for tick in reason.ticks]}
        for reason in reasons
    ]


def restored(rows: Iterable[dict[str, Any]]) -> tuple[Reason, ...]:
    """Reasons as they were on the day of signing."""
    return tuple(Reason(row["says"], tuple(Tick(*tick) for tick in row["ticks"])) for row in rows)
