"""Doors for the clock: look through the filters whose owners want to hear of news."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core.outbox import Event, reacts_to
from desk import saved, services
from desk.events import FilterEvent
from duties import notices


@shared_task(ignore_result=True)
def look_for_news() -> None:
    """Every hour: what came into the filters that somebody watches."""
    services.look_for_news(at=timezone.now())


@reacts_to(FilterEvent.HAS_NEWS)
def tell_of_news(event: Event) -> None:
    """The owner, as long as there is something new that is open to the owner."""
    notices.send(saved.address_for_news(event.record_id, now=timezone.now()))
