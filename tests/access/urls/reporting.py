"""Returns: who reads, drafts, drills, signs off and takes away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from agencies import permissions
from reporting.models import Figure, FigureCell, Return, ReturnRequest
from tests.access.subjects import return_
from tests.access.urls.entry import Entry, by_id


def a_figure(record: Any) -> Figure:
    return Figure.objects.create(
        of=record,
        position=0,
        code="M001",
        label="Children",
        unit="children",
        time="as-at",
        definition="Children.",
        value=0,
        status=Figure.Status.ACTUAL,
    )


def figure(record: Any) -> dict[str, Any]:
    return {"pk": record.pk, "code": a_figure(record).code}


def cell(record: Any) -> dict[str, Any]:
    made = FigureCell.objects.create(
        figure=a_figure(record), position=0, breakdown="gender", key="2", label="Female", value=0
    )
    return {"pk": record.pk, "cell_id": made.pk}


def with_one_before(record: Any) -> dict[str, Any]:
    return_(record.authority, None, ends=record.end_on - timedelta(days=1))
    return {"pk": record.pk}


P = permissions.Permission
BOTH = ("GET", "POST")
URLS = {
    "reporting:list": Entry(P.RETURN_VIEW),
    "reporting:draft": Entry(P.RETURN_DRAFT, methods=BOTH),
    "reporting:request": Entry(P.RETURN_VIEW, ReturnRequest, by_id("pk")),
    "reporting:detail": Entry(P.RETURN_VIEW, Return, by_id("pk")),
    "reporting:compare": Entry(P.RETURN_VIEW, Return, with_one_before),
    "reporting:sign_off": Entry(P.RETURN_SIGN_OFF, Return, by_id("pk"), methods=BOTH),
    "reporting:revise": Entry(P.RETURN_DRAFT, Return, by_id("pk"), methods=BOTH),
    "reporting:download": Entry(
        P.RETURN_VIEW, Return, by_id("pk"), methods=("POST",), data={"format": "csv"}
    ),
    "reporting:figure": Entry(P.RETURN_VIEW, Return, figure),
    "reporting:figure_rows": Entry(P.RETURN_DRILL, Return, figure),
    "reporting:cell_rows": Entry(P.RETURN_DRILL, Return, cell),
}
