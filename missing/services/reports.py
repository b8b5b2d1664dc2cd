"""Log an episode as a person tells it: of a child they chose, or of one they name."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from children.models import Child
from children.search import ChildQuery
from children.selectors import find_children
from children.services import record_child
from core.refusals import Invalid
from missing.models import Episode
from missing.services import rules
from missing.services.episodes import enter_episode
from missing.services.rows import certain


@transaction.atomic
def report_episode(
    *,
    given_name: str,
    family_name: str,
    born_on: date | None,
    authority: Authority,
    by: User | None,
    at: datetime,
    child_id: uuid.UUID | None = None,
    **facts: Any,
) -> Episode:
    """Log an episode of the child chosen from a search, or of the child named.

    Of a name only, the portal itself looks: a child who is meant beyond doubt gets the episode,
    also one the person does not reach; anything less becomes a new child, not yet verified, and
    nobody learns who was compared. Logging never waits for an answer. Raises Invalid for a child
    who was not offered.
    """
    rules.require_serving(by, Permission.EPISODE_LOG, authority)
    query = ChildQuery.of(given_name, family_name, born_on)
    if child_id:
        offered = {found.child_id for found in find_children(by, query)}
        if child_id not in offered:
            raise Invalid("Choose one of the children shown.", field="child")
        child: Child | None = Child.objects.get(pk=child_id)
    else:
        child = _beyond_doubt(query, by)
    verified = child is not None
    if child is None:
        child = record_child(
            given_name=given_name,
            family_name=family_name,
            born_on=born_on,
            verified=False,
            by=by,
            at=at,
        )
    return enter_episode(child, authority=authority, verified=verified, by=by, at=at, **facts)


def _beyond_doubt(query: ChildQuery, by: User | None) -> Child | None:
    """The child surely meant, unless it is restricted to others or the person is barred."""
    child = certain(find_children(access.HOUSE, query))
    if child is None or by is None:
        return child
    rows = Child.objects.filter(pk=child.pk)
    return access.outside_barriers(by, rows, subject="pk").first()
