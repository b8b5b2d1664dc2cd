"""Serious goes to Children's Services at once; they answer by name and with what they will do."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.selectors import social_care_agencies
from cases.models import LED_BY_SOCIAL_CARE, Case
from cases.services import acknowledge, choose_course, escalation_of, share_case, step_up
from core import trail
from core.calendar import local_day
from duties.models import Clock
from duties.selectors import open_for
from duties.services import Owner, open_duty
from screening.events import ScreeningEvent
from screening.models import Escalation, Screening

BECAUSE = "The screening came to serious risk."


def escalate(signed: Screening, *, by: User | None, at: datetime) -> Escalation | None:
    """Step the case up, share it with the social workers and start the urgent clock.

    Called in the step that signs. A case that is with Children's Services already stays there;
    while they owe an answer on it already that answer is for this too, and None is returned.
    """
    case = signed.case
    owed = open_for(case.pk).filter(clock=Clock.URGENT_DECISION)
    if case.status in LED_BY_SOCIAL_CARE and owed.exists():
        return None
    step_up(case, by=by, at=at, because=BECAUSE)
    agency = _social_workers_of(case, on=local_day(at))
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


def _social_workers_of(case: Case, *, on: date) -> Agency | None:
    """Where the social workers of the authority are: the first of those in post, by code."""
    offered = social_care_agencies(case.authority_id, on=on)
    return min(offered, key=lambda agency: agency.code, default=None)


@transaction.atomic
def acknowledge_escalation(
    screening: Screening, *, name: str, by: User | None, at: datetime
) -> Escalation:
    """Children's Services say by name who has the case. Sent is not received."""
    access.require(by, Permission.REFERRAL_ACKNOWLEDGE, screening)
    row = escalation_of(Escalation, screening)
    acknowledge(row, screening, name=name, by=by, at=at)
    trail.record(ScreeningEvent.ACKNOWLEDGED, screening, by=by, at=at, case=screening.case_id)
    return row


@transaction.atomic
def record_course_of_action(
    screening: Screening, *, course: str, because: str, by: User | None, at: datetime
) -> Escalation:
    """Children's Services record what they will do, and why."""
    access.require(by, Permission.REFERRAL_ACKNOWLEDGE, screening)
    row = escalation_of(Escalation, screening)
    choose_course(row, screening, case=screening.case, course=course, because=because, by=by, at=at)
    trail.record(
        ScreeningEvent.COURSE_RECORDED,
        screening,
        by=by,
        at=at,
        case=screening.case_id,
        facts={"course": course},
    )
    return row
