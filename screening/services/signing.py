"""Sign a screening: from here on it never changes, and the case moves."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.models import Case, CaseStatus, Decided, RiskLevel
from cases.services import keep_decision, move_case, set_level
from core import trail
from core.calendar import local_day
from core.refusals import NotNow
from duties.models import Clock
from duties.services import Owner, cancel_duty, close_duty, end_duties_of_case, open_duty
from screening import assessing, policies
from screening.events import ScreeningEvent
from screening.models import PATHWAY, DefinitionOfCse, Screening, ScreeningStatus
from screening.services.escalating import escalate
from screening.services.filling import locked

STATUTORY_FROM = date(2017, 2, 16)
"""The day the statutory definition of child sexual exploitation was published."""


@transaction.atomic
def sign_screening(screening: Screening, *, by: User | None, at: datetime) -> Screening:
    """Sign: fix the answers, set the level of risk, move the case, start what is now owed.

    Significant and above wait for a countersignature; that never delays the escalation of
    SERIOUS, which goes to Children's Services in the same step (pathway, section 2).
    """
    access.require(by, Permission.SCREENING_SIGN, screening)
    draft = locked(screening)
    if draft.status != ScreeningStatus.DRAFT:
        raise NotNow("This screening is finished already.")
    _require_ready(draft, at)
    keep_outcome(draft, Decided.SIGNED, draft.rationale, by=by, at=at)
    _fix(draft, by=by, at=at)
    to = ScreeningStatus.AWAITING if draft.countersign_role else ScreeningStatus.SIGNED
    PATHWAY.move(draft, to=to, by=by, at=at)
    trail.record(
        ScreeningEvent.SIGNED,
        draft,
        by=by,
        at=at,
        case=draft.case_id,
        facts={"level": draft.chosen, "tool": draft.version.code},
    )
    _supersede(draft, by=by, at=at)
    if _sets_todays_level(draft, by=by, at=at):
        _move_case(draft, by=by, at=at)
        _owe_another(draft, by=by, at=at)
    _owe_countersignature(draft, by=by, at=at)
    return draft


def keep_outcome(
    screening: Screening, kind: Decided, because: str, *, by: User | None, at: datetime
) -> None:
    """Keep what the person who signs or countersigns could read of the case at that moment."""
    chosen = RiskLevel(screening.chosen)
    keep_decision(
        screening.case,
        kind,
        outcome=chosen.label,
        options=[level.label for level in RiskLevel if level != chosen],
        because=because,
        by=by,
        at=at,
        about=screening,
    )


def _require_ready(draft: Screening, at: datetime) -> None:
    """Raise NotNow with everything that is still missing, in one message."""
    missing = policies.missing_to_sign(draft)
    if missing:
        raise NotNow(" ".join(missing))
    if draft.completed_on and draft.completed_on > local_day(at):
        raise NotNow("The day of completion lies in the future.")


def _fix(draft: Screening, *, by: User | None, at: datetime) -> None:
    """Keep what the rule said and what was known of the child on the day of completion."""
    found = assessing.suggestion_of(draft)
    facts = assessing.child_facts(draft)
    draft.rule, draft.score = found.rule, found.score
    draft.suggested = found.level.value if found.level else ""
    draft.because = assessing.stored(found.because)
    draft.age, draft.learning_disability = facts.age, facts.learning_disability
    draft.definition_of_cse = (
        DefinitionOfCse.STATUTORY_2017
        if draft.completed_on and draft.completed_on >= STATUTORY_FROM
        else DefinitionOfCse.GUIDANCE_2009
    )
    draft.countersign_role = policies.countersign_role(by, draft.chosen)
    draft.signed_at = at
    draft.save()


def _supersede(signed: Screening, *, by: User | None, at: datetime) -> None:
    old = signed.supersedes
    if old is None:
        return
    PATHWAY.move(old, to=ScreeningStatus.SUPERSEDED, by=by, at=at, because=signed.correction_reason)
    cancel_duty(Clock.COUNTERSIGN, about=old, by=by, at=at)
    close_duty(Clock.CORRECT_SCREENING, about=old, by=by, at=at)
    trail.record(ScreeningEvent.SUPERSEDED, old, by=by, at=at, case=old.case_id)


def _sets_todays_level(signed: Screening, *, by: User | None, at: datetime) -> bool:
    """Set the level of risk from now on; False where a later screening says what holds today."""
    signed.case = Case.objects.select_for_update().get(pk=signed.case_id)
    if _is_of_before(signed):
        return False
    level = RiskLevel(signed.chosen)
    set_level(
        signed.case, level=level, from_at=at, reached=signed, by=by, at=at, agency=signed.agency
    )
    return True


def _is_of_before(signed: Screening) -> bool:
    """Does it correct a screening after which the child was screened again?

    Counted by when each was first signed: a late correction of an older one is not a later
    screening.
    """
    first = signed
    while first.supersedes:
        first = first.supersedes
    afresh = signed.case.screenings.filter(supersedes=None)
    return afresh.filter(signed_at__gt=first.signed_at).exists()


def _move_case(signed: Screening, *, by: User | None, at: datetime) -> None:
    """On from screening; up again from a step down that no longer holds; serious at once."""
    case = signed.case
    stepped_down = case.status == CaseStatus.STEPPED_DOWN and _is_raised(signed)
    if case.status == CaseStatus.SCREENING or stepped_down:
        move_case(case, to=CaseStatus.OUTCOME_SET, by=by, at=at)
    new = signed.supersedes_id is None or _is_raised(signed)
    if signed.chosen == RiskLevel.SERIOUS and new:
        escalate(signed, by=by, at=at)


def _is_raised(signed: Screening) -> bool:
    """Is the level above the one before it?"""
    others = signed.case.levels.exclude(reached_id=signed.pk)
    before = others.order_by("from_at", "recorded_at").last()
    return RiskLevel(signed.chosen).rank > (RiskLevel(before.level).rank if before else -1)


def _owe_countersignature(signed: Screening, *, by: User | None, at: datetime) -> None:
    """A second signature, where one is needed."""
    if not signed.countersign_role:
        return
    case = signed.case
    open_duty(
        Clock.COUNTERSIGN,
        about=signed,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role(signed.countersign_role)),
        starts_at=at,
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )


def _owe_another(signed: Screening, *, by: User | None, at: datetime) -> None:
    """Another screening within three months."""
    case = signed.case
    end_duties_of_case(Clock.RESCREEN, case_id=case.pk, done=True, by=by, at=at)
    open_duty(
        Clock.RESCREEN,
        about=signed,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role.SCREENER),
        starts_at=at,
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )
