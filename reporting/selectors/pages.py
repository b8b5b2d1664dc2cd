"""What each page of a return shows, as frozen shapes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from agencies import access
from agencies.access import Decision, Viewer
from agencies.models import Authority
from agencies.permissions import Permission
from core.refusals import OutOfReach
from reporting import policies
from reporting.models import Return, ReturnRequest, ReturnStatus
from reporting.selectors.explain import explanations
from reporting.selectors.returns import (
    FigureContents,
    ReturnContents,
    contents,
    previous_of,
    requests_for,
    return_for,
    returns_for,
)
from reporting.toolkit import AS_AT, TIMES

PAGE = 25
RECENT_REQUESTS = 5
REFUSALS_SHOWN = timedelta(days=7)


@dataclass(frozen=True)
class ListPage:
    """The returns within reach, and what was asked for and is not a return (yet)."""

    returns: Page[Return]
    asked: tuple[ReturnRequest, ...]
    may_draft: bool


@dataclass(frozen=True)
class FigureGroup:
    """Figures of one time: as at the end of the period, or during it."""

    title: str
    as_at: bool
    figures: tuple[FigureContents, ...]


@dataclass(frozen=True)
class ReturnPage:
    """A return with its figures, why they do not add up, and which steps are open."""

    record: Return
    groups: tuple[FigureGroup, ...]
    not_available: tuple[FigureContents, ...]
    explanations: tuple[str, ...]
    may_drill: bool
    sign_off: Decision
    may_revise: bool
    has_previous: bool


@dataclass(frozen=True)
class FigurePage:
    """One figure: its definition in words and its breakdowns."""

    record: Return
    figure: FigureContents
    may_drill: bool


@dataclass(frozen=True)
class Compared:
    """One figure beside the same figure of another return."""

    figure: FigureContents
    before: int | None
    change: str


@dataclass(frozen=True)
class ComparePage:
    """A return beside the one before it."""

    record: Return
    before: Return
    rows: tuple[Compared, ...]
    share_days: bool
    other_length: bool
    other_toolkit: bool


def list_page(viewer: Viewer, *, page: int, now: datetime) -> ListPage:
    """Every return within reach, one page; a page that is not there is the nearest one.

    What was asked for is shown while it waits, and for a week if it was refused.
    """
    recent = Q(answered_at=None) | Q(answer=None, answered_at__gt=now - REFUSALS_SHOWN)
    asked = requests_for(viewer).filter(recent)[:RECENT_REQUESTS]
    return ListPage(
        returns=Paginator(returns_for(viewer), PAGE).get_page(page),
        asked=tuple(asked),
        may_draft=viewer.holds(Permission.RETURN_DRAFT),
    )


def return_page(viewer: Viewer, pk: uuid.UUID) -> ReturnPage:
    """One return to read."""
    record = return_for(viewer, pk)
    whole = contents(record)
    signed = record.status == ReturnStatus.SIGNED_OFF
    return ReturnPage(
        record=record,
        groups=tuple(_groups(whole)),
        not_available=whole.not_available,
        explanations=explanations(whole),
        may_drill=access.can(viewer, Permission.RETURN_DRILL, record),
        sign_off=policies.may_sign(viewer, record),
        may_revise=signed and access.can(viewer, Permission.RETURN_DRAFT, record),
        has_previous=previous_of(viewer, record) is not None,
    )


def figure_page(viewer: Viewer, pk: uuid.UUID, code: str) -> FigurePage:
    """One figure of a return with its breakdowns."""
    record = return_for(viewer, pk)
    figure = next((one for one in contents(record).figures if one.code == code), None)
    if figure is None:
        raise OutOfReach
    return FigurePage(record, figure, access.can(viewer, Permission.RETURN_DRILL, record))


def compare_page(viewer: Viewer, pk: uuid.UUID) -> ComparePage:
    """A return beside the one it revises, or the last one before its period."""
    record = return_for(viewer, pk)
    before = previous_of(viewer, record)
    if before is None:
        raise OutOfReach
    then = contents(before)
    return ComparePage(
        record=record,
        before=before,
        rows=tuple(
            Compared(figure, then.value(figure.code), _change(then.value(figure.code), figure))
            for figure in contents(record).figures
        ),
        share_days=before.end_on >= record.start_on and before.pk != record.revises_id,
        other_length=_days(record) != _days(before),
        other_toolkit=record.toolkit_hash != before.toolkit_hash,
    )


def authorities_to_draft(viewer: Viewer) -> list[Authority]:
    """The authorities a viewer may draft a return of, by name."""
    return list(Authority.objects.filter(pk__in=policies.authorities_to_draft(viewer)))


def authority_to_draft(viewer: Viewer, pk: Any) -> Authority:
    """One of them, or OutOfReach."""
    found = [one for one in authorities_to_draft(viewer) if str(one.pk) == str(pk)]
    if not found:
        raise OutOfReach
    return found[0]


def _groups(whole: ReturnContents) -> list[FigureGroup]:
    times = list(dict.fromkeys(figure.time for figure in whole.figures))
    return [
        FigureGroup(
            time[:1].upper() + time[1:],
            time == TIMES[AS_AT],
            tuple(figure for figure in whole.figures if figure.time == time),
        )
        for time in times
    ]


def _change(before: int | None, figure: FigureContents) -> str:
    if before is None or figure.value is None:
        return "not comparable"
    difference = figure.value - before
    return f"{difference:+,}" if difference else "no change"


def _days(record: Return) -> int:
    return (record.end_on - record.start_on).days
