"""The first MASE of a case: owed from the outcome on, until it is booked (pathway, section 4)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, CaseStatus
from core.models import StatusChange
from core.workflow import history
from duties.models import Clock
from duties.services import Owner, end_duties_of_case, open_duty


def keep_first_mase(case: Case, *, by: User | None, at: datetime) -> None:
    """Called with every step of a case: owe the first MASE, or end that it is owed.

    It is owed once the CSE team manages the case, from when the outcome was set; for a case that
    comes back from elsewhere, from when it came [D]. It is done with the step to the MASE cycle,
    which is taken when the first MASE is booked, and owed no longer where the case goes anywhere
    else: MASE is for a child below the section 47 threshold.
    """
    if case.status != CaseStatus.CSE_TEAM_MANAGED:
        done = case.status == CaseStatus.MASE_CYCLE
        end_duties_of_case(Clock.INITIAL_MASE, case_id=case.pk, done=done, by=by, at=at)
        return
    steps = list(history(case).filter(at__gte=case.last_opened_at))
    if any(step.to_status == CaseStatus.MASE_CYCLE for step in steps):
        return
    open_duty(
        Clock.INITIAL_MASE,
        about=case,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role.COORDINATOR),
        starts_at=_outcome_set_at(steps) or at,
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )


def _outcome_set_at(steps: Sequence[StatusChange]) -> datetime | None:
    """When the outcome was set, if the case came from there straight to the CSE team."""
    before = steps[-2] if len(steps) > 1 else None
    return before.at if before and before.to_status == CaseStatus.OUTCOME_SET else None
