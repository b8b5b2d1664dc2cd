"""Doors for what follows: a signed screening ends the clock of its referrals."""

from __future__ import annotations

from core.outbox import Event, reacts_to
from referrals import services
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
