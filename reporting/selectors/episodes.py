"""The source `missing_episodes`: every episode this authority holds that starts in the period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import TruncDate

from core.calendar import LONDON
from missing.models import Episode, EpisodeCategory, PlacedBy, Setting
from reporting.measures import Fact, Value
from reporting.selectors.facts import (
    CHILD_FACTS,
    IDENTITY,
    Scope,
    child_columns,
    child_values,
)
from reporting.toolkit import DURING, NOT_KNOWN, Vocabulary

KIND = "missing.episode"
STILL_OPEN = "OPEN"
VOCABULARY = Vocabulary(
    DURING,
    CHILD_FACTS | {"setting", "hours", "police_category", "looked_after", "looked_after_by"},
)


def read(scope: Scope, *, using: str) -> list[Fact]:
    """One row for each episode; what is said of the child is as on the day it started (rule 5)."""
    started = {"started_on": TruncDate("started_at", tzinfo=LONDON)}
    columns = child_columns(OuterRef("started_on"))
    category = EpisodeCategory.objects.filter(episode=OuterRef("pk")).order_by(
        "-from_at", "-recorded_at"
    )
    rows = (
        Episode.objects.using(using)
        .filter(authority=scope.authority, started_at__gte=scope.start, started_at__lt=scope.end)
        .annotate(**started)
        .annotate(category=Subquery(category.values("category")[:1]), **columns)
        .values(
            "pk",
            "child_id",
            "setting",
            "started_at",
            "ended_at",
            "placed_by",
            "category",
            *started,
            *columns,
            identity=F(IDENTITY),
        )
    )
    return [_fact(row, scope) for row in rows]


def _fact(row: Mapping[str, Any], scope: Scope) -> Fact:
    looked_after_by = _looked_after_by(row, scope.authority.ons_code)
    values: dict[str, Value] = {
        **child_values(row, row["started_on"], scope),
        "setting": row["setting"],
        "hours": _hours(row["started_at"], row["ended_at"], scope.end),
        "police_category": row["category"] or NOT_KNOWN,
        "looked_after": _looked_after(looked_after_by, row["setting"]),
        "looked_after_by": looked_after_by,
    }
    return Fact(KIND, row["pk"], row["child_id"], row["identity"], values)


def _looked_after_by(row: Mapping[str, Any], us: str) -> str:
    """Whose looked-after child: what was said with the episode, else the care record that day."""
    said = {PlacedBy.OURS: "OURS", PlacedBy.OTHER: "OTHERS"}.get(row["placed_by"])
    if said:
        return said
    if not row["care"]:
        return NOT_KNOWN
    return "OURS" if row["care"]["responsible"] == us else "OTHERS"


def _looked_after(by: str, setting: str) -> str:
    if by != NOT_KNOWN:
        return "YES"
    return NOT_KNOWN if setting == Setting.CARE else "NO"


def _hours(start: datetime, end: datetime | None, period_end: datetime) -> Value:
    """How long it lasted; an episode that outlasted the period was still open as it ended."""
    if end is None or end >= period_end:
        return STILL_OPEN
    return (end - start).total_seconds() / 3600
