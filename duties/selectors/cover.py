"""Reads of cover: who is away, who may cover for whom."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from agencies.access import Post, Viewer, viewer_of
from agencies.models import Membership, User
from agencies.permissions import Permission
from core.refusals import OutOfReach
from duties.models import Cover
from duties.policies import in_force


@dataclass(frozen=True)
class CoverLine:
    """One cover as a line of a list."""

    id: uuid.UUID
    person: str
    cover: str
    from_on: date
    until_on: date
    by: str
    ends: bool


@dataclass(frozen=True)
class CoverPage:
    """The covers a viewer has a part in that run or come, and whom the viewer may name."""

    lines: tuple[CoverLine, ...]
    away: tuple[tuple[str, str], ...]
    colleagues: tuple[tuple[str, str], ...]


def cover_page(viewer: Viewer, *, on: date) -> CoverPage:
    """What stands or comes, soonest first, and the names to choose from."""
    rows = covers_for(viewer).filter(until_on__gte=on, ended_at=None)
    rows = rows.select_related("person", "cover", "by").order_by("from_on", "id")
    away = people_of(viewer, on=on)
    ended = set(rows.filter(_ended_by(viewer)).values_list("pk", flat=True))
    names = {one.pk: one for person in away for one in colleagues_of(person, on=on)}
    return CoverPage(
        lines=tuple(_line(row, ends=row.pk in ended) for row in rows),
        away=_choices(away),
        colleagues=_choices(sorted(names.values(), key=lambda one: (one.name, str(one.pk)))),
    )


def covers_for(viewer: Viewer) -> QuerySet[Cover]:
    """Covers of and by the viewer, and of people whose absence the viewer writes down."""
    return Cover.objects.filter(Q(cover_id=viewer.user_id) | _ended_by(viewer))


def covering_today(people: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, list[Cover]]:
    """Who of these is away today, and who covers for each; in one question, none for nobody."""
    ids = {one for one in people if one}
    rows = Cover.objects.filter(in_force(), person_id__in=ids) if ids else Cover.objects.none()
    found: dict[uuid.UUID, list[Cover]] = {}
    for row in rows.select_related("cover").order_by("until_on", "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def cover_for(viewer: Viewer, cover_id: uuid.UUID) -> Cover:
    """One that the viewer may end: of their own absence or of their people's. Else OutOfReach."""
    found = Cover.objects.filter(_ended_by(viewer), pk=cover_id).first()
    if found is None:
        raise OutOfReach
    return found


def _ended_by(viewer: Viewer) -> Q:
    return Q(person_id=viewer.user_id) | Q(by_id=viewer.user_id) | Q(person_id__in=_managed(viewer))


def people_of(viewer: Viewer, *, on: date) -> list[User]:
    """Whose absence the viewer may write down: their own, then that of the people they manage."""
    rows = User.objects.filter(
        Q(pk__in=[viewer.user_id]) | Q(pk__in=_managed(viewer, on=on)), is_active=True
    )
    return sorted(rows, key=lambda one: (one.pk != viewer.user_id, one.name, str(one.pk)))


def colleagues_of(person: User, *, on: date) -> list[User]:
    """Who may cover: the same role in the same agency for the same authority, by name.

    What a person owes is then open to whoever covers.
    """
    same = Membership.objects.none()
    for post in viewer_of(person).posts:
        same |= _holders(post, on).filter(role=post.role)
    rows = User.objects.filter(pk__in=same.values("user_id"), is_active=True)
    rows = rows.exclude(pk=person.pk)
    return list(rows.order_by("name", "pk"))


def address_of_cover(cover_id: uuid.UUID) -> list[str]:
    """Who covers, while the cover stands and their account is open."""
    rows = Cover.objects.filter(pk=cover_id, ended_at=None, cover__is_active=True)
    return list(rows.values_list("cover__email", flat=True))


def _managed(viewer: Viewer, *, on: date | None = None) -> QuerySet[Any]:
    """The people of the agencies in which the viewer gives out cases."""
    total = Membership.objects.none()
    for post in viewer.posts:
        if post.reaches(Permission.CASE_ALLOCATE):
            total |= _holders(post, on)
    return total.values("user_id")


def _holders(post: Post, on: date | None) -> QuerySet[Membership]:
    held = Membership.objects.held_on(on) if on else Membership.objects.all()
    if post.authority_id:
        held = held.serving(post.authority_id)
    return held.filter(agency_id=post.agency_id)


def _line(row: Cover, *, ends: bool) -> CoverLine:
    return CoverLine(
        row.pk, row.person.name, row.cover.name, row.from_on, row.until_on, row.by.name, ends
    )


def _choices(people: list[User]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.pk), one.name) for one in people)
