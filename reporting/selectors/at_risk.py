"""The source `children_at_risk`: children with an open case, as at the end of the period."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery

from cases.models import Case, CaseSpell, RiskLevel, RiskLevelSet
from children.models import CareStatus, Placement
from reporting.measures import Fact, Value
from reporting.selectors.facts import (
    CHILD_FACTS,
    IDENTITY,
    Scope,
    child_columns,
    child_values,
)
from reporting.toolkit import AS_AT, NOT_KNOWN, Vocabulary

KIND = "cases.case"
VOCABULARY = Vocabulary(
    AS_AT,
    CHILD_FACTS
    | {"level", "responsible", "looked_after", "placed", "placement_type", "placing_authority"},
)


def read(scope: Scope, *, using: str) -> list[Fact]:
    """One row for each child, by identity, with an open case that concerns this authority.

    It concerns us when we hold the case, look after the child, or the child is placed here
    (rule 4). Of several open cases our own counts, then the highest level.
    """
    return [_fact(row, scope) for row in _one_a_child(_cases(scope, using), scope)]


def _cases(scope: Scope, using: str) -> Iterable[dict[str, Any]]:
    day, end, authority = scope.period.end, scope.end, scope.authority
    open_then = CaseSpell.objects.filter(
        Q(closed_at=None) | Q(closed_at__gte=end), case=OuterRef("pk"), opened_at__lt=end
    )
    levels = RiskLevelSet.objects.filter(
        case=OuterRef("pk"), superseded_at=None, from_at__lt=end
    ).order_by("-from_at", "-recorded_at")
    same_child = {"child__identity_id": OuterRef(IDENTITY)}
    ours = CareStatus.true_on(day).filter(responsible=authority, **same_child)
    here = Placement.true_on(day).filter(lies_in=authority, **same_child)
    return (
        Case.objects.using(using)
        .filter(Exists(open_then))
        .filter(Q(authority=authority) | Exists(ours) | Exists(here))
        .annotate(level_then=Subquery(levels.values("level")[:1]), **child_columns(day))
        .values(
            "pk",
            "child_id",
            "level_then",
            *child_columns(day),
            identity=F(IDENTITY),
            held_by=F("authority__ons_code"),
        )
    )


def _one_a_child(rows: Iterable[dict[str, Any]], scope: Scope) -> Iterable[dict[str, Any]]:
    best: dict[uuid.UUID, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: _order(row, scope)):
        best.setdefault(row["identity"], row)
    return best.values()


def _order(row: Mapping[str, Any], scope: Scope) -> tuple[bool, bool, int, uuid.UUID]:
    level = row["level_then"]
    rank = RiskLevel(level).rank if level else -1
    return not level, row["held_by"] != scope.authority.ons_code, -rank, row["pk"]


def _fact(row: Mapping[str, Any], scope: Scope) -> Fact:
    us, care, placement = scope.authority.ons_code, row["care"], row["placement"]
    responsible = care["responsible"] if care else row["held_by"]
    values: dict[str, Value] = {
        **child_values(row, scope.period.end, scope),
        "level": row["level_then"] or NOT_KNOWN,
        "responsible": "OURS" if responsible == us else "OTHERS",
        "looked_after": "YES" if care else "NO",
        "placed": _placed(placement, us) if care else "NOT_PLACED",
        "placement_type": placement["placement_type"] if placement else NOT_KNOWN,
        "placing_authority": responsible if care else NOT_KNOWN,
    }
    return Fact(KIND, row["pk"], row["child_id"], row["identity"], values)


def _placed(placement: Mapping[str, Any] | None, us: str) -> str:
    """In or out of our boundary, by the authority the placement was chosen to lie in."""
    if placement is None:
        return NOT_KNOWN
    return "IN" if placement["lies_in"] == us else "OUT"
