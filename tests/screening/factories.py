"""Screenings for tests, made through the services as the pathway makes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, RiskLevel
from screening import assessing, services
from screening.models import Screening, ThresholdDecision, ToolVersion
from screening.services import AnswerGiven
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case

COMPLETED = date(2015, 9, 15)
NOW = datetime(2015, 9, 15, 14, tzinfo=UTC)


def person(role: Role, **more: Any) -> User:
    """Somebody with one post."""
    return cast(User, UserFactory(role=role, **more))


def tool_version(code: str = "DUDLEY-2015") -> ToolVersion:
    """The shipped version of a tool, published."""
    found = ToolVersion.objects.filter(code=code, number=1).first()
    if found:
        return found
    services.load_shipped_tools(at=datetime(2015, 9, 1, tzinfo=UTC))
    return ToolVersion.objects.get(code=code, number=1)


def given(*codes: str, window: str = "", basis: str = "FACT") -> list[AnswerGiven]:
    """Ticks with their evidence; significant ones are ticked as current."""
    return [
        AnswerGiven(
            indicator=code,
            windows=(window or ("CURRENT_6M" if code.startswith("S") else "TICK"),),
            basis=basis,
            evidence=f"Invented evidence for {code}.",
        )
        for code in codes
    ]


def make_draft(
    *,
    case: Case | None = None,
    by: User | None = None,
    tool: str = "DUDLEY-2015",
    version: ToolVersion | None = None,
    ticked: Iterable[str] = ("R01",),
    at: datetime = NOW,
    **details: Any,
) -> Screening:
    """A draft with answers, by a CSE team screener."""
    screener = by or person(Role.SCREENER)
    version = version or tool_version(tool)
    draft = services.start_screening(case or make_case(), by=screener, at=at, version=version)
    facts: dict[str, Any] = {"answers": given(*ticked), "completed_on": at.date(), **details}
    return services.save_answers(draft, by=screener, at=at, **facts)


def make_ready(
    *, level: RiskLevel = RiskLevel.AT_RISK, at: datetime = NOW, **details: Any
) -> Screening:
    """A draft with everything that signing at `level` needs."""
    draft = make_draft(at=at, **details)
    screener = draft.screener
    if assessing.prompts_of(draft):
        services.note_danger_shown(draft, by=screener, at=at)
    draft = services.choose_outcome(
        draft,
        level=level,
        rationale="Invented judgement.",
        difference_reason="Invented reason.",
        by=screener,
        at=at,
    )
    if level == RiskLevel.SIGNIFICANT:
        discuss_threshold(draft, by=screener, at=at)
    return draft


def discuss_threshold(draft: Screening, *, by: User | None, at: datetime = NOW) -> None:
    services.record_threshold_discussion(
        draft,
        open_to_social_care=False,
        discussed_with="The duty manager",
        discussed_at=at - timedelta(hours=1),
        decision=ThresholdDecision.CSE_TEAM_MANAGES,
        because="Invented reason.",
        by=by,
        at=at,
    )


def make_signed(
    *, level: RiskLevel = RiskLevel.AT_RISK, at: datetime = NOW, **details: Any
) -> Screening:
    """A signed screening at `level`."""
    draft = make_ready(level=level, at=at, **details)
    return services.sign_screening(draft, by=draft.screener, at=at)
