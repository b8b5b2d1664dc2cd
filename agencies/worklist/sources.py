"""The ways a viewer reaches rows of a worklist, as SQL that reads the first rows of each.

Grants and authorities have an index made for it (key, status, due time, id): one short scan for
each key and state, through LATERAL. What is allocated, granted by name or one's own is little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Model, Q, QuerySet

from agencies.access.policy import Listed, ids_granted_to_person, policy_of
from agencies.access.viewers import Post, Viewer
from agencies.permissions import Permission, Reach
from core.prepared import Given

BY_KEY = """
SELECT part.id, part.due_at
FROM unnest(%s{key_type}) AS source(key), unnest(%s::text[]) AS state(status),
LATERAL (
    SELECT {id} AS id, due_at FROM {table} AS t
    WHERE t.{key} = source.key AND t.status = state.status{live}{segment}
    ORDER BY due_at, {id} LIMIT {limit}
) AS part
"""
BY_REACH = """
SELECT id, due_at FROM ({rows}) AS t
WHERE t.status = ANY(%s){segment} ORDER BY due_at, id LIMIT {limit}
"""
LIVE = " AND (t.until_at IS NULL OR t.until_at > statement_timestamp())"
STATUSES = Given("statuses")


@dataclass(frozen=True)
class Sql:
    """A piece of SQL with its parameters."""

    text: str
    params: tuple[Any, ...] = ()


class Place(Enum):
    """Where a page starts, as conditions that an index walks: dated rows first, then undated.

    `{id}` stands for the id column of the table that is read.
    """

    START = (Sql(""),)
    DATED = (
        Sql(" AND (t.due_at, t.{id}) > (%s, %s)", (Given("due_at"), Given("record_id"))),
        Sql(" AND t.due_at IS NULL"),
    )
    UNDATED = (Sql(" AND t.due_at IS NULL AND t.{id} > %s", (Given("record_id"),)),)


def sources_of(
    viewer: Viewer, permission: Permission, model: type[Model], place: Place, limit: int
) -> Sql | None:
    """Every way the viewer reaches rows, as one union; None where there is no way."""
    pieces = [
        piece
        for segment in place.value
        for piece in _pieces(viewer, permission, model, segment, limit)
    ]
    text = " UNION ALL ".join(f"({piece.text})" for piece in pieces)
    params = tuple(value for piece in pieces for value in piece.params)
    return Sql(text, params) if pieces else None


def _pieces(
    viewer: Viewer, permission: Permission, model: type[Model], segment: Sql, limit: int
) -> Iterator[Sql]:
    for keyed in _keyed(viewer, permission, model):
        yield keyed.first(segment, limit)
    for rows in _plain(viewer, permission, model):
        names = {"segment": segment.text.format(id="id"), "limit": limit}
        text = BY_REACH.format(rows=rows.text, **names)
        yield Sql(text, (*rows.params, STATUSES, *segment.params))


@dataclass(frozen=True)
class Keyed:
    """A source with an index made for it: key, status, due time, id."""

    table: str
    key: str
    key_type: str
    keys: tuple[Any, ...]
    id: str = "id"
    live: str = ""

    def first(self, segment: Sql, limit: int) -> Sql:
        """One short scan for each key and state."""
        names = {**vars(self), "segment": segment.text.format(id=self.id), "limit": limit}
        return Sql(BY_KEY.format(**names), (list(self.keys), STATUSES, *segment.params))


def _keyed(viewer: Viewer, permission: Permission, model: type[Model]) -> Iterator[Keyed]:
    """Grants by group, and rows by authority."""
    grants = policy_of(model).grants
    groups = {post.group_id for post in _posts(viewer, permission, Reach.SHARED) if post.group_id}
    if grants and groups:
        table, keys = grants[0]._meta.db_table, tuple(sorted(groups))
        yield Keyed(table, "group_id", "::int[]", keys, id="content_object_id", live=LIVE)
    served = [post.authority_id for post in _posts(viewer, permission, Reach.AUTHORITY)]
    places = {place for place in served if place}
    if places:
        yield Keyed(model._meta.db_table, "authority_id", "::uuid[]", tuple(sorted(places)))


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
