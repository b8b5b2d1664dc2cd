"""Search first: who may be meant, of those the viewer may be told of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value

from agencies import access
from agencies.permissions import Permission
from children.models import Alias, Child, Identifier
from children.search import LIKELY, ChildQuery, match, may_be_meant
from children.search.scoring import Known

MOST_SHOWN = 20


@dataclass(frozen=True)
class Candidate:
    """A child who may be meant, how well it fits (0 to 100), why, and whether beyond doubt.

    `named` says whether the viewer reads this child's record. Where not (a referrer who has
    referred the child before), name and date of birth stay empty: the candidate says no more
    than that the viewer's own words fit a record of the viewer's own.
    """

    child_id: uuid.UUID
    identity_id: uuid.UUID
    score: int
    why: tuple[str, ...]
    certain: bool
    named: bool
    name: str = ""
    born_on: date | None = None
    born_on_estimated: bool = False


def find_children(viewer: Any, query: ChildQuery) -> list[Candidate]:
    """The children who may be meant, best first, one for each identity.

    A viewer is told of children within reach only. Whether a child is known to others is itself
    information about the child: a referrer's typed child is matched by the CSE team at triage,
    and a restricted or barred child is, to everybody else, a child nobody knows.
    """
    if not query.says_enough:
        return []
    best: dict[uuid.UUID, Candidate] = {}
    for child in _within_reach(viewer, may_be_meant(query)):
        found = _candidate(query, child)
        kept = best.get(child.identity_id)
        if found.score >= LIKELY and (kept is None or found.score > kept.score):
            best[child.identity_id] = found
    ranked = sorted(best.values(), key=lambda one: (-one.score, one.name, str(one.child_id)))
    return ranked[:MOST_SHOWN]


def _within_reach(viewer: Any, rows: QuerySet[Child]) -> QuerySet[Child]:
    who = access.viewer_of(viewer) if viewer is not None else access.HOUSE
    if who.is_house:
        rows = rows.annotate(named=Value(True))
    else:
        this = Child.objects.filter(pk=OuterRef("pk"))
        reads = Exists(access.visible(who, Permission.CHILD_VIEW, this))
        searches = Exists(access.visible(who, Permission.CHILD_SEARCH, this))
        rows = rows.annotate(named=reads).filter(Q(named=True) | searches)
    live = {"superseded_at": None}
    return rows.prefetch_related(
        Prefetch("alias_rows", Alias.objects.filter(**live)),
        Prefetch("identifier_rows", Identifier.objects.filter(**live)),
    )


def _candidate(query: ChildQuery, child: Any) -> Candidate:
    result = match(query, _known(child))
    shown = {
        "name": child.full_name,
        "born_on": child.born_on,
        "born_on_estimated": child.born_on_estimated,
    }
    return Candidate(
        child_id=child.pk,
        identity_id=child.identity_id,
        score=result.score,
        why=result.why,
        certain=result.certain,
        named=child.named,
        **(shown if child.named else {}),
    )


def _known(child: Any) -> Known:
    numbers = tuple(
        (str(row.get_kind_display()), row.value.replace(" ", "").replace("-", "").upper())
        for row in child.identifier_rows.all()
    )
    return Known(
        given_name=child.given_name,
        family_name=child.family_name,
        aliases=tuple(row.name for row in child.alias_rows.all()),
        born_on=child.born_on,
        born_on_estimated=child.born_on_estimated,
        sounds_alike=child.sounds_alike,
        numbers=numbers,
    )
