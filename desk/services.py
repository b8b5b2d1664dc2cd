"""Keep a filter, change it, share it, let it go; hear of what is new in it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from agencies import access
from agencies.models import User
from core import trail
from core.refusals import Invalid, OutOfReach
from desk import saved
from desk.events import FilterEvent
from desk.lists import Values, list_for
from desk.models import SavedFilter
from desk.policies import (
    MOST_KEPT,
    MOST_ON_HOME,
    MOST_ROWS_FOR_NEWS,
    Audience,
    audience_of,
    audiences_of,
)

NOT_AGAIN_FOR = timedelta(minutes=55)
"""A filter is looked through once an hour, whatever the job that does so is run."""


@transaction.atomic
def save_filter(of: str, *, values: Values, name: str, by: User, at: datetime) -> SavedFilter:
    """Keep what a list is narrowed to. Raises Unreadable for what the list does not offer."""
    listed = list_for(access.viewer_of(by), of)
    read = listed.read(values)
    if _own(by).count() >= MOST_KEPT:
        raise Invalid(f"You keep {MOST_KEPT} filters already. Delete one first.", field="name")
    row = SavedFilter(owner=by, of=of, name=_free(name, of, by=by), values=read, saved_at=at)
    row.save(force_insert=True)
    trail.record(FilterEvent.SAVED, row, by=by, at=at)
    return row


@transaction.atomic
def change_filter(
    row: SavedFilter,
    *,
    name: str,
    audience: str,
    on_home: bool,
    alert: bool,
    by: User,
    at: datetime,
) -> None:
    """Rename a filter, share it or no longer, put it on the home page, ask to be told of news.

    What one is told of stands on the home page as well. News are counted from when they are
    asked for. `audience` is a code of `audiences_of`, "" for nobody.
    """
    kept = _own_locked(row, by)
    viewer = access.viewer_of(by)
    listed = list_for(viewer, kept.of)
    listed.read(kept.values)
    kept.name = _free(name, kept.of, by=by, but=kept.pk)
    shared = _share(kept, audience, offered=audiences_of(viewer, listed.permission))
    kept.on_home = on_home or alert
    others = _own(by).filter(on_home=True).exclude(pk=kept.pk)
    if kept.on_home and others.count() >= MOST_ON_HOME:
        raise Invalid(
            f"{MOST_ON_HOME} of your filters stand on your home page already. Take one off first.",
            field="does",
        )
    if alert != kept.alert:
        kept.known = _known_from(kept, viewer, at=at) if alert else []
        kept.told, kept.looked_at = [], at if alert else None
    kept.alert = alert
    kept.save()
    trail.record(FilterEvent.CHANGED, kept, by=by, at=at)
    if shared:
        trail.record(FilterEvent.SHARED, kept, by=by, at=at, facts={"with": audience})


@transaction.atomic
def note_looked(row: SavedFilter, *, rows: Iterable[uuid.UUID], by: User, at: datetime) -> None:
    """Its owner has looked at these rows of a filter; what came in meanwhile is still new."""
    kept = _own_locked(row, by)
    if kept.alert:
        now = saved.rows_now(access.viewer_of(by), kept, now=at) or []
        known = {*kept.known, *rows}
        kept.known = [one for one in now if one in known]
        kept.told = [one for one in kept.told if one not in known]
        kept.looked_at = at
        kept.save(update_fields=["known", "told", "looked_at"])


@transaction.atomic
def delete_filter(row: SavedFilter, *, by: User, at: datetime) -> None:
    """Let a filter go, for everybody it was shared with as well."""
    kept = _own_locked(row, by)
    trail.record(FilterEvent.DELETED, kept, by=by, at=at)
    kept.delete()


def look_for_news(*, at: datetime) -> int:
    """Look through every filter whose owner wants to be told; returns how many owners have news."""
    return sum(look_for_news_of(owner_id, at=at) for owner_id in saved.owners_told_of_news())


@transaction.atomic
def look_for_news_of(owner_id: uuid.UUID, *, at: datetime) -> bool:
    """Say, once for all filters of an owner, that rows came in of which the owner was not told.

    Twice is once, and within the hour nothing is looked through again.
    """
    rows = SavedFilter.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("owner").filter(owner=owner_id, alert=True).order_by("pk")
    due = [row for row in rows if not row.checked_at or at - row.checked_at >= NOT_AGAIN_FOR]
    told = [row for row in due if _note_news(row, at=at)]
    if told:
        trail.record(FilterEvent.HAS_NEWS, told[0], by=None, at=at, facts={"filters": len(told)})
    return bool(told)


def _note_news(row: SavedFilter, *, at: datetime) -> bool:
    """Did rows come into a filter, read as its owner? They count as told from now on.

    A row that has left is forgotten: when it comes back it is new. A filter that grew beyond
    `MOST_ROWS_FOR_NEWS`, or that the owner cannot use any more, is passed over.
    """
    row.checked_at = at
    now = saved.rows_now(access.viewer_of(row.owner), row, now=at)
    fresh = set(now or ()) - {*row.known, *row.told}
    if now is not None:
        known = set(row.known)
        row.known = [one for one in now if one in known]
        row.told = [one for one in now if one not in known]
    row.save(update_fields=["checked_at", "known", "told"])
    return bool(fresh)


def _own(by: User) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(owner=by)


def _own_locked(row: SavedFilter, by: User) -> SavedFilter:
    found = _own(by).select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise OutOfReach
    return found


def _free(name: str, of: str, *, by: User, but: uuid.UUID | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid("Enter a name for the filter", field="name")
    others = _own(by).exclude(pk=but) if but else _own(by)
    if others.filter(of=of, name=name).exists():
        raise Invalid("You have a filter of this name already. Choose another name.", field="name")
    return name


def _share(row: SavedFilter, audience: str, *, offered: Iterable[Audience]) -> bool:
    """Set whom a filter is shared with; was it shared anew?"""
    if audience == audience_of(row):
        return False
    chosen = next((one for one in offered if one.code == audience), None)
    if audience and chosen is None:
        raise Invalid("You share only where you hold a post yourself.", field="audience")
    row.shared_authority_id = chosen.authority_id if chosen else None
    row.shared_agency_id = chosen.agency_id if chosen else None
    row.shared_role = chosen.role if chosen else ""
    return bool(chosen)


def _known_from(row: SavedFilter, viewer: access.Viewer, *, at: datetime) -> list[uuid.UUID]:
    """What stands in a filter as news are first asked for, and is none."""
    found = saved.rows_now(viewer, row, now=at)
    if found is None:
        raise Invalid(
            f"This filter leaves more than {MOST_ROWS_FOR_NEWS:,} rows. Narrow the list further "
            "to be told of news.",
            field="does",
        )
    return found
