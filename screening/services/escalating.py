"""Serious goes to Children's Services at once; they answer by name and with what they will do."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.selectors import team_of
from cases.models import CaseStatus
from cases.services import move_case, share_case, step_up
from core import trail
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import Owner, close_duty, open_duty
from screening.events import ScreeningEvent
from screening.models import Course, Escalation, Screening

BECAUSE = "The screening came to serious risk."
SOCIAL_CARE = "CSC"
"""What the agencies of Children's Social Care are coded with, in every authority."""


def escalate(signed: Screening, *, by: User | None, at: datetime) -> Escalation | None:
    """Step the case up, share it with the social workers and start the urgent clock.

    Called in the step that signs. A case that is with Children's Services already stays there:
    whoever escalated it before is owed the answer, and None is returned.
    """
    case = signed.case
    if case.status in (CaseStatus.WITH_SOCIAL_CARE, CaseStatus.STRATEGY_AND_S47):
        return None
    step_up(case, by=by, at=at, because=BECAUSE)
    agency = team_of(case.authority_id, SOCIAL_CARE)
    if agency:
        share_case(
            case,
            agency=agency,
            role=Role.SOCIAL_WORKER,
            purpose=Share.Purpose.PROTECT_CHILD,
            because=BECAUSE,
            by=by,
            at=at,
        )
    row = Escalation.objects.create(screening=signed, agency=agency, sent_at=at)
    open_duty(
        Clock.URGENT_DECISION,
        about=signed,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role.SOCIAL_WORKER, agency=agency),
        starts_at=at,
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
        urgent=True,
    )
    trail.record(ScreeningEvent.ESCALATED, signed, by=by, at=at, case=case.pk)
    return row


@transaction.atomic
def acknowledge_escalation(
    screening: Screening, *, name: str, by: User | None, at: datetime
) -> Escalation:
    """Children's Services say by name who has the case. Sent is not received."""
    access.require(by, Permission.REFERRAL_ACKNOWLEDGE, screening)
    row = _escalation_of(screening)
    if row.acknowledged_at:
        raise NotNow(f"{row.acknowledged_by_name} has acknowledged this already.")
    if not name.strip():
        raise Invalid("Say by name who has it.", field="name")
    row.acknowledged_by_name = name.strip()
    row.acknowledged_at, row.acknowledged_by = at, by
    row.save(update_fields=["acknowledged_by_name", "acknowledged_at", "acknowledged_by"])
    trail.record(ScreeningEvent.ACKNOWLEDGED, screening, by=by, at=at, case=screening.case_id)
    _end_clock_when_settled(row, by=by, at=at)
    return row


@transaction.atomic
def record_course_of_action(
    screening: Screening, *, course: str, because: str, by: User | None, at: datetime
) -> Escalation:
    """Children's Services record what they will do, and why.

    Without a section 47 enquiry the case goes back to the CSE team (pathway, section 2).
    """
    access.require(by, Permission.REFERRAL_ACKNOWLEDGE, screening)
    row = _escalation_of(screening)
    if row.decided_at:
        raise NotNow(f"The course of action is recorded: {row.get_course_display()}.")
    if course not in Course.values:
        raise Invalid("Choose a course of action.", field="course")
    if not because.strip():
        raise Invalid("Say why.", field="because")
    row.course, row.because = course, because.strip()
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["course", "because", "decided_at", "decided_by"])
    trail.record(
        ScreeningEvent.COURSE_RECORDED,
        screening,
        by=by,
        at=at,
        case=screening.case_id,
        facts={"course": course},
    )
    _end_clock_when_settled(row, by=by, at=at)
    case = screening.case
    if course == Course.NO_SECTION_47 and case.status == CaseStatus.WITH_SOCIAL_CARE:
        move_case(case, to=CaseStatus.CSE_TEAM_MANAGED, by=by, at=at, because=because)
    return row


def _escalation_of(screening: Screening) -> Escalation:
    row = Escalation.objects.select_for_update().filter(screening=screening).first()
    if row is None:
        raise NotNow("This screening was not escalated.")
    return row


def _end_clock_when_settled(row: Escalation, *, by: User | None, at: datetime) -> None:
    """The urgent clock ends on both, never on one of them."""
    if row.settled:
        close_duty(Clock.URGENT_DECISION, about=row.screening, by=by, at=at)
