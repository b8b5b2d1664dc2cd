"""What a merge did, what stands upon it, and what was added since to either record."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from children.belongings import Belonging, Kind, kinds
from children.models import Child, MatchPair, Merge


@dataclass(frozen=True)
class Sides:
    """The records that a merge moved, and all others of the child."""

    moved: frozenset[uuid.UUID]
    stayed: frozenset[uuid.UUID]

    @classmethod
    def of(cls, merge: Merge) -> Sides:
        """The two sides of a merge that stands."""
        moved = frozenset(merge.moved.values_list("pk", flat=True))
        rows = Child.objects.filter(identity=merge.kept_id).values_list("pk", flat=True)
        return cls(moved, frozenset(rows) - moved)

    def apart(self, one: uuid.UUID, other: uuid.UUID) -> bool:
        """Do two records stand on different sides?"""
        return (one in self.moved) != (other in self.moved)


def standing_merge(pair: MatchPair) -> Merge | None:
    """The merge of the two records that is not undone."""
    two = (pair.one_id, pair.other_id)
    rows = Merge.objects.filter(child__in=two, same_as__in=two, undone_at=None)
    return rows.select_related("kept", "left", "child", "same_as", "by").first()


def merges_upon(merge: Merge) -> QuerySet[Merge]:
    """Later merges of the same child that stand: they are undone before this one can be."""
    same = Q(kept=merge.kept_id) | Q(left=merge.kept_id)
    return Merge.objects.filter(same, undone_at=None, at__gt=merge.at).order_by("-at")


def added_since(merge: Merge) -> list[tuple[Kind, Belonging]]:
    """What was recorded on either record since the merge, or came there by it, oldest first."""
    sides = Sides.of(merge)
    found = [
        (kind, one) for kind in kinds() for one in kind.read(sides.moved | sides.stayed, merge.at)
    ]
    return sorted(found, key=lambda each: (each[1].recorded_at, each[1].id))
