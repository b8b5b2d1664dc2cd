"""Search first: who may be meant, of those the viewer may be told of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from children.models import Child
from children.search import (
    LIKELY,
    ChildQuery,
    Known,
    Match,
    Net,
    Question,
    last_resort,
    may_be_meant,
    shares,
)

MOST_SHOWN = 20


@dataclass(frozen=True)
class Candidate:
    """A child who may be meant, how well it fits (0 to 100), why and why not, and if beyond doubt.

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
    why_not: tuple[str, ...] = ()
    name: str = ""
    born_on: date | None = None
    born_on_estimated: bool = False


Possible = dict[str, tuple[Known, Match]]


def find_children(
    viewer: Any, query: ChildQuery, *, least: int = LIKELY, most: int | None = MOST_SHOWN
) -> list[Candidate]:
    """The children who may be meant, best first, one for each identity; None is all of them.

    A viewer is told of children within reach only. Whether a child is known to others is itself
    information about the child: a referrer's typed child is matched by the CSE team at triage,
    and a restricted or barred child is, to everybody else, a child nobody knows. Who looks for
    one child may ask for `POSSIBLE` ones too, but only of children whose records they read.
    """
    if not query.says_enough:
        return []
    who = access.viewer_of(viewer) if viewer is not None else access.HOUSE
    question = Question(query, shares(query.names))
    wide = not who.is_house
    possible = _possible(question, may_be_meant(query, wide=wide), least)
    found = _told(who, possible)
    if not any(one.score >= LIKELY for one in found):
        more = _possible(question, last_resort(query, wide=wide), least)
        found = _told(who, possible | more) if more else found
    return found[:most]


def _possible(question: Question, net: Net, least: int) -> Possible:
    scored = ((child_id, known, question.possible(known)) for child_id, known in net.items())
    return {
        child_id: (known, match)
        for child_id, known, match in scored
        if match and match.score >= least
    }


def _told(who: Viewer, possible: Possible) -> list[Candidate]:
    """Those within reach, the best record of each identity, in order."""
    if not possible:
        return []
    best: dict[uuid.UUID, tuple[tuple[Any, ...], Candidate]] = {}
    for child_id, identity_id, named in _within_reach(who, possible):
        known, match = possible[str(child_id)]
        candidate = _candidate(child_id, identity_id, known, match, named=named)
        rank = (-match.score, -match.bits, candidate.name, str(child_id))
        if (named or match.score >= LIKELY) and (
            identity_id not in best or rank < best[identity_id][0]
        ):
            best[identity_id] = (rank, candidate)
    ranked = sorted(best.values(), key=lambda one: one[0])
    return [candidate for _, candidate in ranked]


def _within_reach(
    who: Viewer, possible: Possible
) -> QuerySet[Any, tuple[uuid.UUID, uuid.UUID, bool]]:
    """Id, identity and whether named, of those the viewer may be told of."""
    these = RawSQL("SELECT unnest(%s::uuid[])", [list(possible)])
    rows = Child.objects.filter(pk__in=these)
    if who.is_house:
        rows = rows.annotate(named=Value(True))
    else:
        this = Child.objects.filter(pk=OuterRef("pk"))
        reads = Exists(access.visible(who, Permission.CHILD_VIEW, this))
        searches = Exists(access.visible(who, Permission.CHILD_SEARCH, this))
        rows = rows.annotate(named=reads).filter(Q(named=True) | searches)
    return rows.values_list("pk", "identity_id", "named")


def _candidate(
    child_id: uuid.UUID, identity_id: uuid.UUID, known: Known, match: Match, *, named: bool
) -> Candidate:
    """What is told of a record; of one that the viewer does not read, only what fits."""
    found = Candidate(
        child_id, identity_id, match.score, match.why, certain=match.certain, named=named
    )
    if not named:
        return found
    return replace(
        found,
        why_not=match.why_not,
        name=f"{known.given_name} {known.family_name}".strip(),
        born_on=known.born_on,
        born_on_estimated=known.born_on_estimated,
    )
