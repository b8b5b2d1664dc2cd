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
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from agencies.access.decide import barred_subjects, open_rows
from agencies.access.policy import Listed, ids_granted_to_person, policy_of
from agencies.access.sql import Sql
from agencies.access.viewers import Post, Viewer, viewer_of
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
SELECT id, due_at FROM ({rows}) AS t
WHERE t.status = ANY(%s){barrier}{segment} ORDER BY due_at, id LIMIT {limit}
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

    `rows` says what comes with each row (`select_related`), not which rows. Barred rows are few:
    they are left out of the merged page, and where they leave a gap the next rows fill it.
    """
    viewer, chosen = viewer_of(who), list[M]()
    unbarred = open_rows(viewer, rows.model)
    if unbarred is None:
        raise TypeError(f"{rows.model.__name__} reaches its child through another table")
    marked = rows.annotate(unbarred=unbarred.condition()).order_by(*ORDER)
    while len(chosen) <= size:
        ids = _first_ids(viewer, permission, rows.model, statuses, after, size + 1)
        found: list[Any] = list(marked.filter(pk__in=ids)) if ids else []
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
    viewer, first = viewer_of(who), Sql("", ())
    barrier = _barrier(viewer, model)
    sources = _sources(viewer, permission, model, statuses, [first], most + 1, barrier)
    if not sources:
        return 0
    union = _union(sources)
    # A row stands at most once in each source, so this many hold enough different ones.
    enough = (most + 1) * union.times
    text = (
        f"SELECT count(*) FROM (SELECT DISTINCT id FROM ({union.text} LIMIT {enough}) AS enough"  # noqa: S608  # nosec B608  # our own SQL; values are parameters
        f" LIMIT {most + 1}) AS counted"
    )
    with connection.cursor() as cursor:
        cursor.execute(text, union.params)
        return int(cursor.fetchone()[0])


def _first_ids(
    viewer: Viewer,
    permission: Permission,
    model: type[Model],
    statuses: Sequence[str],
    after: After | None,
    limit: int,
) -> RawSQL | None:
    segments, no_barrier = _segments(after), Sql("", ())
    sources = _sources(viewer, permission, model, statuses, segments, limit, no_barrier)
    if not sources:
        return None
    union = _union(sources)
    distinct = "DISTINCT " if union.times > 1 else ""
    text = f"SELECT id FROM (SELECT {distinct}id, due_at FROM ({union.text}) AS found) AS merged"  # noqa: S608  # nosec B608  # our own SQL; values are parameters
    return RawSQL(f"{text} ORDER BY due_at, id LIMIT {limit}", union.params)  # noqa: S611  # nosec B611  # our own SQL; values are parameters


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
    barrier: Sql,
) -> list[Sql]:
    """Every way the viewer reaches rows, as one query each for each segment."""
    asked, found = list(statuses), []
    for segment in segments:
        for keyed in _keyed(viewer, permission, model):
            text = keyed.text.format(
                barrier=barrier.text.format(id=keyed.id),
                segment=segment.text.format(id=keyed.id),
                limit=limit,
            )
            params = (list(keyed.keys), asked, *barrier.params, *segment.params)
            found.append(Sql(text, params, times=len(keyed.keys)))
        for rows in _plain(viewer, permission, model):
            text = BY_REACH.format(
                rows=rows.text,
                barrier=barrier.text.format(id="id"),
                segment=segment.text.format(id="id"),
                limit=limit,
            )
            found.append(Sql(text, (*rows.params, asked, *barrier.params, *segment.params)))
    return found


@dataclass(frozen=True)
class Keyed:
    """A source with an index made for it: one short scan for each key and state."""

    text: str
    id: str
    keys: tuple[Any, ...]


@lru_cache(maxsize=4096)
def _keyed(viewer: Viewer, permission: Permission, model: type[Model]) -> tuple[Keyed, ...]:
    """Grants by group, and rows by authority."""
    policy, sources = policy_of(model), []
    groups = {post.group_id for post in _posts(viewer, permission, Reach.SHARED) if post.group_id}
    if policy.grants and groups:
        table, column = policy.grants[0]._meta.db_table, "content_object_id"
        text = _by_key(table=table, key="group_id", id=column, key_type="::int[]", live=LIVE)
        sources.append(Keyed(text, column, tuple(sorted(groups))))
    served = [post.authority_id for post in _posts(viewer, permission, Reach.AUTHORITY)]
    places = {place for place in served if place}
    if places:
        table = model._meta.db_table
        text = _by_key(table=table, key="authority_id", id="id", key_type="::uuid[]", live="")
        sources.append(Keyed(text, "id", tuple(sorted(places))))
    return tuple(sources)


def _by_key(**names: str) -> str:
    kept = {name: f"{{{name}}}" for name in ("barrier", "segment", "limit")}
    return BY_KEY.format(**names, **kept)


@lru_cache(maxsize=4096)
def _plain(viewer: Viewer, permission: Permission, model: type[Model]) -> tuple[Sql, ...]:
    """The small sources: allocations and grants by name as one list of ids, and what is own."""
    policy, lists, conditions = policy_of(model), list[QuerySet[Any]](), list[Q]()
    for reach in (Reach.OWN, Reach.AGENCY, Reach.CASE):
        posts, rule = _posts(viewer, permission, reach), getattr(policy, reach.value)
        if posts and isinstance(rule, Listed):
            lists.append(rule.ids(viewer, posts))
        elif posts:
            conditions += policy.conditions(reach, viewer, posts)
    if policy.grants and viewer.user_id and _posts(viewer, permission, Reach.SHARED):
        lists.append(ids_granted_to_person(policy.grants[1], viewer))
    if lists:
        conditions.append(Q(pk__in=lists[0].union(*lists[1:], all=True) if lists[1:] else lists[0]))
    rows = model._default_manager.order_by().values("id", "due_at", "status")
    return tuple(Sql(*rows.filter(one).query.sql_with_params()) for one in conditions)


def _posts(viewer: Viewer, permission: Permission, reach: Reach) -> list[Post]:
    return [post for post in viewer.posts if reach in post.reaches(permission)]


@lru_cache(maxsize=4096)
def _barrier(viewer: Viewer, model: type[Model]) -> Sql:
    """Rows of a child restricted to others or barred to the viewer, found once a query."""
    subject = policy_of(model).subject
    if not subject:
        return Sql("", ())
    if not isinstance(subject, str):
        raise TypeError(f"{model.__name__} is about several children")
    barred, params = barred_subjects(viewer).query.sql_with_params()
    table = model._meta.db_table
    text = f" AND t.{{id}} NOT IN (SELECT id FROM {table} WHERE {subject} IN ({barred}))"  # noqa: S608  # nosec B608  # our own SQL; values are parameters
    return Sql(text, tuple(params))
