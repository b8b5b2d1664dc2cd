"""What follows for cases when records become one child, or two again; and when one turns 17.

A case that is opened, or gets a level, goes to the team that the routing rules name.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from cases import services
from cases.events import CaseEvent
from children.events import ChildEvent
from core.outbox import Event, reacts_to


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
