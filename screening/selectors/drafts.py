"""What the pages of a draft show: the form, the outcome beside the suggestion, the check."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F

from agencies import access
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import Case, Course
from core.calendar import local_day
from core.refusals import NotNow, OutOfReach
from screening import assessing, policies
from screening.models import (
    Basis,
    ReferrerTicks,
    Screening,
    ScreeningStatus,
    ThresholdDecision,
    ThresholdDiscussion,
    ToolVersion,
)
from screening.scoring import Tick
from screening.selectors import words
from screening.selectors.lists import latest_standing, screening_for
from screening.selectors.tools import offered_versions
from screening.selectors.whose import Whose, whose
from screening.selectors.words import Before, Said
from screening.tool import Tool

BASES = tuple(Basis.choices)
THRESHOLD_DECISIONS = tuple(ThresholdDecision.choices)
COURSES = tuple(Course.choices)


@dataclass(frozen=True)
class StartPage:
    """Which form to use, and a draft already begun, the viewer's own or another's."""

    whose: Whose
    versions: tuple[ToolVersion, ...]
    preferred: uuid.UUID | None
    begun: tuple[Screening, ...]
    last: Screening | None
    last_word: str


@dataclass(frozen=True)
class Beside:
    """What stands beside an indicator: the last answer, and what the referrer ticked."""

    last: tuple[str, ...] = ()
    last_on: date | None = None
    since: date | None = None
    referrer: tuple[str, ...] = ()
    referrer_said: str = ""


@dataclass(frozen=True)
class DraftPage:
    """The tick-list to fill in."""

    screening: Screening
    whose: Whose
    tool: Tool
    shown: frozenset[str]
    beside: dict[str, Beside]
    initial: dict[str, Any]
    last: Screening | None
    last_word: str
    referred_at: datetime | None
    masked: bool
    rule: str


@dataclass(frozen=True)
class Live:
    """What the ticks come to at this moment; no level where the form leaves it to judgement."""

    counts: tuple[tuple[str, int], ...]
    word: str
    level: str
    score: int | None
    because: tuple[Said, ...]
    prompts: tuple[Said, ...]
    rule: str


@dataclass(frozen=True)
class OutcomePage:
    """The outcomes to choose from (level, word, meaning), beside the suggestion and why."""

    screening: Screening
    whose: Whose
    live: Live
    outcomes: tuple[tuple[str, str, str], ...]
    danger_due: bool


@dataclass(frozen=True)
class CheckPage:
    """Everything once more before it is signed, and what is missing."""

    screening: Screening
    whose: Whose
    live: Live
    chosen_word: str
    differs: bool
    discussion: ThresholdDiscussion | None
    missing: tuple[str, ...]
    may_sign: Decision
    needs_discussion: bool


def start_page(viewer: Any, case_id: uuid.UUID, *, at: datetime) -> StartPage:
    """The start of a screening of a case the viewer may screen; OutOfReach as for an unknown id."""
    case = case_to_screen(viewer, case_id)
    preferred = assessing.version_in_use(case.authority, at=at)
    last = latest_standing(case, viewer=viewer)
    begun = case.screenings.filter(status=ScreeningStatus.DRAFT).select_related("screener")
    return StartPage(
        whose=whose(case, on=local_day(at)),
        versions=offered_versions(),
        preferred=preferred.pk if preferred else None,
        begun=tuple(begun),
        last=last,
        last_word=words.outcome_word(last.version, last.chosen) if last else "",
    )


def draft_page(viewer: Any, screening_id: uuid.UUID) -> DraftPage:
    """The tick-list of a draft the viewer fills in, with the last answers beside it."""
    screening = _own_draft(viewer, screening_id)
    tool = screening.version.tool
    health = policies.sees_health(viewer, screening)
    shown = words.shown_indicators(tool, health=health)
    past = words.earlier(viewer, screening)
    given = _referrer_ticks(viewer, screening)
    agreed = assessing.agreement_for(screening.version, screening.case.authority)
    return DraftPage(
        screening=screening,
        whose=whose(screening.case, on=screening.saved_at.date()),
        tool=tool,
        shown=shown,
        beside=_beside(tool, shown, words.before(past, shown), given),
        initial=_initial(screening, shown),
        last=past[0] if past else None,
        last_word=words.outcome_word(past[0].version, past[0].chosen) if past else "",
        referred_at=given.at if given else None,
        masked=not health,
        rule=words.rule_words(screening.version, agreed.rule if agreed else "", agreed),
    )


def live(viewer: Any, screening_id: uuid.UUID, *, ticks: Collection[Tick] | None = None) -> Live:
    """What the ticks of an open page, or the stored ones, come to."""
    return _live(viewer, _own_draft(viewer, screening_id), ticks)


def outcome_page(viewer: Any, screening_id: uuid.UUID) -> OutcomePage:
    """The page on which a person chooses the outcome."""
    screening = _own_draft(viewer, screening_id)
    return OutcomePage(
        screening=screening,
        whose=whose(screening.case, on=screening.saved_at.date()),
        live=_live(viewer, screening, None),
        outcomes=tuple(
            (str(one.level), words.outcome_word(screening.version, one.level), one.meaning)
            for one in screening.version.tool.outcomes
        ),
        danger_due=bool(assessing.prompts_of(screening)) and not screening.danger_seen_at,
    )


def check_page(viewer: Any, screening_id: uuid.UUID) -> CheckPage:
    """The last look before signing."""
    screening = _own_draft(viewer, screening_id)
    shown = _live(viewer, screening, None)
    discussion = screening.threshold_discussions.last()
    return CheckPage(
        screening=screening,
        whose=whose(screening.case, on=screening.saved_at.date()),
        live=shown,
        chosen_word=words.outcome_word(screening.version, screening.chosen),
        differs=bool(shown.level and screening.chosen and shown.level != screening.chosen),
        discussion=discussion,
        missing=policies.missing_to_sign(screening),
        may_sign=access.decide(viewer, Permission.SCREENING_SIGN, screening),
        needs_discussion=policies.needs_discussion(screening),
    )


def case_to_screen(viewer: Any, case_id: uuid.UUID) -> Case:
    """The case a screening is started on."""
    try:
        case = Case.objects.select_related("child", "authority").filter(pk=case_id).first()
    except ValidationError:
        case = None
    if case is None:
        raise OutOfReach
    access.require(viewer, Permission.SCREENING_FILL, case)
    return case


def _own_draft(viewer: Any, screening_id: uuid.UUID) -> Screening:
    """A draft this viewer fills in; a finished one or another's is refused with a sentence."""
    screening = screening_for(viewer, screening_id)
    decision = policies.may_fill(viewer, screening)
    if not decision:
        raise NotNow(decision.sentence)
    return screening


