"""The rows behind a figure or a cell: each shown only to a viewer who reaches its record."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from cases import selectors as cases
from children.models import Child
from core.refusals import NotAllowed, OutOfReach
from missing import selectors as missing
from reporting.models import Figure, FigureCell, FigureRow, Return
from reporting.selectors.returns import return_for

PAGE = 50


@dataclass(frozen=True)
class RowKind:
    """How the records of a kind are read as a viewer, what they are called, and where they are."""

    records: Callable[[Any], QuerySet[Any]]
    title: str
    route: str


KINDS = {
    "cases.case": RowKind(cases.cases_for, "Case", "desk:case"),
    "missing.episode": RowKind(missing.episodes_for, "Episode", "missing:detail"),
}


@dataclass(frozen=True)
class RowsPage:
    """The rows behind a figure, or one of its cells, as far as the viewer reaches them.

    `hidden` are counted in the figure and not shown.
    """

    record: Return
    figure: Figure
    cell: FigureCell | None
    kind: str
    title: str
    route: str
    rows: Page[Any]
    hidden: int

    @property
    def record_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(row.pk for row in self.rows)

    @property
    def child_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(row.child_id for row in self.rows)


def figure_rows(viewer: Viewer, pk: uuid.UUID, code: str, *, page: int) -> RowsPage:
    """The rows behind a whole figure."""
    record = _return_to_drill(viewer, pk)
    figure = record.figures.filter(code=code).first()
    if figure is None:
        raise OutOfReach
    return _page(viewer, record, figure, None, page)


def cell_rows(viewer: Viewer, pk: uuid.UUID, cell_id: uuid.UUID, *, page: int) -> RowsPage:
    """The rows behind one cell of a breakdown."""
    record = _return_to_drill(viewer, pk)
    cell = FigureCell.objects.select_related("figure").filter(pk=cell_id, figure__of=record).first()
    if cell is None:
        raise OutOfReach
    return _page(viewer, record, cell.figure, cell, page)


def _return_to_drill(viewer: Viewer, pk: uuid.UUID) -> Return:
    record = return_for(viewer, pk)
    decision = access.decide(viewer, Permission.RETURN_DRILL, record)
    if not decision:
        raise NotAllowed(decision.sentence)
    return record


def _page(
    viewer: Viewer, record: Return, figure: Figure, cell: FigureCell | None, page: int
) -> RowsPage:
    behind = FigureRow.objects.filter(figure=figure)
    if cell:
        behind = behind.filter(cells__contains=[f"{cell.breakdown}:{cell.key}"])
    ids = dict(behind.values_list("record_id", "kind"))
    kind = next(iter(ids.values()), "cases.case")
    children = access.visible(viewer, Permission.CHILD_VIEW, Child.objects.all())
    seen = KINDS[kind].records(viewer).filter(pk__in=ids, child__in=children).order_by("reference")
    rows = Paginator(seen, PAGE).get_page(page)
    return RowsPage(
        record=record,
        figure=figure,
        cell=cell,
        kind=kind,
        title=KINDS[kind].title,
        route=KINDS[kind].route,
        rows=rows,
        hidden=len(ids) - rows.paginator.count,
    )
