"""What a person does on the pages of a case: each asks first whether the person may.

The services of `case.py` and `people.py` are for other services, which have asked already.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import CaseEvent
from cases.models import PATHWAY, Allocation, Case, CaseStatus, Decided
from cases.policies import may_step_up
from cases.services.case import step_up
from cases.services.deciding import keep_decision
from cases.services.people import allocate, end_allocation, share_case
from core import trail
from core.refusals import Invalid, NotNow


@transaction.atomic
def allocate_by_hand(
    case: Case,
    *,
    agency: Agency,
    role: Role,
    by: User,
    at: datetime,
    user: User | None = None,
) -> Allocation:
    """A coordinator or manager gives the case to a person or a team."""
    access.require(by, Permission.CASE_ALLOCATE, case)
    return allocate(case, agency=agency, role=role, user=user, by=by, at=at)


@transaction.atomic
def take_back(row: Allocation, *, by: User, at: datetime) -> None:
    """A coordinator or manager takes the case back from a person or a team."""
    access.require(by, Permission.CASE_ALLOCATE, row.case)
    end_allocation(row, by=by, at=at)


@transaction.atomic
def share_by_hand(
    case: Case,
    *,
    agency: Agency,
    role: Role,
    purpose: Share.Purpose,
    because: str,
    by: User,
    at: datetime,
    until: datetime | None = None,
) -> Share:
    """A coordinator or manager shares the file with a role of another agency."""
    access.require(by, Permission.CASE_ALLOCATE, case)
    return share_case(
        case,
        agency=agency,
        role=role,
        purpose=purpose,
        because=because,
        by=by,
        at=at,
        until=until,
    )


@transaction.atomic
def end_share_by_hand(case: Case, share: Share, *, by: User, at: datetime) -> None:
    """A coordinator or manager ends a share; the ledger keeps its row."""
    access.require(by, Permission.CASE_ALLOCATE, case)
    access.end_share(case, share, at=at)
    facts = {"agency": str(share.agency_id), "role": share.role}
    trail.record(CaseEvent.SHARE_ENDED, case, by=by, at=at, case=case.pk, facts=facts)


@transaction.atomic
def step_up_by_hand(case: Case, *, because: str, by: User, at: datetime) -> Case:
    """To Children's Services in one action, with the reason (pathway section 2)."""
    access.require(by, Permission.CASE_MOVE, case)
    open_now = may_step_up(case)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not because.strip():
        raise Invalid("Say why the case is stepped up.", field="because")
    outcome = PATHWAY.word(CaseStatus.WITH_SOCIAL_CARE)
    keep_decision(case, Decided.STEPPED_UP, outcome=outcome, because=because, by=by, at=at)
    return step_up(case, because=because, by=by, at=at)
