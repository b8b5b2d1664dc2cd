"""Build what was asked for, and ask for last quarter's return when a quarter has ended."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agencies import selectors as agencies
from core import outbox
from core.trail import Event
from reporting import services
from reporting.events import ReturnEvent


@outbox.reacts_to(ReturnEvent.REQUESTED)
def build_requested_return(event: Event) -> None:
    """Draft the return a request asks for."""
    services.answer_request(event.record_id, at=timezone.now())


@shared_task(ignore_result=True)
def draft_last_quarter() -> None:
    """Ask for last quarter's return of every authority at work; each is asked for once."""
    now = timezone.now()
    for authority in agencies.authorities_at_work():
        services.request_last_quarter(authority, at=now)
