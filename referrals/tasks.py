"""Doors for what follows: tell whoever something waits for, chase answers, forget old drafts.

Each reaction runs once for its event. Mail says only that something waits behind sign-in.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agencies.roles import Role
from cases.events import CaseEvent
from children.events import ChildEvent
from core.outbox import Event, reacts_to
from duties import notices
from duties.notices import About, NoticeKind
from referrals import selectors, services
from referrals.events import ReferralEvent
from screening import selectors as screenings
from screening.events import ScreeningEvent

NEEDS_A_SECOND_SIGNATURE = ("SIGNIFICANT", "SERIOUS")


@reacts_to(ScreeningEvent.SIGNED)
def end_screening_clock(event: Event) -> None:
    """The screening is signed; significant and above is told once it is countersigned."""
    outcome_set = event.facts.get("level") not in NEEDS_A_SECOND_SIGNATURE
    services.note_screened(event.case_id, outcome_set=outcome_set, by=None, at=event.at)


@reacts_to(ScreeningEvent.COUNTERSIGNED)
def ask_to_tell_referrer(event: Event) -> None:
    """The outcome stands: the referrer is to be told."""
    services.note_screened(event.case_id, outcome_set=True, by=None, at=event.at)


@reacts_to(ReferralEvent.SUBMITTED, ReferralEvent.RECORDED)
def tell_cse_team(event: Event) -> None:
    """An urgent referral does not wait until somebody looks into the queue."""
    referral = selectors.referral_of(event.record_id)
    if referral and referral.urgent:
        _tell(
            NoticeKind.URGENT_REFERRAL,
            selectors.addresses_of_role(Role.SCREENER, authority_id=referral.authority_id),
            event,
            About(referral.reference, urgent=True),
        )


@reacts_to(ReferralEvent.ESCALATED)
def tell_social_care(event: Event) -> None:
    """The social workers of the agency it was escalated to."""
    referral = selectors.referral_of(event.record_id)
    if referral:
        social_workers = selectors.addresses_of_role(
            Role.SOCIAL_WORKER,
            authority_id=referral.authority_id,
            agency_id=referral.escalation.agency_id,
        )
        _tell(
            NoticeKind.ESCALATED_REFERRAL,
            social_workers,
            event,
            About(referral.reference, urgent=True),
        )


@reacts_to(ScreeningEvent.ESCALATED)
def tell_of_serious(event: Event) -> None:
    """The social workers a serious outcome went to; without any, whoever leads the CSE team."""
    sent = screenings.escalation_of(event.record_id)
    if sent:
        case = sent.screening.case
        answers = selectors.addresses_of_role(
            Role.SOCIAL_WORKER if sent.agency_id else Role.COORDINATOR,
            authority_id=case.authority_id,
            agency_id=sent.agency_id,
        )
        _tell(
            NoticeKind.SERIOUS_OUTCOME,
            answers,
            event,
            About(case.reference, urgent=True),
        )


@reacts_to(ReferralEvent.MORE_ASKED, ReferralEvent.REQUEST_CHASED)
def tell_whoever_was_asked(event: Event) -> None:
    """A question waits for an answer, or has waited too long."""
    request = selectors.request_of(event.record_id)
    if request and not request.answered_at:
        about = About(request.referral.reference)
        _tell(NoticeKind.MORE_ASKED, selectors.addresses_of_asked(request), event, about)


@reacts_to(ReferralEvent.REFERRER_TOLD, ReferralEvent.RECONSIDERED)
def tell_referrer(event: Event) -> None:
    """The outcome, or the answer to a disagreement, can be read."""
    referral = selectors.referral_of(event.record_id)
    if referral:
        about = About(referral.reference)
        _tell(NoticeKind.REFERRER_TOLD, selectors.addresses_of_referrer(referral), event, about)


@reacts_to(ReferralEvent.DISAGREED)
def tell_manager(event: Event) -> None:
    """A manager owes the referrer an answer."""
    referral = selectors.referral_of(event.record_id)
    if referral:
        _tell(
            NoticeKind.DISAGREED,
            selectors.addresses_of_role(Role.TEAM_MANAGER, authority_id=referral.authority_id),
            event,
            About(referral.reference),
        )


def _tell(kind: NoticeKind, addresses: list[str], event: Event, about: About) -> None:
    notices.tell(kind, addresses, event=event, about=about, at=timezone.now())


@reacts_to(CaseEvent.CLOSED_AS_SECOND)
def follow_the_case(event: Event) -> None:
    """The referrals of a second case are worked on in the case that goes on."""
    services.follow_case(event.record_id, event.facts["goes_on"], at=event.at)


@reacts_to(ChildEvent.SEPARATED)
def part_referrals(event: Event) -> None:
    """A referral taken into what is another child's case goes to the child's own."""
    services.part_referrals((event.record_id, event.facts["from"]), at=event.at)


@shared_task(ignore_result=True)
def chase_requests() -> None:
    """Remind whoever owes a late answer, at most once a day."""
    now = timezone.now()
    for request in selectors.overdue_requests(at=now):
        services.chase_request(request, at=now)


@shared_task(ignore_result=True)
def forget_drafts() -> None:
    """Delete drafts whose fourteen days are over."""
    services.forget_drafts(at=timezone.now())
