"""Start a screening and fill it in, as far as the outcome a person chooses."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Model

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.models import Case, CaseStatus, RiskLevel
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow
from screening import assessing, policies
from screening.events import ScreeningEvent
from screening.models import (
    PATHWAY,
    Answer,
    Screening,
    ScreeningStatus,
    ThresholdDiscussion,
    ToolStatus,
    ToolVersion,
)


@dataclass(frozen=True)
class AnswerGiven:
    """One indicator as filled in: where it is ticked, what stands behind it."""

    indicator: str
    windows: tuple[str, ...]
    basis: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class PageMark:
    """Which open page saves, and the edition of the draft it was opened with."""

    page: uuid.UUID
    edition: int


@transaction.atomic
def start_screening(
    case: Case,
    *,
    by: User | None,
    at: datetime,
    version: ToolVersion | None = None,
    origin: Model | None = None,
) -> Screening:
    """Begin a screening of a case, or return the draft the person has begun already.

    Without a version it is the one the authority uses. `origin` is the referral or episode.
    """
    access.require(by, Permission.SCREENING_FILL, case)
    if case.status == CaseStatus.CLOSED:
        raise NotNow("This case is closed. New information reopens it first.")
    begun = case.screenings.filter(screener=by, status=ScreeningStatus.DRAFT).first()
    if begun:
        return begun
    chosen = version or assessing.version_in_use(case.authority, at=at)
    if chosen is None:
        raise NotNow("No screening tool is published yet.")
    if chosen.status != ToolStatus.PUBLISHED or not chosen.offered:
        raise Invalid("Choose a published version that is offered.", field="version")
    return new_draft(case, chosen, by=by, at=at, origin=origin)


def new_draft(
    case: Case,
    version: ToolVersion,
    *,
    by: User | None,
    at: datetime,
    origin: Model | None = None,
    supersedes: Screening | None = None,
    because: str = "",
) -> Screening:
    """Write a new draft; for services that have required the permission."""
    posts = access.viewer_of(by).posts if by else ()
    screening = Screening.objects.create(
        case=case,
        version=version,
        screener=by,
        agency_id=posts[0].agency_id if posts else None,
        origin_kind=trail.kind_of(origin) if origin else "",
        origin_id=origin.pk if origin else None,
        started_at=at,
        saved_at=at,
        supersedes=supersedes,
        correction_reason=because,
    )
    PATHWAY.begin(screening, by=by, at=at)
    trail.record(ScreeningEvent.STARTED, screening, by=by, at=at, case=case.pk)
    return screening


@transaction.atomic
def save_answers(
    screening: Screening,
    *,
    answers: Iterable[AnswerGiven],
    by: User | None,
    at: datetime,
    completed_on: date | None = None,
    voice_of_child: str = "",
    protective_factors: str = "",
    shown: Collection[str] | None = None,
    mark: PageMark | None = None,
) -> Screening:
    """Save a draft as it stands. `shown` are the indicators the page had: others keep theirs.

    Raises NotNow when another page saved after this one was opened: nothing is overwritten.
    """
    draft = _locked_draft(screening, by)
    newer = mark and draft.saved_from != mark.page and draft.edition != mark.edition
    if newer:
        raise NotNow("This draft was saved from another page since you opened it here.")
    _check_completed(draft, completed_on, at)
    prompted = bool(assessing.prompts_of(draft))
    _replace_answers(draft, list(answers), shown)
    draft.completed_on = completed_on
    draft.voice_of_child = voice_of_child
    draft.protective_factors = protective_factors
    draft.saved_at, draft.edition = at, draft.edition + 1
    draft.saved_from = mark.page if mark else None
    if not prompted and assessing.prompts_of(draft):
        draft.danger_seen_at = None
    draft.save()
    return draft


@transaction.atomic
def note_danger_shown(screening: Screening, *, by: User | None, at: datetime) -> Screening:
    """The danger card was shown again and read: kept, and in the trail."""
    draft = _locked_draft(screening, by)
    draft.danger_seen_at = at
    draft.save(update_fields=["danger_seen_at"])
    trail.record(ScreeningEvent.DANGER_SHOWN, draft, by=by, at=at, case=draft.case_id)
    return draft


@transaction.atomic
def choose_outcome(
    screening: Screening,
    *,
    level: RiskLevel,
    rationale: str,
    by: User | None,
    at: datetime,
    difference_reason: str = "",
) -> Screening:
    """A person chooses the outcome. Another one than suggested needs a reason (5b rule 1)."""
    draft = _locked_draft(screening, by)
    if not rationale.strip():
        raise Invalid("Give the professional judgement behind the outcome.", field="rationale")
    suggested = assessing.suggested_level(draft)
    if suggested and suggested != level and not difference_reason.strip():
        raise Invalid(
            "Say why the outcome differs from the one suggested.", field="difference_reason"
        )
    draft.chosen, draft.rationale = level, rationale.strip()
    differs = suggested is not None and suggested != level
    draft.difference_reason = difference_reason.strip() if differs else ""
    draft.suggested = suggested or ""
    draft.save(update_fields=["chosen", "rationale", "difference_reason", "suggested"])
    trail.record(
        ScreeningEvent.OUTCOME_CHOSEN,
        draft,
        by=by,
        at=at,
        case=draft.case_id,
        facts={"level": level},
    )
    return draft


@transaction.atomic
def record_threshold_discussion(
    screening: Screening,
    *,
    open_to_social_care: bool,
    discussed_with: str,
    discussed_at: datetime,
    decision: str,
    because: str,
    by: User | None,
    at: datetime,
) -> ThresholdDiscussion:
    """Record the threshold discussion: no SIGNIFICANT is signed without it (pathway, section 2)."""
    draft = _locked_draft(screening, by)
    if discussed_at > at:
        raise Invalid("The discussion must not be in the future.", field="discussed_at")
    row = ThresholdDiscussion.objects.create(
        screening=draft,
        open_to_social_care=open_to_social_care,
        discussed_with=discussed_with,
        discussed_at=discussed_at,
        decision=decision,
        because=because,
        by=by,
        recorded_at=at,
    )
    trail.record(
        ScreeningEvent.THRESHOLD_DISCUSSED,
        draft,
        by=by,
        at=at,
        case=draft.case_id,
        facts={"decision": decision, "open": open_to_social_care},
    )
    return row


def locked(screening: Screening) -> Screening:
    """The screening as it stands, locked, with what every step of it reads."""
    rows = Screening.objects.select_for_update(of=("self",))
    return rows.select_related("version", "case__child", "case__authority").get(pk=screening.pk)


def _locked_draft(screening: Screening, by: User | None) -> Screening:
    """The draft, locked, if this person may fill it in now."""
    access.require(by, Permission.SCREENING_FILL, screening)
    draft = locked(screening)
    if by is None:
        return draft
    open_now = policies.may_fill(by, draft)
    if not open_now:
        raise NotNow(open_now.sentence)
    return draft


def _check_completed(draft: Screening, completed_on: date | None, at: datetime) -> None:
    if completed_on and completed_on > local_day(at):
        raise Invalid("The day of completion must not be in the future.", field="completed_on")
    born = draft.case.child.born_on
    if completed_on and born and completed_on < born:
        raise Invalid("The day of completion lies before the birth.", field="completed_on")


def _replace_answers(
    draft: Screening, answers: list[AnswerGiven], shown: Collection[str] | None
) -> None:
    boxes = assessing.boxes_of(draft.version.tool)
    kept = [
        answer
        for answer in answers
        if answer.indicator in boxes
        and set(answer.windows) <= boxes[answer.indicator]
        and (answer.windows or answer.evidence)
    ]
    old = draft.answers.all() if shown is None else draft.answers.filter(indicator__in=shown)
    old.delete()
    Answer.objects.bulk_create(
        Answer(
            screening=draft,
            indicator=answer.indicator,
            windows=list(answer.windows),
            basis=answer.basis,
            evidence=answer.evidence,
        )
        for answer in kept
        if shown is None or answer.indicator in shown
    )
