"""What people have on their desks: the filters they keep, and the notices they read long ago."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db.models import F
from django.http import QueryDict

from demo.replay.stage import Row, Stage, Step
from desk.models import SavedFilter
from desk.services import change_filter, save_filter
from duties.models import Notice

LONG_AGO, A_DAY = timedelta(days=60), timedelta(days=1)


def filter_steps(stage: Stage) -> Iterator[Step]:
    """A list is narrowed, kept under a name, and does something of its own accord."""
    for row in stage.rows("filters"):
        key = f"filter:{row['by']}:{row['name']}"
        yield Step(stage.moment(row["at"]), 50, key, partial(_keep, stage, row))


def _keep(stage: Stage, row: Row) -> SavedFilter:
    by, at = stage.who(row["by"]), stage.moment(row["at"])
    values = dict(QueryDict(row["query"]).lists())
    kept = save_filter(row["of"], values=values, name=row["name"], by=by, at=at)
    change_filter(
        kept,
        name=row["name"],
        audience=_audience(stage, row),
        on_home=bool(row["on_home"]),
        alert=bool(row["alert"]),
        by=by,
        at=at,
    )
    return kept


def _audience(stage: Stage, row: Row) -> str:
    if not row["shared_with"]:
        return ""
    person = stage.who(row["by"])
    with_whom = row["shared_with"]
    named = stage.agency_of(person).pk if with_whom == "agency" else with_whom
    return f"{named}_{stage.authority(stage.serves(person)).pk}"


def put_away_notices(now: datetime) -> int:
    """What happened long ago was read the day after; how many notices that are."""
    unread = Notice.objects.filter(unread=True, at__lt=now - LONG_AGO)
    return unread.update(unread=False, read_at=F("at") + A_DAY)
