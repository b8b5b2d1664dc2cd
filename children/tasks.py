"""What follows when a record says something new of who a child is."""

from __future__ import annotations

from children import services
from children.events import ChildEvent
from core.outbox import Event, reacts_to

SAY_WHO = (None, "alias", "identifier")
"""Facts that two records of one child may share; an event without one is about the name itself."""


@reacts_to(ChildEvent.RECORDED, ChildEvent.FACT_RECORDED, ChildEvent.FACT_CORRECTED)
def look_for_doubles(event: Event) -> None:
    """A likely double goes to the queue of whoever settles records that may be one child."""
    if event.facts.get("fact") in SAY_WHO:
        services.find_doubles(event.record_id, at=event.at)
