"""Doors for the clock: open the reviews of access that are owed."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agencies import selectors as agencies
from duties import services


@shared_task(ignore_result=True)
def open_access_reviews() -> None:
    """Open a review for every agency not reviewed in six months, in each authority at work."""
    now = timezone.now()
    for authority in agencies.authorities_at_work():
        services.open_access_reviews(authority, at=now)
