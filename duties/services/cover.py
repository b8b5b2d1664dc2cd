"""Name who covers for somebody who is away, and end it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow, OutOfReach
from duties.events import CoverEvent
from duties.models import Cover
from duties.selectors.cover import colleagues_of, cover_for, people_of


@transaction.atomic
def name_cover(
    person: User, *, cover: User, from_on: date, until_on: date, by: User, at: datetime
) -> Cover:
    """From a day until a day, both included, `cover` owes what `person` owes by name as well.

    For oneself, or for somebody one manages. Raises Invalid for a colleague who holds another
    role, for days that are over or the wrong way round, and while somebody else covers.
    """
    today = local_day(at)
    if person not in people_of(access.viewer_of(by), on=today):
        raise OutOfReach
    if cover not in colleagues_of(person, on=today):
        raise Invalid(
            f"Choose somebody who holds the same role as {person.name} in the same agency.",
            field="cover",
        )
    if until_on < from_on:
        raise Invalid("The last day comes before the first.", field="until_on")
    if until_on < today:
        raise Invalid("The last day is over.", field="until_on")
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    others = Cover.objects.filter(person=person, ended_at=None)
    if other := others.filter(from_on__lte=until_on, until_on__gte=from_on).first():
        raise Invalid(
            f"{other.cover.name} covers from {other.from_on:%-d %B} to {other.until_on:%-d %B}. "
            "End that first, or choose other days.",
            field="from_on",
        )
    row = Cover.objects.create(
        person=person, cover=cover, from_on=from_on, until_on=until_on, by=by
    )
    trail.record(CoverEvent.NAMED, row, by=by, at=at)
    return row


@transaction.atomic
def end_cover(row: Cover, *, by: User, at: datetime) -> Cover:
    """The person is back: what is owed by name is theirs alone again."""
    cover_for(access.viewer_of(by), row.pk)
    row = Cover.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.ended_at:
        raise NotNow("This cover has ended already.")
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    trail.record(CoverEvent.ENDED, row, by=by, at=at)
    return row
