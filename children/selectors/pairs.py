"""Records that may be one child: the queue, and the page on which two are merged or taken apart."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse

from agencies import access
from agencies import selectors as agencies
from agencies.permissions import Permission
from children.belongings import Belonging, Kind, kinds
from children.models import Child, MatchPair, Merge, PairStatus
from children.search import LIKELY, POSSIBLE, ChildQuery
from children.search.pairs import SAME_NUMBERS
from children.selectors.merges import Sides, added_since, merges_upon, standing_merge
from children.selectors.record import child_for
from children.selectors.search import Candidate, find_children
from children.selectors.sides import PairCard, cards_of
from core.layout import Entry
from core.paging import page
from core.refusals import OutOfReach

SIZE = 10
MOST = 100
DECIDED = "children:pairs_decided"
FOLLOWS = "It goes where the record goes that it belongs to."
ORDER = ("-score", "id")
WORTH = (
    Q(score__gte=LIKELY)
    | Q(why__overlap=sorted(SAME_NUMBERS))
    | Q(status=PairStatus.LATER)
    | Q(found_by__isnull=False)
)


@dataclass(frozen=True)
class PairQueue:
    """One page of the pairs to decide, best first."""

    cards: tuple[PairCard, ...]
    next_url: str
    previous_url: str

    @property
    def child_ids(self) -> tuple[uuid.UUID, ...]:
        return tuple(side.child_id for card in self.cards for side in (card.one, card.other))


@dataclass(frozen=True)
class DecidedLine:
    """One pair that was decided: what, by whom and when."""

    pair_id: uuid.UUID
    child_ids: tuple[uuid.UUID, uuid.UUID]
    names: str
    decision: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class DecidedPairs:
    """One page of the pairs that were decided."""

    lines: tuple[DecidedLine, ...]
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class Added:
    """What was recorded since the merge, and which record it goes to."""

    id: uuid.UUID
    title: str
    at: datetime
    suggested: uuid.UUID
    stays: str


@dataclass(frozen=True)
class Standing:
    """A merge that stands: who, when and why, what was added since, and who merged later."""

    child_id: uuid.UUID
    same_as_id: uuid.UUID
    by: str
    merge: Merge
    added: tuple[Added, ...]
    upon: str

    @property
    def upon_text(self) -> str:
        """What has to be undone first."""
        return f"{self.upon} merged one of these records with another. Take those two apart first."


@dataclass(frozen=True)
class PairPage:
    """Two records with both timelines, what was decided, and the merge if there is one."""

    pair: MatchPair
    card: PairCard
    one_timeline: tuple[Entry, ...]
    other_timeline: tuple[Entry, ...]
    kept_for: tuple[str, ...]
    decided_by: str
    standing: Standing | None
    past: tuple[Merge, ...]


@dataclass(frozen=True)
class DoublesPage:
    """A record, and other records that may be the same child."""

    child_id: uuid.UUID
    name: str
    found: tuple[Candidate, ...]


def doubles_page(viewer: Any, child_id: uuid.UUID) -> DoublesPage:
    """Whom the viewer reads and who may be the same child, best first."""
    child = child_for(viewer, child_id)
    query = ChildQuery.of(child.given_name, child.family_name, child.born_on)
    alike = find_children(viewer, query, least=POSSIBLE)
    others = [one for one in alike if one.identity_id != child.identity_id]
    found = tuple(one for one in others if one.named)
    return DoublesPage(child_id=child.pk, name=child.full_name, found=found)


def pairs_waiting(viewer: Any, *, today: date) -> QuerySet[MatchPair]:
    """The pairs the viewer may decide today. A child who is barred to the viewer is in none.

    The floor of the queue: the bar of a register of this size (`scale_of_register`), or a number
    in common. What somebody found or put off waits however likely it is.
    """
    rows = MatchPair.objects.waiting(today, WORTH)
    return access.visible(viewer, Permission.CHILD_MATCH, rows)


def decided_pairs(viewer: Any, *, start: str = "") -> DecidedPairs:
    """What was decided, the latest first: to look up why, to put right, to take apart."""
    rows = MatchPair.objects.exclude(decided_at=None).select_related("one", "other", "decided_by")
    shown = page(
        access.visible(viewer, Permission.CHILD_MATCH, rows), ("-decided_at", "id"), start=start
    )
    return DecidedPairs(
        tuple(
            DecidedLine(
                pair_id=row.pk,
                child_ids=(row.one_id, row.other_id),
                names=f"{row.one.full_name} and {row.other.full_name}",
                decision=row.get_status_display(),
                by=row.decided_by.name if row.decided_by else "The portal",
                at=row.decided_at,
            )
            for row in shown.rows
        ),
        _address(shown.next, DECIDED),
        _address(shown.previous, DECIDED),
    )


def pair_for(viewer: Any, pair_id: uuid.UUID | str) -> MatchPair:
    """One pair the viewer may decide, whatever was decided; OutOfReach as for an unknown id."""
    rows = MatchPair.objects.select_related("one", "other", "decided_by")
    try:
        found = access.visible(viewer, Permission.CHILD_MATCH, rows).filter(pk=pair_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise OutOfReach
    return found


def pair_queue(viewer: Any, *, today: date, start: str = "") -> PairQueue:
    """One page of the queue, best first, with both records side by side."""
    rows = pairs_waiting(viewer, today=today).select_related("one", "other")
    shown = page(rows, ORDER, start=start, size=SIZE)
    return PairQueue(cards_of(shown.rows), _address(shown.next), _address(shown.previous))


def _address(start: str, route: str = "children:pairs") -> str:
    return f"{reverse(route)}?{urlencode({'from': start})}" if start else ""


def pair_card(viewer: Any, pair_id: uuid.UUID) -> tuple[MatchPair, PairCard]:
    """One pair side by side."""
    pair = pair_for(viewer, pair_id)
    return pair, cards_of([pair])[0]


def pair_page(viewer: Any, pair_id: uuid.UUID) -> PairPage:
    """Everything somebody should see before two records are merged, or taken apart."""
    pair, card = pair_card(viewer, pair_id)
    merge = standing_merge(pair) if pair.status == PairStatus.SAME else None
    ones, others = _rows_of(pair, merge)
    before = Merge.objects.filter(child__in=(pair.one_id, pair.other_id), undone_at__isnull=False)
    before = before.filter(same_as__in=(pair.one_id, pair.other_id))
    return PairPage(
        pair=pair,
        card=card,
        one_timeline=_timeline(viewer, ones),
        other_timeline=_timeline(viewer, others),
        kept_for=tuple(sorted(user.name for user in agencies.named_for_all(ones | others))),
        decided_by=pair.decided_by.name if pair.decided_by else "The portal",
        standing=_standing(merge) if merge else None,
        past=tuple(before.select_related("by", "undone_by").order_by("-undone_at")),
    )


def _rows_of(
    pair: MatchPair, merge: Merge | None
) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Every record of either child; once they are one, the two sides of the merge."""
    if merge:
        sides = Sides.of(merge)
        moved_first = pair.one_id in sides.moved
        return (sides.moved, sides.stayed) if moved_first else (sides.stayed, sides.moved)
    rows = Child.objects.filter(identity__in=(pair.one.identity_id, pair.other.identity_id))
    by_identity: dict[uuid.UUID, set[uuid.UUID]] = {}
    for pk, identity in rows.values_list("pk", "identity_id"):
        by_identity.setdefault(identity, set()).add(pk)
    one, other = by_identity[pair.one.identity_id], by_identity[pair.other.identity_id]
    return frozenset(one), frozenset(other)


