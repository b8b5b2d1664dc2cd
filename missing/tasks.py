"""What a screening means for the returns before it."""

from __future__ import annotations

from core import outbox
from missing import services
from screening.events import ScreeningEvent


@outbox.reacts_to(ScreeningEvent.SIGNED)
def end_screening_after_missing(event: outbox.Event) -> None:
    """Every missing child is screened (CSE strategy): the signed screening ends that duty."""
    if event.case_id:
        services.close_after_screening(event.case_id, by_id=event.by_id, at=event.at)
