"""Send a referral to Children's Services, and hear from them: by name, and what they will do."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, Share, User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.selectors import social_care_agencies
from cases.models import Case, CaseStatus
from cases.services import acknowledge, choose_course, escalation_of, open_case, share_case
from core import trail
from core.calendar import local_day
from core.refusals import Invalid
from duties.models import Clock
from duties.services import Owner, hand_over_duty, open_duty, resume_clock
from referrals.events import ReferralEvent
from referrals.models import Escalation, Referral, ReferralStatus
from referrals.services.deciding import keep_triage
from referrals.services.triage import decide, hand_to_cse_team


@transaction.atomic
def escalate_referral(
    referral: Referral, *, agency: Agency, because: str, by: User | None, at: datetime
) -> Case:
    """Send a referral to the social workers of an agency at once (section 47, Category 3).

    The case opens with Children's Services and the child is still screened. The urgent clock
    runs from the time received, however late it was entered (pathway, section 2). An answer that
    is waited for stops nothing of it. Raises Invalid for an agency without social workers.
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    if not because.strip():
        raise Invalid("Say why you escalate this.", field="because")
    if agency not in social_care_agencies(referral.authority_id, on=local_day(at)):
        raise Invalid("Choose an agency that has social workers.", field="social_care")
    keep_triage(
        referral,
        ReferralStatus.ESCALATED,
        outcome=f"Escalated to {agency.name}",
        because=because,
        by=by,
        at=at,
    )
    case = open_case(
        referral.child,
        authority=referral.authority,
        by=by,
        at=at,
        status=CaseStatus.WITH_SOCIAL_CARE,
    )
    decide(
        referral,
        to=ReferralStatus.ESCALATED,
        by=by,
        at=at,
        because=because,
        case=case,
        urgent=True,
    )
    hand_to_cse_team(referral, case, by=by, at=at)
    resume_clock(Clock.SCREEN_REFERRAL, about=referral, by=by, at=at)
    Escalation.objects.create(
        referral=referral, agency=agency, because=because.strip(), sent_at=at, sent_by=by
    )
    _share(referral, case, agency=agency, because=because, by=by, at=at)
    _hand_over_urgent_clock(referral, case, agency=agency, by=by, at=at)
    facts = {"agency": str(agency.pk)}
    trail.record(ReferralEvent.ESCALATED, referral, by=by, at=at, case=case.pk, facts=facts)
    return case


@transaction.atomic
def acknowledge_escalation(
    referral: Referral, *, name: str, by: User | None, at: datetime
) -> Escalation:
    """Children's Services say by name who has the referral. Sent is not received."""
    access.require(by, Permission.REFERRAL_ACKNOWLEDGE, referral)
    row = escalation_of(Escalation, referral)
    acknowledge(row, referral, name=name, by=by, at=at)
    trail.record(ReferralEvent.ACKNOWLEDGED, referral, by=by, at=at, case=referral.case_id)
    return row


@transaction.atomic
def record_course_of_action(
    referral: Referral, *, course: str, because: str, by: User | None, at: datetime
) -> Escalation:
    """Children's Services record what they will do, and why."""
    access.require(by, Permission.REFERRAL_ACKNOWLEDGE, referral)
    row = escalation_of(Escalation, referral)
    choose_course(row, referral, case=referral.case, course=course, because=because, by=by, at=at)
    trail.record(
        ReferralEvent.COURSE_RECORDED,
        referral,
        by=by,
        at=at,
        case=referral.case_id,
        facts={"course": course},
    )
    return row


def _share(
    referral: Referral,
    case: Case,
    *,
    agency: Agency,
    because: str,
    by: User | None,
    at: datetime,
) -> None:
    why = {"purpose": Share.Purpose.PROTECT_CHILD, "because": because, "by": by, "at": at}
    to = {"agency": agency, "role": Role.SOCIAL_WORKER}
    access.share(referral, **to, **why)  # type: ignore[arg-type]
    share_case(case, **to, **why)  # type: ignore[arg-type]


def _hand_over_urgent_clock(
    referral: Referral, case: Case, *, agency: Agency, by: User | None, at: datetime
) -> None:
    """The social workers owe the decision now; the clock keeps the time it started."""
    owner = Owner(role=Role.SOCIAL_WORKER, agency=agency)
    open_duty(
        Clock.URGENT_DECISION,
        about=referral,
        reference=referral.reference,
        authority=referral.authority,
        owner=owner,
        starts_at=referral.received_at,
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=referral.child_id,
        urgent=True,
    )
    hand_over_duty(Clock.URGENT_DECISION, about=referral, to=owner, by=by, at=at)
