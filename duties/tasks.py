"""Doors for the clock: raise what is late, tell whoever something waits for, send digests, open
the reviews of access that are owed.
"""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from agencies import selectors as agencies
from core.outbox import Event, reacts_to
from duties import notices, selectors, services
from duties.events import CoverEvent, DutyEvent
from duties.notices import About, NoticeKind


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


@shared_task(ignore_result=True)
def send_digests() -> None:
    """On working mornings: one e-mail for whoever likes to hear of things once a day."""
    notices.send_digests(at=timezone.now())


@reacts_to(DutyEvent.RAISED)
def tell_of_raised(event: Event) -> None:
    """Whoever holds the role of the rung; one mail for all that was raised at one moment."""
    duty, now = selectors.duty_with(event.record_id), timezone.now()
    if duty:
        number = int(event.facts["number"])
        notices.tell(
            NoticeKind.RAISED,
            selectors.addresses_on_rung(duty.pk, number=number, at=now),
            event=event,
            about=About(duty.reference, urgent=duty.urgent),
            at=now,
            mailed=selectors.addresses_raised_to(duty.pk, number=number, at=now),
        )


@reacts_to(DutyEvent.GIVEN)
def tell_whose(event: Event) -> None:
    """The person, or the team, who owes it from now on."""
    duty, now = selectors.duty_with(event.record_id), timezone.now()
    if duty:
        notices.tell(
            NoticeKind.GIVEN,
            selectors.addresses_owing(duty, at=now),
            event=event,
            about=About(duty.reference, urgent=duty.urgent),
            at=now,
        )


@reacts_to(CoverEvent.NAMED)
def tell_who_covers(event: Event) -> None:
    """The person who is asked to cover, while the cover stands."""
    notices.tell(
        NoticeKind.COVER,
        selectors.address_of_cover(event.record_id),
        event=event,
        about=About(""),
        at=timezone.now(),
    )
