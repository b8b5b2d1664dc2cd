"""One page of a worklist at a million rows: the first 50 of each source and state, merged.

A source (`sources.py`) is one way to reach rows: a group's grants, an authority, a person's
grants, an allocation. Asking the table which rows are visible instead (`access.visible`) costs 5
to 190 times as much on a list. Both must give the same rows; a test compares them.

Barriers are tested last, on the few rows that were merged. Each question is built once for a
viewer, and asks again each time what is granted, expired, restricted or barred at that time.

The model has the columns `authority_id`, `status`, `due_at` and the one its policy calls the
subject; its grants have copies of the second and third.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db.models import BooleanField, ExpressionWrapper, F, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from agencies.access.decide import barred_subjects, unbarred, with_related
from agencies.access.policy import policy_of
from agencies.access.viewers import Viewer, viewer_of
from agencies.permissions import Permission
from agencies.worklist.sources import Place, sources_of
from core.paging import NO_PLACE
from core.prepared import Question, QuestionOfRows
from core.refusals import Unreadable

M = TypeVar("M", bound=Model)
PAGE = 50
MOST_COUNTED = 1000
SPARE = 50
"""So many rows that a count reads may be barred or come twice before it reads more."""
ORDER = (F("due_at").asc(nulls_last=True), "pk")

MERGED = """
SELECT id FROM (SELECT DISTINCT id, due_at FROM ({sources}) AS found) AS merged
ORDER BY due_at, id LIMIT {limit}
"""
COUNTED = """
WITH taken AS MATERIALIZED (SELECT id FROM ({sources}) AS found LIMIT {limit}),
many AS (SELECT count(*) AS taken FROM taken)
SELECT taken, CASE
    WHEN taken <= {few} THEN (SELECT count(*) FROM ({open}) AS each)
    ELSE (
        SELECT count(*) FROM (SELECT DISTINCT id FROM taken) AS each
        WHERE id NOT IN (SELECT id FROM {table} WHERE {subject} IN ({barred}))
    )
END FROM many
"""
FEW = 250
"""So many rows are asked one by one for a barrier; for more, the barred rows are looked up."""


@dataclass(frozen=True)
class After:
    """The last row of a page: the next page starts behind it."""

    due_at: datetime | None
    record_id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.due_at.isoformat() if self.due_at else ''}_{self.record_id}"

    @classmethod
    def read(cls, text: str) -> After:
        """The place a page's link names. Raises Unreadable for text that names none."""
        due, _, record = text.partition("_")
        try:
            return cls(datetime.fromisoformat(due) if due else None, uuid.UUID(record))
        except ValueError:
            raise Unreadable(NO_PLACE) from None


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page and, if there are more, the place the next one starts behind."""

    rows: list[M]
    following: After | None


def page_of(
    who: Any,
    permission: Permission,
    model: type[M],
    *,
    statuses: Sequence[str],
    related: tuple[str, ...] = (),
    after: After | None = None,
    size: int = PAGE,
) -> Page[M]:
    """The rows of a model a viewer reaches in these states, due soonest first.

    `related` names what comes with each row. Barred rows are few: they are left out of the
    merged page, and where they leave a gap the next rows fill it.
    """
    viewer, chosen = viewer_of(who), list[Any]()
    while len(chosen) <= size:
        page = _page(viewer, permission, model, related, _behind(after), size + 1)
        given = {"due_at": after.due_at, "record_id": after.record_id} if after else {}
        found: list[Any] = page.ask(statuses=list(statuses), **given)
        chosen += [row for row in found if row.unbarred]
        if len(found) <= size:
            break
        after = After(found[-1].due_at, found[-1].pk)
    return _cut(chosen, size)


def page_of_few(rows: QuerySet[M], *, after: After | None = None, size: int = PAGE) -> Page[M]:
    """The same page of rows that a rare filter has left few of already."""
    if after and after.due_at is None:
        rows = rows.filter(due_at=None, pk__gt=after.record_id)
    elif after:
        behind = Q(due_at=after.due_at, pk__gt=after.record_id) | Q(due_at=None)
        rows = rows.filter(behind | Q(due_at__gt=after.due_at))
    return _cut(list(rows.order_by(*ORDER)[: size + 1]), size)


def _behind(after: After | None) -> Place:
    """The place behind the last row of a page."""
    if after is None:
        return Place.START
    return Place.DATED if after.due_at else Place.UNDATED


def _cut(chosen: list[M], size: int) -> Page[M]:
    """The page, and where the next one starts when a row more than the page was found."""
    last: Any = chosen[size - 1] if len(chosen) > size else None
    return Page(chosen[:size], After(last.due_at, last.pk) if last else None)


def count_of(
    who: Any,
    permission: Permission,
    model: type[Model],
    *,
    statuses: Sequence[str],
    most: int = MOST_COUNTED,
) -> int:
    """How many rows there are, counted to `most` + 1, which a page calls "more than"."""
    viewer, limit = viewer_of(who), most + SPARE
    question = _count(viewer, permission, model, limit)
    while question:
        taken, rows = question.ask(statuses=list(statuses))[0]
        if rows > most or taken < limit:
            return int(min(rows, most + 1))
        limit *= 4
        question = _count(viewer, permission, model, limit)
    return 0


@lru_cache(maxsize=4096)
def _page(
    viewer: Viewer,
    permission: Permission,
    model: type[M],
    related: tuple[str, ...],
    place: Place,
    limit: int,
) -> QuestionOfRows[M]:
    """The first rows behind a place, each with whether it is open to the viewer."""
    rows = with_related(model, related).order_by(*ORDER)
    sources = sources_of(viewer, permission, model, place, limit)
    if sources is None:
        return QuestionOfRows(rows.none())
    merged = MERGED.format(sources=sources.text, limit=limit)
    found: Any = rows.filter(pk__in=RawSQL(merged, sources.params))  # noqa: S611  # nosec B611  # our own SQL; values are parameters
    is_open = ExpressionWrapper(unbarred(viewer, model), output_field=BooleanField())
    return QuestionOfRows(found.annotate(unbarred=is_open))


@lru_cache(maxsize=4096)
def _count(
    viewer: Viewer, permission: Permission, model: type[Model], limit: int
) -> Question | None:
    """How many rows were taken up to a limit, and how many different ones of them are open.

    Barred children are few, but not so few as the rows of most viewers.
    """
    sources = sources_of(viewer, permission, model, Place.START, limit)
    subject = policy_of(model).subject
    if not isinstance(subject, str):
        raise TypeError(f"{model.__name__} is about several children, or none")
    if sources is None:
        return None
    taken = Q(pk__in=RawSQL("SELECT id FROM taken", ()))  # nosec B611  # our own SQL, without a value
    rows = model._default_manager.filter(taken, unbarred(viewer, model)).values("pk")
    open_, asked = rows.query.sql_with_params()
    barred, looked_up = barred_subjects(viewer).query.sql_with_params()
    names = {"table": model._meta.db_table, "subject": subject, "few": FEW}
    text = COUNTED.format(sources=sources.text, limit=limit, open=open_, barred=barred, **names)
    return Question(text, (*sources.params, *asked, *looked_up))
