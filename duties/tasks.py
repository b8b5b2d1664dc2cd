"""Doors for the clock: raise what is late, open the reviews of access that are owed."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agencies import selectors as agencies
from core.outbox import Event, reacts_to
from duties import notices, selectors, services
from duties.events import CoverEvent, DutyEvent


@shared_task(ignore_result=True)
def open_access_reviews() -> None:
    """Open a review for every agency not reviewed in six months, in each authority at work."""
    now = timezone.now()
    for authority in agencies.authorities_at_work():
        services.open_access_reviews(authority, at=now)


@shared_task(ignore_result=True)
def raise_late_duties() -> None:
    """Every five minutes: what is late or urgent and nobody has said to have goes one rung up."""
    services.raise_late_duties(at=timezone.now())


@reacts_to(DutyEvent.RAISED)
def tell_of_raised(event: Event) -> None:
    """Whoever holds the role of the rung, as long as the duty is open to them."""
    number = int(event.facts["number"])
    notices.tell(selectors.addresses_raised_to(event.record_id, number=number, at=timezone.now()))


@reacts_to(CoverEvent.NAMED)
def tell_who_covers(event: Event) -> None:
    """The person who is asked to cover, while the cover stands."""
    notices.tell(selectors.address_of_cover(event.record_id))