def _live(viewer: Any, screening: Screening, ticks: Collection[Tick] | None) -> Live:
    tool = screening.version.tool
    health = policies.sees_health(viewer, screening)
    counted = assessing.ticks_of(screening) if ticks is None else frozenset(ticks)
    found = assessing.suggestion_of(screening, counted)
    agreed = assessing.agreement_for(screening.version, screening.case.authority)
    shown = words.shown_indicators(tool, health=health)
    ticked = Counter(
        group.code
        for group, indicator in tool.indicators()
        if indicator.code in shown and indicator.code in {tick.indicator for tick in counted}
    )
    return Live(
        counts=tuple((group.label, ticked[group.code]) for group in tool.groups),
        word=words.outcome_word(screening.version, found.level or ""),
        level=found.level or "",
        score=found.score,
        because=words.said(tool, found.because, health=health),
        prompts=words.said(tool, assessing.prompts_of(screening, counted), health=health),
        rule=words.rule_words(screening.version, found.rule, agreed),
    )


def _referrer_ticks(viewer: Any, screening: Screening) -> ReferrerTicks | None:
    """What was ticked with the latest referral of this child that the viewer may read."""
    rows = ReferrerTicks.objects.filter(child__identity=screening.case.child.identity_id)
    named = rows.alias(record_kind=F("origin_kind"), record_id=F("origin_id"))
    kinds = set(rows.values_list("origin_kind", flat=True))
    told = named.filter(access.naming_readable(viewer, kinds))
    return told.prefetch_related("rows").order_by("at").last()


def _beside(
    tool: Tool, shown: Collection[str], past: dict[str, Before], given: ReferrerTicks | None
) -> dict[str, Beside]:
    rows = list(given.rows.all()) if given else []
    ticked: dict[str, list[str]] = {}
    for row in rows:
        ticked.setdefault(row.indicator, []).append(row.window)
    evidence = {
        code: words.written_of(tool, [row for row in rows if row.indicator == code])
        for code in ticked
    }
    return {
        indicator: Beside(
            last=words.window_words(tool, indicator, last.windows),
            last_on=last.on,
            since=last.since,
            referrer=words.window_words(tool, indicator, ticked.get(indicator, ())),
            referrer_said=evidence.get(indicator, ""),
        )
        for indicator in shown
        for last in (past.get(indicator, Before(())),)
    }


def _initial(screening: Screening, shown: Collection[str]) -> dict[str, Any]:
    answers = [answer for answer in screening.answers.all() if answer.indicator in shown]
    return {
        "answers": answers,
        "completed_on": screening.completed_on,
        "voice_of_child": screening.voice_of_child,
        "protective_factors": screening.protective_factors,
        "edition": screening.edition,
    }