def _timeline(viewer: Any, child_ids: Collection[uuid.UUID]) -> tuple[Entry, ...]:
    """What stands on a record, the latest first: what, when and where, and nothing it says."""
    entries: list[Entry] = []
    for kind in kinds():
        found = list(kind.read(child_ids, None))
        open_ones = kind.open_to(viewer, [one.id for one in found])
        entries += [_entry(kind, one, linked=one.id in open_ones) for one in found]
    return tuple(sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST])


def _entry(kind: Kind, one: Belonging, *, linked: bool) -> Entry:
    url = reverse(kind.route, args=[one.id]) if linked else ""
    return Entry(title=one.title, at=one.at, url=url)


def _standing(merge: Merge) -> Standing:
    upon = merges_upon(merge).select_related("by").first()
    sides = Sides.of(merge)
    return Standing(
        child_id=merge.child_id,
        same_as_id=merge.same_as_id,
        by=merge.by.name if merge.by else "The portal",
        merge=merge,
        added=tuple(_added(one, merge, sides) for _, one in added_since(merge)),
        upon=upon.by.name if upon and upon.by else "The portal" if upon else "",
    )


def _added(one: Belonging, merge: Merge, sides: Sides) -> Added:
    here = merge.child_id if one.child_id in sides.moved else merge.same_as_id
    there = merge.same_as_id if here == merge.child_id else merge.child_id
    return Added(
        id=one.id,
        title=one.title,
        at=one.recorded_at,
        suggested=there if one.came_by_merge else here,
        stays=FOLLOWS if one.goes_with else one.stays,
    )
