"""What the page of a signed screening shows."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from agencies import access
from agencies.access import Decision
from agencies.permissions import Permission
from core.refusals import NotAllowed, NotNow, OutOfReach
from screening import assessing, policies
from screening.models import Answer, Escalation, Screening, ThresholdDiscussion
from screening.selectors import words
from screening.selectors.lists import screening_for
from screening.selectors.whose import Whose, whose
from screening.selectors.words import Before, Said
from screening.tool import Group, Indicator


@dataclass(frozen=True)
class AnswerRow:
    """One indicator as answered, and how that differs from last time."""

    code: str
    label: str
    windows: tuple[str, ...]
    basis: str
    evidence: str
    change: str
    since: date | None


@dataclass(frozen=True)
class AnswerGroup:
    """A group of the form with the indicators that were ticked or noted, now or last time."""

    label: str
    reconstructed: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class ScreeningPage:
    """A screening to read: outcome and why, answers, discussions, signatures."""

    screening: Screening
    whose: Whose
    groups: tuple[AnswerGroup, ...]
    masked: bool
    chosen_word: str
    suggested_word: str
    because: tuple[Said, ...]
    rule: str
    last: Screening | None
    last_word: str
    discussions: tuple[ThresholdDiscussion, ...]
    correction: Screening | None
    escalation: Escalation | None
    may_fill: Decision
    may_take_over: Decision
    may_countersign: Decision
    may_correct: Decision
    may_answer: Decision
    may_start: Decision


@dataclass(frozen=True)
class CorrectPage:
    """The screening a correction is started from."""

    screening: Screening
    whose: Whose


def screening_page(viewer: Any, screening_id: uuid.UUID) -> ScreeningPage:
    """A screening as far as the viewer may read it; OutOfReach as for an unknown id."""
    screening = screening_for(viewer, screening_id)
    if not access.can(viewer, Permission.SCREENING_VIEW, screening):
        raise OutOfReach
    tool = screening.version.tool
    health = policies.sees_health(viewer, screening)
    shown = words.shown_indicators(tool, health=health)
    past = words.earlier(viewer, screening)
    agreed = assessing.agreement_for(
        screening.version, screening.case.authority, at=screening.signed_at
    )
    rule = screening.rule if screening.signed else ""
    return ScreeningPage(
        screening=screening,
        whose=whose(screening.case, on=screening.completed_on or screening.saved_at.date()),
        groups=_groups(screening, shown, words.before(past, shown), compared=bool(past)),
        masked=not health,
        chosen_word=words.outcome_word(screening.version, screening.chosen),
        suggested_word=words.outcome_word(screening.version, screening.suggested),
        because=words.said(tool, assessing.restored(screening.because), health=health),
        rule=words.rule_words(screening.version, rule, agreed),
        last=past[0] if past else None,
        last_word=words.outcome_word(past[0].version, past[0].chosen) if past else "",
        discussions=tuple(screening.threshold_discussions.select_related("by")),
        correction=screening.corrections.order_by("started_at").last(),
        escalation=Escalation.objects.filter(screening=screening).first(),
        may_fill=policies.may_fill(viewer, screening),
        may_take_over=policies.may_take_over(viewer, screening),
        may_countersign=policies.may_countersign(viewer, screening),
        may_correct=policies.may_correct(viewer, screening),
        may_answer=policies.may_answer(viewer, screening),
        may_start=policies.may_start(viewer, screening.case),
    )


def countersign_page(viewer: Any, screening_id: uuid.UUID) -> ScreeningPage:
    """The screening a second person decides on; refused with the button's sentence."""
    page = screening_page(viewer, screening_id)
    if not page.may_countersign:
        raise NotAllowed(page.may_countersign.sentence)
    return page


def answer_page(viewer: Any, screening_id: uuid.UUID) -> ScreeningPage:
    """The escalation Children's Services answer; refused with the button's sentence."""
    page = screening_page(viewer, screening_id)
    if page.escalation is None or page.escalation.settled:
        raise NotNow(page.may_answer.sentence)
    if not page.may_answer:
        raise NotAllowed(page.may_answer.sentence)
    return page


def correct_page(viewer: Any, screening_id: uuid.UUID) -> CorrectPage:
    """The page that asks why a screening is corrected; refused with the button's sentence."""
    screening = screening_for(viewer, screening_id)
    decision = policies.may_correct(viewer, screening)
    if not decision:
        raise NotNow(decision.sentence)
    return CorrectPage(screening, whose(screening.case, on=screening.saved_at.date()))


def _groups(
    screening: Screening,
    shown: Collection[str],
    past: dict[str, Before],
    *,
    compared: bool,
) -> tuple[AnswerGroup, ...]:
    answers = {answer.indicator: answer for answer in screening.answers.all()}
    groups = []
    for group in screening.version.tool.groups:
        rows = tuple(
            _row(screening, group, indicator, answers.get(indicator.code), past, compared)
            for indicator in group.indicators
            if indicator.code in shown
            and (indicator.code in answers or past.get(indicator.code, Before(())).windows)
        )
        note = group.status if group.reconstructed else ""
        groups.append(AnswerGroup(group.label, note, rows))
    return tuple(groups)


def _row(
    screening: Screening,
    group: Group,
    indicator: Indicator,
    answer: Answer | None,
    past: dict[str, Before],
    compared: bool,
) -> AnswerRow:
    tool = screening.version.tool
    now = tuple(answer.windows) if answer else ()
    last = past.get(indicator.code, Before(()))
    return AnswerRow(
        code=indicator.code,
        label=indicator.label,
        windows=words.window_words(tool, indicator.code, now),
        basis=answer.get_basis_display() if answer and answer.basis else "",
        evidence=answer.evidence if answer else "",
        change=_change(bool(now), bool(last.windows)) if compared else "",
        since=(last.since if last.windows else screening.completed_on) if now else None,
    )


def _change(now: bool, last: bool) -> str:
    if now and not last:
        return "New"
    if last and not now:
        return "No longer ticked"
    return "Still ticked" if now else ""
