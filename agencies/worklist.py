"""One page of a worklist at a million rows: the first 50 of each source and state, merged.

A *source* is one way to reach rows: a group's grants, an authority, a person's grants, an
allocation. Grants and authorities are read by index (key, status, due, id), one short scan for
each key and state through LATERAL; whatever is merged is at most 50 rows of each. Asking the
table which rows are visible instead (`access.visible`) costs 5 to 190 times as much on a list.
Both must give the same rows; a test compares them.

The model has the columns `authority_id`, `status`, `due_at`; its grants copies of the last two.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from agencies.access.decide import barred_subjects
from agencies.access.policy import Policy, granted_to_person, policy_of
from agencies.access.viewers import Viewer, viewer_of
from agencies.permissions import Permission, Reach

M = TypeVar("M", bound=Model)
PAGE = 50
MOST_COUNTED = 1000
ORDER = (F("due_at").asc(nulls_last=True), "pk")

BY_KEY = """
SELECT part.id, part.due_at
FROM unnest(%s{key_type}) AS source(key), unnest(%s::text[]) AS state(status),
LATERAL (
    SELECT {id} AS id, due_at FROM {table} AS t
    WHERE t.{key} = source.key AND t.status = state.status{live}{barrier}{segment}
    ORDER BY due_at, {id} LIMIT {limit}
) AS part
"""
BY_REACH = """
SELECT part.id, part.due_at FROM (
    SELECT id, due_at FROM ({rows}) AS t
    WHERE TRUE{barrier}{segment} ORDER BY due_at, id LIMIT {limit}
) AS part
"""
LIVE = " AND (t.until_at IS NULL OR t.until_at > now())"


@dataclass(frozen=True)
class After:
    """The last row of a page: the next page starts behind it."""

    due_at: datetime | None
    record_id: uuid.UUID

    def __str__(self) -> str:
        return f"{self.due_at.isoformat() if self.due_at else ''}_{self.record_id}"

    @classmethod
    def read(cls, text: str) -> After | None:
        """The place a page's link names; None for text that names none."""
        due, _, record = text.partition("_")
        try:
            return cls(datetime.fromisoformat(due) if due else None, uuid.UUID(record))
        except ValueError:
            return None


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page and, if there are more, the place the next one starts behind."""

    rows: list[M]
    following: After | None


@dataclass(frozen=True)
class Sql:
    """A piece of SQL with its parameters; as a source it gives a row at most `times` over."""

    text: str
    params: tuple[Any, ...]
    times: int = 1


def page_of(
    who: Any,
    permission: Permission,
    rows: QuerySet[M],
    *,
    statuses: Sequence[str],
    after: After | None = None,
    size: int = PAGE,
) -> Page[M]:
    """The rows of a model a viewer reaches in these states, due soonest first.

    `rows` says what comes with each row (`select_related`), not which rows.
    """
    ids = _ids(viewer_of(who), permission, rows.model, statuses, after, size + 1)
    if ids is None:
        return Page([], None)
    first = f"SELECT id FROM ({ids.text}) AS merged ORDER BY due_at, id LIMIT {size + 1}"  # noqa: S608
    return _cut(rows.filter(pk__in=RawSQL(first, ids.params)).order_by(*ORDER), size)  # noqa: S611


def page_of_few(rows: QuerySet[M], *, after: After | None = None, size: int = PAGE) -> Page[M]:
    """The same page of rows that a rare filter has left few of already."""
    if after and after.due_at is None:
        rows = rows.filter(due_at=None, pk__gt=after.record_id)
    elif after:
        behind = Q(due_at=after.due_at, pk__gt=after.record_id) | Q(due_at=None)
        rows = rows.filter(behind | Q(due_at__gt=after.due_at))
    return _cut(rows.order_by(*ORDER)[: size + 1], size)


def _cut(rows: QuerySet[M], size: int) -> Page[M]:
    """The page, and where the next one starts when a row more than the page was found."""
    chosen = list(rows)
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
    viewer = viewer_of(who)
    sources = _sources(viewer, permission, model, statuses, _segments(None), most + 1)
    if not sources:
        return 0
    union = _union(sources)
    enough = (most + 1) * union.times
    text = (
        f"SELECT count(*) FROM (SELECT DISTINCT id FROM ({union.text} LIMIT {enough}) AS enough"  # noqa: S608
        f" LIMIT {most + 1}) AS counted"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, union.params)
        return int(cursor.fetchone()[0])


def _ids(
    viewer: Viewer,
    permission: Permission,
    model: type[Model],
    statuses: Sequence[str],
    after: After | None,
    limit: int,
) -> Sql | None:
    sources = _sources(viewer, permission, model, statuses, _segments(after), limit)
    if not sources:
        return None
    union = _union(sources)
    return Sql(f"SELECT DISTINCT id, due_at FROM ({union.text}) AS found", union.params)  # noqa: S608


def _union(sources: Iterable[Sql]) -> Sql:
    pieces = list(sources)
    text = " UNION ALL ".join(f"({piece.text})" for piece in pieces)
    params = tuple(value for piece in pieces for value in piece.params)
    return Sql(text, params, times=sum(piece.times for piece in pieces))


def _segments(after: After | None) -> list[Sql]:
    """Where the page starts, as conditions an index walks: dated rows first, then undated.

    `{id}` stands for the id column of the table that is read.
    """
    if after is None:
        return [Sql("", ())]
    if after.due_at is None:
        return [Sql(" AND t.due_at IS NULL AND t.{id} > %s", (after.record_id,))]
    behind = Sql(" AND (t.due_at, t.{id}) > (%s, %s)", (after.due_at, after.record_id))
    return [behind, Sql(" AND t.due_at IS NULL", ())]


def _sources(
    viewer: Viewer,
    permission: Permission,
    model: type[Model],
    statuses: Sequence[str],
    segments: Sequence[Sql],
    limit: int,
) -> list[Sql]:
    """Every way the viewer reaches rows, as one query each for each segment."""
    policy = policy_of(model)
    barrier = _barrier(viewer, policy)
    reached = {reach: set(_posts(viewer, permission, reach)) for reach in Reach}
    keyed = _keyed(policy, reached)
    plain = _plain(viewer, policy, reached, statuses)
    found = []
    for segment in segments:
        for piece, id_column, keys in keyed:
            where = Sql(segment.text.format(id=id_column), segment.params)
            text = piece.format(
                barrier=barrier.text.format(id=id_column), segment=where.text, limit=limit
            )
            params = (keys, list(statuses), *barrier.params, *where.params)
            found.append(Sql(text, params, times=len(keys)))
        for rows in plain:
            text = BY_REACH.format(
                rows=rows.text,
                barrier=barrier.text.format(id="id"),
                segment=segment.text.format(id="id"),
                limit=limit,
            )
            found.append(Sql(text, (*rows.params, *barrier.params, *segment.params)))
    return found


def _posts(viewer: Viewer, permission: Permission, reach: Reach) -> list[Any]:
    return [post for post in viewer.posts if reach in post.reaches(permission)]


def _keyed(policy: Policy, reached: dict[Reach, set[Any]]) -> list[tuple[str, str, list[Any]]]:
    """Grants by group and rows by authority: the sources with an index made for them."""
    pieces = []
    groups = [post.group_id for post in reached[Reach.SHARED] if post.group_id]
    if policy.grants and groups:
        table = policy.grants[0]._meta.db_table
        text = _by_key(table, "group_id", "content_object_id", "::int[]", LIVE)
        pieces.append((text, "content_object_id", sorted(set(groups))))
    places = [post.authority_id for post in reached[Reach.AUTHORITY] if post.authority_id]
    if places:
        text = _by_key(policy.model._meta.db_table, "authority_id", "id", "::uuid[]", "")
        pieces.append((text, "id", sorted(set(places))))
    return pieces


def _by_key(table: str, key: str, id_column: str, key_type: str, live: str) -> str:
    return BY_KEY.format(
        table=table,
        key=key,
        id=id_column,
        key_type=key_type,
        live=live,
        barrier="{barrier}",
        segment="{segment}",
        limit="{limit}",
    )


def _plain(
    viewer: Viewer, policy: Policy, reached: dict[Reach, set[Any]], statuses: Sequence[str]
) -> list[Sql]:
    """The small sources: allocations, what is one's own, grants to a person by name."""
    conditions = []
    for reach in (Reach.OWN, Reach.AGENCY, Reach.CASE):
        for post in reached[reach]:
            conditions.append(policy.condition(reach, viewer, post))
    if policy.grants and reached[Reach.SHARED]:
        conditions.append(granted_to_person(policy.grants[1], viewer))
    rows = policy.model._default_manager.filter(status__in=list(statuses))
    found = []
    for place, condition in enumerate(conditions):
        if condition and condition not in conditions[:place]:
            query = rows.filter(condition).order_by().values("id", "due_at").query
            if not query.is_empty():
                found.append(Sql(*query.sql_with_params()))
    return found


def _barrier(viewer: Viewer, policy: Policy) -> Sql:
    """Rows of a child restricted to others or barred to the viewer, found once a query."""
    if not policy.subject:
        return Sql("", ())
    subjects, params = barred_subjects(viewer).query.sql_with_params()
    table = policy.model._meta.db_table
    text = f" AND t.{{id}} NOT IN (SELECT id FROM {table} WHERE {policy.subject} IN ({subjects}))"  # noqa: S608
    return Sql(text, tuple(params))
