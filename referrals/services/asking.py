"""Ask an agency or a person for more, chase them, and take the answer in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from core import trail
from core.refusals import Invalid, NotNow
from duties.models import MORE_INFORMATION, Clock
from duties.services import Owner, close_duty, open_duty, resume_clock, stop_clock
from referrals.events import ReferralEvent
from referrals.models import PATHWAY, Referral, ReferralStatus, RequestForInformation
from referrals.selectors.notices import role_that_answers

CHASED_AFTER = timedelta(hours=24)


@transaction.atomic
def ask_for_more(
    referral: Referral,
    *,
    agency: Agency,
    question: str,
    due_at: datetime,
    by: User | None,
    at: datetime,
    person: User | None = None,
) -> RequestForInformation:
    """Ask an agency, or one person in it, a question with the day an answer is wanted.

    Only the screening clock stops meanwhile; the urgent clock never does (pathway, section 2).
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    if not question.strip():
        raise Invalid("Say what you want to know.", field="question")
    if due_at <= at:
        raise Invalid("The answer must be due in the future.", field="due_on")
    if referral.status == ReferralStatus.RECEIVED:
        PATHWAY.move(referral, to=ReferralStatus.TRIAGE, by=by, at=at)
    PATHWAY.move(referral, to=ReferralStatus.MORE_INFORMATION, by=by, at=at)
    request = RequestForInformation.objects.create(
        referral=referral,
        agency=agency,
        person=person,
        question=question.strip(),
        asked_at=at,
        asked_by=by,
        due_at=due_at,
    )
    stop_clock(Clock.SCREEN_REFERRAL, about=referral, because="", by=by, at=at)
    open_duty(
        Clock.ANSWER_REQUEST,
        about=request,
        reference=referral.reference,
        authority=referral.authority,
        owner=Owner(person=person)
        if person
        else Owner(role=role_that_answers(agency), agency=agency),
        starts_at=at,
        due_at=due_at,
        by=by,
        at=at,
        subject_id=referral.child_id,
        urgent=referral.urgent,
    )
    facts = {"agency": str(agency.pk)}
    trail.record(ReferralEvent.MORE_ASKED, request, by=by, at=at, facts=facts)
    return request


@transaction.atomic
def answer_request(
    request: RequestForInformation, *, answer: str, by: User | None, at: datetime
) -> RequestForInformation:
    """Take an answer in, from whoever was asked or written down by the CSE team.

    The referral goes back to triage and the screening clock runs on, unless somebody stopped it
    for another reason.
    """
    _require_answerer(request, by)
    row = RequestForInformation.objects.select_for_update().get(pk=request.pk)
    if row.answered_at:
        raise NotNow("This request is answered already.")
    if not answer.strip():
        raise Invalid("Enter the answer.", field="answer")
    row.answer, row.answered_at, row.answered_by = answer.strip(), at, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    close_duty(Clock.ANSWER_REQUEST, about=row, by=by, at=at)
    referral = Referral.objects.select_for_update().get(pk=row.referral_id)
    if referral.status == ReferralStatus.MORE_INFORMATION:
        PATHWAY.move(referral, to=ReferralStatus.TRIAGE, by=by, at=at)
        resume_clock(
            Clock.SCREEN_REFERRAL, about=referral, by=by, at=at, stopped_for=MORE_INFORMATION
        )
    trail.record(ReferralEvent.ANSWERED, row, by=by, at=at)
    return row


@transaction.atomic
def chase_request(request: RequestForInformation, *, at: datetime) -> bool:
    """Remind whoever was asked, at most once a day; True when a reminder is due now."""
    row = RequestForInformation.objects.select_for_update().get(pk=request.pk)
    early = row.chased_at and at - row.chased_at < CHASED_AFTER
    if row.answered_at or at < row.due_at or early:
        return False
    row.chased_at = at
    row.save(update_fields=["chased_at"])
    trail.record(ReferralEvent.REQUEST_CHASED, row, by=None, at=at)
    return True


def _require_answerer(request: RequestForInformation, by: User | None) -> None:
    if by is None or access.can(by, Permission.REFERRAL_TRIAGE, request.referral):
        return
    access.require(by, Permission.REFERRAL_ANSWER, request)
