"""What follows for cases when records become one child, or two again; and when one turns 17.

A case that is opened, or gets a level, goes to the team that the routing rules name.
Whoever is given a case, or handed one over, is told.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cases import services
from cases.events import CaseEvent, HandOverEvent
from cases.selectors import notices as told
from children.events import ChildEvent
from core.outbox import Event, reacts_to
from duties import notices
from duties.notices import About, NoticeKind


@shared_task(ignore_result=True)
def owe_adult_leads() -> None:
    """Every morning: who turned 17 owes an adult lead by 17½."""
    services.owe_adult_leads(at=timezone.now())


@reacts_to(ChildEvent.FACT_CORRECTED)
def count_age_again(event: Event) -> None:
    """A date of birth may have been put right: another day for the adult lead, or none yet."""
    if event.facts.get("fact") is None:
        services.owe_adult_leads_of(event.record_id, at=event.at)


@reacts_to(ChildEvent.SAME_CHILD)
def ask_for_one_case(event: Event) -> None:
    """A merge may leave two open cases in one authority: somebody owes closing one."""
    services.owe_one_case(event.record_id, at=event.at)


@reacts_to(CaseEvent.CLOSED)
def ask_no_longer(event: Event) -> None:
    """The other case was closed: this one is the only one now."""
    services.owe_one_case_of(event.record_id, at=event.at)


@reacts_to(ChildEvent.SEPARATED)
def part_cases(event: Event) -> None:
    """Each child has its own cases again, and what they owe."""
    services.part_cases(event.record_id, event.facts["from"], at=event.at)


@reacts_to(CaseEvent.OPENED, CaseEvent.REOPENED, CaseEvent.LEVEL_SET)
def route_by_rule(event: Event) -> None:
    """The team that the rules name hears of the case; without a rule nothing changes."""
    services.route_case(event.record_id, at=event.at)


@reacts_to(CaseEvent.ALLOCATED)
def tell_allocated(event: Event) -> None:
    """The person a case is given to by somebody else; a team sees it in its list."""
    user_id = event.facts.get("user")
    case = told.case_of_event(event.record_id) if user_id and user_id != str(event.by_id) else None
    if case:
        notices.tell(
            NoticeKind.ALLOCATED,
            told.address_of_person(user_id),
            event=event,
            about=About(case.reference),
            at=timezone.now(),
        )


@reacts_to(HandOverEvent.ACCEPTED)
def tell_accepted(event: Event) -> None:
    """Whoever offered the case hears that it is taken."""
    _tell_offerer(NoticeKind.HAND_OVER_ACCEPTED, event)


@reacts_to(HandOverEvent.DECLINED)
def tell_declined(event: Event) -> None:
    """Whoever offered the case hears that it stays."""
    _tell_offerer(NoticeKind.HAND_OVER_DECLINED, event)


def _tell_offerer(kind: NoticeKind, event: Event) -> None:
    """Nobody is told of what they wrote down themselves, such as an answer from elsewhere."""
    offer = told.offer_of_event(event.record_id)
    if offer and offer.by and offer.by_id != event.by_id:
        notices.tell(
            kind,
            [offer.by.email],
            event=event,
            about=About(offer.reference),
            at=timezone.now(),
        )
