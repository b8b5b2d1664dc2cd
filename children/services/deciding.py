"""What a person decides about two records: one child, two children, or not yet.

`seen` is the state of the pair on the page the person decided on: if somebody was quicker, the
answer says who and what.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from agencies import access
from agencies import services as barriers
from agencies.models import User
from agencies.permissions import Permission
from children.belongings import Place
from children.events import ChildEvent
from children.models import Child, Identity, MatchPair, Merge, PairStatus
from children.selectors.merges import Sides, added_since, merges_upon, standing_merge
from children.services.merging import decide, one_merge_at_a_time, said, same_child
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow

LONGEST = timedelta(days=365)


@transaction.atomic
def merge_pair(pair: MatchPair, *, seen: str, because: str, by: User | None, at: datetime) -> Merge:
    """Say that the two records are one child. What is verified, or older, keeps its identity."""
    access.require(by, Permission.CHILD_MATCH, pair)
    one_merge_at_a_time()
    pair.status = seen
    decide(pair, to=PairStatus.SAME, because=because, by=by, at=at)
    kept, moved = sorted(
        (pair.one, pair.other), key=lambda one: (not one.verified, one.recorded_at, one.pk)
    )
    return same_child(moved, as_=kept, because=because.strip(), by=by, at=at)


@transaction.atomic
def say_not_same(
    pair: MatchPair, *, seen: str, because: str, by: User | None, at: datetime
) -> MatchPair:
    """Say that the two records are two children; it is remembered for ever."""
    access.require(by, Permission.CHILD_MATCH, pair)
    pair.status = seen
    if seen == PairStatus.SAME:
        raise NotNow("These records are one child. Take them apart on their page.")
    decide(pair, to=PairStatus.NOT_SAME, because=because, by=by, at=at)
    return pair


@transaction.atomic
def put_off(
    pair: MatchPair, *, seen: str, until: date, because: str, by: User | None, at: datetime
) -> MatchPair:
    """Decide later: the pair leaves the queue and comes back on the day."""
    access.require(by, Permission.CHILD_MATCH, pair)
    today = local_day(at)
    if not today < until <= today + LONGEST:
        raise Invalid("Choose a day after today, within a year.", field="until")
    pair.status = seen
    decide(pair, to=PairStatus.LATER, because=because, by=by, at=at, later_until=until)
    return pair


@transaction.atomic
def separate_pair(
    pair: MatchPair,
    *,
    seen: str,
    because: str,
    belongs: Mapping[uuid.UUID, uuid.UUID],
    by: User | None,
    at: datetime,
) -> Merge:
    """Take the two apart again: they turned out to be two children.

    The pointer goes back and the barriers that the merge carried over end; what was set since
    stays on both. `belongs` says of what was added since to which of the two records it belongs;
    what it does not name stays where it is. Nothing is deleted. Raises NotNow while a later merge
    stands upon this one.
    """
    access.require(by, Permission.CHILD_MATCH, pair)
    one_merge_at_a_time()
    pair.status = seen
    if seen != PairStatus.SAME:
        raise NotNow("These records are two children already.")
    decide(pair, to=PairStatus.NOT_SAME, because=because, by=by, at=at)
    merge = _held(pair)
    moves = _moves(merge, belongs)
    merge.undone_at, merge.undone_by, merge.undone_because = at, by, because.strip()
    merge.save(update_fields=["undone_at", "undone_by", "undone_because"])
    merge.moved.update(identity=merge.left)
    barriers.take_back_barriers(merge_id=merge.pk, by=by, at=at)
    children = Child.objects.in_bulk([merge.child_id, merge.same_as_id])
    for place, record_id, child_id in moves:
        place(record_id, on=children[child_id], by=by, at=at)
    facts = {"from": str(merge.same_as_id), "merge": str(merge.pk)}
    trail.record(ChildEvent.SEPARATED, merge.child, by=by, at=at, facts=facts)
    return merge


def _held(pair: MatchPair) -> Merge:
    """The merge that stands, its identity locked, and nothing standing upon it."""
    Identity.objects.hold(pair.one_id)
    merge = standing_merge(pair)
    if merge is None:
        raise NotNow("These records are not one child by a merge of the two.")
    later = merges_upon(merge).select_related("by").first()
    if later:
        raise NotNow(
            "One of these records was merged with another later: "
            f"{said(later.by, later.at)}. Take those apart first."
        )
    return merge


def _moves(
    merge: Merge, belongs: Mapping[uuid.UUID, uuid.UUID]
) -> list[tuple[Place, uuid.UUID, uuid.UUID]]:
    """What goes to which of the two records, with what follows it."""
    sides = Sides.of(merge)
    if not set(belongs.values()) <= {merge.child_id, merge.same_as_id}:
        raise Invalid("Choose one of the two records.")
    moves = []
    for kind, one in added_since(merge):
        chosen = belongs.get(one.goes_with or one.id)
        if kind.place and chosen and not one.stays and sides.apart(one.child_id, chosen):
            moves.append((kind.place, one.id, chosen))
    return moves
