"""Open, move and close a case; set its level. Called by the service that has required a permission.

A door that moves a case itself requires CASE_MOVE first; so does `close_case`.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Model

from agencies import access
from agencies.models import Agency, Authority, User
from agencies.permissions import Permission
from cases.events import CaseEvent
from cases.models import (
    LED_BY_SOCIAL_CARE,
    PATHWAY,
    Case,
    CaseSpell,
    CaseStatus,
    RiskLevel,
    RiskLevelSet,
)
from cases.policies import ENDS_WITH_CASE, may_close
from cases.services.first_mase import keep_first_mase
from children.models import Child, Identity
from core import codes, references, trail
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import end_duties_of_case


@transaction.atomic
def open_case(
    child: Child,
    *,
    authority: Authority,
    by: User | None,
    at: datetime,
    status: CaseStatus = CaseStatus.SCREENING,
    because: str = "",
) -> Case:
    """Open the child's case in an authority, reopen the closed one, or return the open one.

    One open case for a child (by identity) in an authority (pathway section 1). An open case
    is stepped up when `status` asks for Children's Services.
    """
    # Two doors may open a case at once: the identity row is the lock.
    child.identity = Identity.objects.hold(child.pk)
    cases = Case.objects.filter(child__identity=child.identity_id, authority=authority)
    case = cases.order_by(F("closed_at").desc(nulls_first=True), "opened_at", "pk").first()
    if case and case.status != CaseStatus.CLOSED:
        if status == CaseStatus.WITH_SOCIAL_CARE:
            step_up(case, by=by, at=at, because="A new concern was escalated.")
        return case
    if case:
        return _reopen(case, status=status, because=because, by=by, at=at)
    return _open(child, authority, status=status, by=by, at=at)


@transaction.atomic
def move_case(
    case: Case, *, to: CaseStatus, by: User | None, at: datetime, because: str = ""
) -> Case:
    """Take one step of the pathway. Raises NotNow when the step is not open."""
    if to == CaseStatus.CLOSED:
        raise NotNow("A case is closed with its reason, not moved to closed.")
    before = case.status
    PATHWAY.move(case, to=to, by=by, at=at, because=because)
    trail.record(
        CaseEvent.MOVED, case, by=by, at=at, case=case.pk, facts={"from": before, "to": to}
    )
    keep_first_mase(case, by=by, at=at)
    return case


@transaction.atomic
def step_up(case: Case, *, by: User | None, at: datetime, because: str) -> Case:
    """To Children's Services from every open state in one action; already there is no step."""
    if case.status in LED_BY_SOCIAL_CARE:
        return case
    return move_case(case, to=CaseStatus.WITH_SOCIAL_CARE, by=by, at=at, because=because)


@transaction.atomic
def set_level(
    case: Case,
    *,
    level: RiskLevel,
    from_at: datetime,
    reached: Model,
    by: User | None,
    at: datetime,
    agency: Agency | None = None,
) -> RiskLevelSet:
    """Set the level of risk from a moment on, and say which record it was reached by."""
    row = RiskLevelSet.objects.create(
        case=case,
        level=level,
        from_at=from_at,
        recorded_at=at,
        reached_kind=trail.kind_of(reached),
        reached_id=reached.pk,
        by=by,
        agency=agency,
    )
    _show_level(case)
    trail.record(CaseEvent.LEVEL_SET, case, by=by, at=at, case=case.pk, facts={"level": level})
    return row


@transaction.atomic
def correct_level(
    row: RiskLevelSet, *, level: RiskLevel, from_at: datetime, by: User | None, at: datetime
) -> RiskLevelSet:
    """Write a level again as it should have been; the wrong row stays, superseded."""
    row.superseded_at = at
    row.save(update_fields=["superseded_at"])
    new = RiskLevelSet.objects.create(
        case=row.case,
        level=level,
        from_at=from_at,
        recorded_at=at,
        reached_kind=row.reached_kind,
        reached_id=row.reached_id,
        by=by,
        agency=row.agency,
    )
    _show_level(row.case)
    trail.record(
        CaseEvent.LEVEL_SET, row.case, by=by, at=at, case=row.case_id, facts={"level": level}
    )
    return new


@transaction.atomic
def close_case(
    case: Case, *, reason: str, by: User | None, at: datetime, because: str = ""
) -> Case:
    """Close a case with its reason (list `case_closure_reason`).

    Raises NotNow while the case owes anything, and while a serious case would be closed as
    not engaging (pathway section 7). The next routine screening and plan review end with the
    case, unless late already.
    """
    access.require(by, Permission.CASE_MOVE, case)
    if reason not in codes.labels("case_closure_reason"):
        raise Invalid("Choose a reason for closing.", field="reason")
    if reason == "DISENGAGED" and case.level == RiskLevel.SERIOUS:
        raise NotNow("A case at serious risk cannot be closed as not engaging.")
    closing = may_close(case, at=at)
    if not closing:
        raise NotNow(closing.sentence)
    _step(case, CaseStatus.CLOSED, by=by, at=at, closed_at=at, because=because)
    for clock in ENDS_WITH_CASE:
        end_duties_of_case(clock, case_id=case.pk, done=False, by=by, at=at)
    end_duties_of_case(Clock.CLOSE_SECOND_CASE, case_id=case.pk, done=True, by=by, at=at)
    spell = case.spells.get(closed_at=None)
    spell.closed_at, spell.closure_reason = at, reason
    spell.save(update_fields=["closed_at", "closure_reason"])
    trail.record(CaseEvent.CLOSED, case, by=by, at=at, case=case.pk, facts={"reason": reason})
    return case


def _open(
    child: Child, authority: Authority, *, status: CaseStatus, by: User | None, at: datetime
) -> Case:
    case = Case.objects.create(
        reference=references.new("CSE"),
        child=child,
        authority=authority,
        status=status,
        opened_at=at,
    )
    CaseSpell.objects.create(case=case, opened_at=at)
    PATHWAY.begin(case, by=by, at=at)
    trail.record(CaseEvent.OPENED, case, by=by, at=at, case=case.pk, facts={"status": status})
    return case


def _reopen(case: Case, *, status: CaseStatus, because: str, by: User | None, at: datetime) -> Case:
    CaseSpell.objects.create(case=case, opened_at=at)
    _step(case, CaseStatus.SCREENING, by=by, at=at, closed_at=None, because=because)
    trail.record(CaseEvent.REOPENED, case, by=by, at=at, case=case.pk)
    if status == CaseStatus.WITH_SOCIAL_CARE:
        step_up(case, by=by, at=at, because="A new concern was escalated.")
    return case


def _step(
    case: Case,
    to: CaseStatus,
    *,
    by: User | None,
    at: datetime,
    closed_at: datetime | None,
    because: str = "",
) -> None:
    """Move with the closing moment in the same statement, as the constraint demands."""
    case.closed_at = closed_at
    PATHWAY.move(case, to=to, by=by, at=at, because=because, also={"closed_at": closed_at})


def _show_level(case: Case) -> None:
    latest = case.levels.filter(superseded_at=None).order_by("from_at", "recorded_at").last()
    case.level = latest.level if latest else ""
    case.save(update_fields=["level"])
