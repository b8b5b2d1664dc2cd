"""Store what was counted: figures with their definitions, cells with their labels, rows as ids."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.measures import Counted
from reporting.models import Figure, FigureCell, FigureRow, Return
from reporting.selectors.labels import labels_for
from reporting.toolkit import Measure, Toolkit


def store(draft: Return, toolkit: Toolkit, counted: Sequence[Counted]) -> None:
    """Write every figure of a draft, in the transaction that wrote the draft."""
    measures = {measure.code: measure for measure in toolkit.measures}
    figures = {
        one.code: _figure(draft, measures[one.code], one, position)
        for position, one in enumerate(counted)
    }
    Figure.objects.bulk_create(figures.values())
    FigureCell.objects.bulk_create(
        cell for one in counted for cell in _cells(figures[one.code], one, toolkit)
    )
    rows = (row for one in counted for row in _rows(figures[one.code], one))
    FigureRow.objects.bulk_create(rows, batch_size=1000)


def _rows(figure: Figure, counted: Counted) -> list[FigureRow]:
    return [
        FigureRow(
            figure=figure,
            kind=row.kind,
            record_id=row.record_id,
            child_id=row.child_id,
            identity_id=row.identity_id,
            cells=list(row.cells),
        )
        for row in counted.rows
    ]


def _figure(draft: Return, measure: Measure, counted: Counted, position: int) -> Figure:
    return Figure(
        of=draft,
        position=position,
        code=measure.code,
        label=measure.label,
        unit=measure.unit,
        time=measure.time,
        definition=measure.definition,
        value=counted.value,
        status=counted.status,
        reason=counted.reason,
    )


def _cells(figure: Figure, counted: Counted, toolkit: Toolkit) -> list[FigureCell]:
    labels = {
        code: labels_for(toolkit.breakdowns[code])
        for code in {cell.breakdown for cell in counted.cells}
    }
    return [
        FigureCell(
            figure=figure,
            position=position,
            breakdown=cell.breakdown,
            breakdown_label=toolkit.breakdowns[cell.breakdown].label,
            key=cell.key,
            label=labels[cell.breakdown].get(cell.key, cell.key),
            value=cell.value,
        )
        for position, cell in enumerate(counted.cells)
    ]
