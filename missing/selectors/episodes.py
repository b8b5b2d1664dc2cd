"""Reads of missing episodes."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies import access
from agencies.models import Authority
from agencies.permissions import Permission
from cases.events import CaseEvent
from cases.models import Case
from children.models import CareStatus, Child
from core.calendar import LONDON
from core.models import Event
from core.refusals import OutOfReach
from duties.models import Clock, Duty
from missing.models import Episode, EpisodeStatus, PlacedBy
from screening.events import ScreeningEvent


def episodes_for(viewer: Any) -> QuerySet[Episode]:
    """Every episode the viewer reaches."""
    rows = Episode.objects.select_related("child", "authority")
    return access.visible(viewer, Permission.EPISODE_VIEW, rows)


def episode_for(viewer: Any, episode_id: uuid.UUID | str) -> Episode:
    """One episode, or OutOfReach as for an unknown id."""
    try:
        episode = episodes_for(viewer).filter(pk=episode_id).first()
    except ValidationError:
        episode = None
    if episode is None:
        raise OutOfReach
    return episode


def episodes_of_case(viewer: Any, case: Case) -> QuerySet[Episode]:
    """The episodes of a case's child, by identity, in its authority, as far as reached."""
    rows = episodes_for(viewer).filter(
        child__identity=case.child.identity_id, authority=case.authority_id
    )
    return rows.order_by("-started_at", "id")


def overlapping(episode: Episode) -> QuerySet[Episode]:
    """Other episodes of the same child, by identity, held by the same authority at one time.

    Ranges are half open: one episode may start at the moment another ends.
    """
    rows = Episode.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=episode.started_at),
        child__identity=episode.child.identity_id,
        authority=episode.authority,
    ).exclude(pk=episode.pk)
    if episode.ended_at:
        rows = rows.filter(started_at__lt=episode.ended_at)
    return rows.order_by("started_at")


def placing_on(
    child: Child, moment: datetime, *, held_by: Authority
) -> tuple[PlacedBy, Authority | None]:
    """Which authority looks after the child at a moment, and whether it is the one that asks."""
    day = moment.astimezone(LONDON).date()
    care = (
        CareStatus.true_on(day)
        .filter(child__identity=child.identity_id)
        .select_related("responsible")
        .order_by("-recorded_at")
        .first()
    )
    if care is None:
        return PlacedBy.UNKNOWN, None
    ours = care.responsible == held_by
    return (PlacedBy.OURS if ours else PlacedBy.OTHER), care.responsible


def looked_after_at_start(episode: Episode) -> bool:
    """Was the child looked after, by whichever authority, on the day the episode started?"""
    day = episode.started_at.astimezone(LONDON).date()
    rows = CareStatus.true_on(day).filter(child__identity=episode.child.identity_id)
    return rows.exists()


def _signed_since_return() -> Exists:
    """A screening of the child's case in the same authority was signed since the episode ended."""
    return _happened(ScreeningEvent.SIGNED, since="ended_at")


def _closed_since_recorded() -> Exists:
    """The child's case in the same authority was closed since the return was recorded."""
    return _happened(CaseEvent.CLOSED, since="ended_recorded_at")


def _happened(event: StrEnum, *, since: str) -> Exists:
    """Something in the child's case in the same authority since a moment of the episode."""
    said = Event.objects.filter(
        name=event, case_id=OuterRef("pk"), at__gte=OuterRef(OuterRef(since))
    )
    cases = Case.objects.filter(
        Exists(said),
        child__identity=OuterRef("child__identity"),
        authority=OuterRef("authority"),
    )
    return Exists(cases)


def screened_since(episode: Episode) -> bool:
    """Was the child screened after this return?"""
    return Episode.objects.filter(_signed_since_return(), pk=episode.pk).exists()


def ended_not_screened(viewer: Any) -> QuerySet[Episode]:
    """Episodes that ended and whose child is not yet screened: a query, never a stored flag.

    A case that was closed after the return was recorded waits for no screening any more.
    """
    rows = episodes_for(viewer).filter(status=EpisodeStatus.RETURNED)
    waiting = rows.filter(~_signed_since_return(), ~_closed_since_recorded())
    return waiting.order_by("ended_at", "id")


def duty_faults() -> list[str]:
    """Where the duties and the episodes disagree, by reference; nothing means they agree.

    A screening signed a moment ago may show until its effect is carried out, within a minute.
    """
    owed = Duty.objects.filter(record_id=OuterRef("pk"))
    live = owed.filter(
        clock=Clock.SCREEN_AFTER_MISSING, status__in=(Duty.Status.OPEN, Duty.Status.STOPPED)
    )
    interview = owed.filter(clock=Clock.RETURN_INTERVIEW)
    waiting = ended_not_screened(access.HOUSE)
    ended = Episode.objects.filter(status=EpisodeStatus.RETURNED)
    kinds = {
        "ended and not screened, and no duty says so": waiting.filter(~Exists(live)),
        "screened since, and a duty still asks for it": Episode.objects.filter(
            Exists(live)
        ).exclude(pk__in=waiting.values("pk")),
        "ended, and no return interview was ever owed": ended.filter(~Exists(interview)),
    }
    return [
        f"{reference}: {what}"
        for what, rows in kinds.items()
        for reference in rows.values_list("reference", flat=True)
    ]
