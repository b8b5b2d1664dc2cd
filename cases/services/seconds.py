"""One open case for a child in an authority, also after two records turn out to be one child.

A merge is never held up by it: whoever is barred from one record must be barred from both at
once. It may leave two open cases; then the coordinator owes closing one as the second, from
whatever state it is in, and the other goes on with everything that was owed.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import CaseEvent
from cases.models import SECOND_CASE_PATHWAY, Case, CaseSpell, CaseStatus
from cases.policies import may_close_as_second
from cases.selectors import open_cases_of
from cases.services.case import open_case
from children.models import Child, Identity
from core import trail
from core.refusals import Invalid, NotNow
from duties.models import Clock, Duty
from duties.services import (
    Owner,
    cancel_duty,
    close_duty,
    end_duties_of_case,
    hand_duty_to_case,
    open_duty,
)

SECOND = "DUPLICATE"
LIVE = (Duty.Status.OPEN, Duty.Status.STOPPED)


@transaction.atomic
def owe_one_case(child_id: uuid.UUID, *, at: datetime) -> None:
    """Where an authority has two open cases of a child, the newer has to be closed or go on alone.

    Safe to call again: what is owed no longer is cancelled.
    """
    identity = Identity.objects.hold(child_id)
    cases = list(open_cases_of(identity.pk).select_related("authority"))
    for case in cases:
        older = [one for one in cases if one.authority_id == case.authority_id]
        if older[0].pk == case.pk:
            cancel_duty(Clock.CLOSE_SECOND_CASE, about=case, by=None, at=at)
            continue
        open_duty(
            Clock.CLOSE_SECOND_CASE,
            about=case,
            reference=case.reference,
            authority=case.authority,
            owner=Owner(role=Role.COORDINATOR),
            starts_at=at,
            by=None,
            at=at,
            case_id=case.pk,
            subject_id=case.child_id,
        )


@transaction.atomic
def owe_one_case_of(case_id: uuid.UUID, *, at: datetime) -> None:
    """A case was closed: of two open cases one is left."""
    owe_one_case(Case.objects.get(pk=case_id).child_id, at=at)


@transaction.atomic
def close_as_second(case: Case, *, because: str, by: User | None, at: datetime) -> Case:
    """Close a case because the child has another one here, which goes on. From every open state.

    What was owed is owed by the other case; only this plan is reviewed no more, and no MASE is
    held of this case. A coordinator or manager decides, who reaches both.
    Raises NotNow where there is no other open case, or a signature is still awaited.
    """
    access.require(by, Permission.CASE_ALLOCATE, case)
    if not because.strip():
        raise Invalid("Say why this case closes and the other goes on.", field="because")
    Identity.objects.hold(case.child_id)
    closing = may_close_as_second(case)
    other = open_cases_of(case.child.identity_id).filter(authority=case.authority_id)
    goes_on = other.exclude(pk=case.pk).first()
    if not closing or goes_on is None:
        raise NotNow(closing.sentence or "The other case was closed meanwhile.")
    close_duty(Clock.CLOSE_SECOND_CASE, about=case, by=by, at=at)
    for clock in (Clock.PLAN_REVIEW, Clock.NAME_ADULT_LEAD, Clock.INITIAL_MASE):
        end_duties_of_case(clock, case_id=case.pk, done=False, by=by, at=at)
    for duty in Duty.objects.filter(case_id=case.pk, status__in=LIVE):
        hand_duty_to_case(duty, case_id=goes_on.pk)
    case.spells.filter(closed_at=None).update(
        closed_at=at, closure_reason=SECOND, second_of=goes_on
    )
    SECOND_CASE_PATHWAY.move(
        case, to=CaseStatus.CLOSED, by=by, at=at, because=because.strip(), also={"closed_at": at}
    )
    case.closed_at = at
    facts = {"goes_on": str(goes_on.pk)}
    trail.record(CaseEvent.CLOSED_AS_SECOND, case, by=by, at=at, case=case.pk, facts=facts)
    owe_one_case(goes_on.child_id, at=at)
    return case


@transaction.atomic
def part_cases(one_id: uuid.UUID, other_id: uuid.UUID | str, *, at: datetime) -> None:
    """Two records were taken apart: each child has its own cases, and what they owe, again.

    A case that was closed as the second opens again. What a case owes for the other child goes
    to that child's own case, which is opened in screening if there is none.
    """
    children = list(Child.objects.filter(pk__in=(one_id, other_id)))
    if len({child.identity_id for child in children}) < len(children):
        return
    for child in children:
        _reopen_seconds(child, at=at)
    for child in children:
        _hand_over_owed(child, at=at)
        owe_one_case(child.pk, at=at)


def _reopen_seconds(child: Child, *, at: datetime) -> None:
    """Cases of the child that were closed as the second of a case that is another child's now."""
    spells = CaseSpell.objects.filter(
        case__child__identity=child.identity_id,
        case__status=CaseStatus.CLOSED,
        closed_at=F("case__closed_at"),
        second_of__isnull=False,
    ).exclude(second_of__child__identity=child.identity_id)
    for spell in spells.select_related("case__child", "case__authority"):
        open_case(spell.case.child, authority=spell.case.authority, by=None, at=at)


def _hand_over_owed(child: Child, *, at: datetime) -> None:
    """Duties about this child that lie in cases of somebody else."""
    rows = Child.objects.filter(identity=child.identity_id).values("pk")
    own = Case.objects.filter(child__identity=child.identity_id).values("pk")
    owed = Duty.objects.filter(subject_id__in=rows, status__in=LIVE, case_id__isnull=False)
    for duty in owed.exclude(case_id__in=own).select_related("authority"):
        case = open_case(child, authority=duty.authority, by=None, at=at)
        hand_duty_to_case(duty, case_id=case.pk)
