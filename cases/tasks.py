"""What follows for cases when two records become one child, or two again."""

from __future__ import annotations

from cases import services
from cases.events import CaseEvent
from children.events import ChildEvent
from core.outbox import Event, reacts_to


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
