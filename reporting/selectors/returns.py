"""Reads of returns: which there are, what is in one, and whether it is still what it was."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from agencies import access
from agencies.permissions import Permission
from core.refusals import OutOfReach
from reporting.measures import Counted, CountedCell, CountedRow, checksum
from reporting.models import Figure, FigureCell, FigureRow, Return, ReturnRequest, ReturnStatus
from reporting.toolkit import TIMES, UNITS, Period

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class CellContents:
    """One cell of a breakdown."""

    pk: uuid.UUID
    key: str
    label: str
    value: int


@dataclass(frozen=True)
class BreakdownContents:
    """A figure split one way."""

    code: str
    label: str
    cells: tuple[CellContents, ...]


@dataclass(frozen=True)
class FigureContents:
    """A figure as it was built, with its breakdowns below it."""

    pk: uuid.UUID
    code: str
    label: str
    value: int | None
    status: str
    reason: str
    unit: str
    time: str
    definition: str
    breakdowns: tuple[BreakdownContents, ...]

    @property
    def adds_up(self) -> bool:
        """Episodes add up; individuals are distinct in each cell and do not."""
        return self.unit not in UNITS or UNITS[self.unit] == "rows"


@dataclass(frozen=True)
class ReturnContents:
    """A return with all its figures, as pages and files show it."""

    record: Return
    figures: tuple[FigureContents, ...]

    @property
    def not_available(self) -> tuple[FigureContents, ...]:
        return tuple(figure for figure in self.figures if figure.value is None)

    def value(self, code: str) -> int | None:
        """The value of a figure, None if it is not available or not in this return."""
        return next((figure.value for figure in self.figures if figure.code == code), None)


def returns_for(viewer: Any) -> QuerySet[Return]:
    """Every return the viewer may read, the latest period and draft first."""
    rows = Return.objects.select_related("authority", "built_by", "signed_by")
    visible = access.visible(viewer, Permission.RETURN_VIEW, rows)
    return visible.order_by("-end_on", "-start_on", "-built_at", "pk")


def return_for(viewer: Any, return_id: uuid.UUID) -> Return:
    """One return, or OutOfReach as for an unknown id."""
    rows = returns_for(viewer).select_related("authority", "built_by", "signed_by", "revises")
    return _one(rows, return_id)


def requests_for(viewer: Any) -> QuerySet[ReturnRequest]:
    """What was asked for, the latest first."""
    rows = ReturnRequest.objects.select_related("authority", "requested_by", "answer")
    return access.visible(viewer, Permission.RETURN_VIEW, rows).order_by("-requested_at", "pk")


def request_for(viewer: Any, request_id: uuid.UUID) -> ReturnRequest:
    """One request, or OutOfReach."""
    return _one(requests_for(viewer), request_id)


def contents(record: Return) -> ReturnContents:
    """Everything in a return, in two queries."""
    figures = record.figures.prefetch_related("cells").order_by("position")
    return ReturnContents(record, tuple(_figure(figure) for figure in figures))


def previous_of(viewer: Any, record: Return) -> Return | None:
    """What a return is compared with: the one it revises, else the last that ended before it.

    A signed return is preferred to a draft.
    """
    if record.revises_id:
        return returns_for(viewer).filter(pk=record.revises_id).first()
    before = returns_for(viewer).filter(authority=record.authority_id, end_on__lt=record.end_on)
    standing = before.exclude(status=ReturnStatus.SUPERSEDED)
    return standing.order_by("-end_on", "-status", "-built_at").first()


def standing_return(authority_id: uuid.UUID, period: Period) -> Return | None:
    """The signed return of a period, if there is one."""
    return Return.objects.filter(
        authority=authority_id,
        start_on=period.start,
        end_on=period.end,
        status=ReturnStatus.SIGNED_OFF,
    ).first()


def checksum_as_stored(record: Return) -> str:
    """The checksum worked out again from the rows as they stand."""
    figures = record.figures.prefetch_related("cells", "rows")
    return checksum(
        record.authority.ons_code,
        Period(record.label, record.start_on, record.end_on),
        (record.toolkit, record.toolkit_hash),
        [_counted(figure) for figure in figures],
    )


def _one(rows: QuerySet[M], pk: uuid.UUID) -> M:
    try:
        found = rows.filter(pk=pk).first()
    except ValidationError:
        found = None
    if found is None:
        raise OutOfReach
    return found


def _figure(figure: Figure) -> FigureContents:
    return FigureContents(
        pk=figure.pk,
        code=figure.code,
        label=figure.label,
        value=figure.value,
        status=figure.status,
        reason=figure.reason,
        unit=figure.unit,
        time=TIMES[figure.time],
        definition=figure.definition,
        breakdowns=tuple(_breakdowns(figure.cells.all())),
    )


def _breakdowns(cells: Iterable[FigureCell]) -> Iterable[BreakdownContents]:
    for (code, label), group in groupby(cells, key=lambda c: (c.breakdown, c.breakdown_label)):
        shown = tuple(CellContents(cell.pk, cell.key, cell.label, cell.value) for cell in group)
        yield BreakdownContents(code, label, shown)


def _counted(figure: Figure) -> Counted:
    return Counted(
        code=figure.code,
        value=figure.value,
        status=figure.status,
        reason=figure.reason,
        cells=tuple(CountedCell(c.breakdown, c.key, c.value) for c in figure.cells.all()),
        rows=tuple(_row(row) for row in figure.rows.all()),
    )


def _row(row: FigureRow) -> CountedRow:
    return CountedRow(row.kind, row.record_id, row.child_id, row.identity_id, tuple(row.cells))
