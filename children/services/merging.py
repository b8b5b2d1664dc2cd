"""Two records are one child: the identity pointer moves, and what bars from one bars from both."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from agencies import access
from agencies import selectors as agencies
from agencies import services as barriers
from agencies.models import User
from agencies.permissions import Permission
from children.events import ChildEvent
from children.models import (
    PAIR_PATHWAY,
    Child,
    Identity,
    KeyPerson,
    MatchPair,
    Merge,
    PairStatus,
)
from children.search.pairs import score_pair
from children.services.pairs import note_pairs
from core import trail
from core.calendar import LONDON
from core.refusals import Invalid, NotNow


@transaction.atomic
def decide(
    pair: MatchPair,
    *,
    to: PairStatus,
    because: str,
    by: User | None,
    at: datetime,
    later_until: date | None = None,
) -> None:
    """Take a step with a pair, and say why; of two people at once exactly one wins."""
    if not because.strip():
        raise Invalid("Say why.", field="because")
    columns: dict[str, Any] = {
        "because": because.strip(),
        "decided_at": at,
        "decided_by": by,
        "later_until": later_until,
    }
    PAIR_PATHWAY.move(pair, to=to, by=by, at=at, because=because.strip(), also=columns)
    for name, value in columns.items():
        setattr(pair, name, value)
    trail.record(ChildEvent.PAIR_DECIDED, pair, by=by, at=at, facts={"status": to})


@transaction.atomic
def same_child(child: Child, *, as_: Child, because: str, by: User | None, at: datetime) -> Merge:
    """Say that two records are about one living child: only the identity pointer moves.

    Called by the service that found it out and has required its permission. References, frozen
    documents and bookmarks keep working, because no record is touched. Every barrier of either
    record holds for both from now on. Raises Invalid for a record and itself; NotNow for two
    that are one already, that somebody has said are two, and that nobody could read afterwards.
    """
    if child.pk == as_.pk:
        raise Invalid("A record cannot be merged with itself. Choose another one.")
    one_merge_at_a_time()
    left, kept = _hold_both(child, as_)
    _require_two(left, kept)
    _remember(child, as_, because=because, by=by, at=at)
    _require_nobody_said_no(left, kept)
    _require_no_link(left, kept)
    moved = list(left.children.all())
    together = {row.pk for row in (*moved, *kept.children.all())}
    merge = Merge.objects.create(
        kept=kept, left=left, child=child, same_as=as_, because=because, by=by, at=at
    )
    merge.moved.set(moved)
    left.children.update(identity=kept)
    barriers.carry_barriers(together, merge_id=merge.pk, by=by, at=at)
    _require_a_reader(together)
    child.identity = as_.identity = kept
    facts = {"same_as": str(as_.pk), "merge": str(merge.pk)}
    trail.record(ChildEvent.SAME_CHILD, child, by=by, at=at, facts=facts)
    return merge


def one_merge_at_a_time() -> None:
    """Identities move only under this lock, held until the transaction ends; merges are rare."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('children.merge'))")


def _hold_both(one: Child, other: Child) -> tuple[Identity, Identity]:
    """Both identities as they stand, held as whoever writes about one of the children holds it."""
    now = dict(Child.objects.filter(pk__in=(one.pk, other.pk)).values_list("pk", "identity_id"))
    rows = Identity.objects.select_for_update().filter(pk__in=now.values()).order_by("pk")
    held = {identity.pk: identity for identity in rows}
    return held[now[one.pk]], held[now[other.pk]]


def _require_two(left: Identity, kept: Identity) -> None:
    if left.pk != kept.pk:
        return
    last = Merge.objects.filter(kept=kept, undone_at=None).select_related("by").latest("at")
    raise NotNow(f"These two records are one child already: {said(last.by, last.at)}.")


def _remember(child: Child, as_: Child, *, because: str, by: User | None, at: datetime) -> None:
    """The pair is decided, also where nobody had put it into the queue."""
    pair = MatchPair.objects.of(child, as_).first()
    if pair is None:
        note_pairs([(child, as_, score_pair(child, as_))], by=by, at=at)
        pair = MatchPair.objects.of(child, as_).get()
    if pair.status != PairStatus.SAME:
        decide(pair, to=PairStatus.SAME, because=because, by=by, at=at)


def _require_nobody_said_no(left: Identity, kept: Identity) -> None:
    """A decision that two records are two children stands until that pair is decided again."""
    two = Q(one__identity=left, other__identity=kept) | Q(one__identity=kept, other__identity=left)
    no = MatchPair.objects.filter(two, status=PairStatus.NOT_SAME)
    against = no.select_related("decided_by").order_by("-decided_at").first()
    if against and against.decided_at:
        raise NotNow(
            "Another record of one of these children was found not to be the other child: "
            f"{said(against.decided_by, against.decided_at)}. That pair has to be decided again "
            "first."
        )


def _require_no_link(left: Identity, kept: Identity) -> None:
    """A child is nobody's own sister: a link between the two says that they are two."""
    two = Q(child__identity=left, other_child__identity=kept) | Q(
        child__identity=kept, other_child__identity=left
    )
    link = KeyPerson.objects.filter(two, superseded_at=None, until_on=None).first()
    if link:
        raise NotNow(
            "One of these records names the other as somebody around the child "
            f"({link.relation or link.kind.lower()}). If that is wrong, have it corrected first."
        )


def _require_a_reader(child_ids: set[uuid.UUID]) -> None:
    """Restrictions add up, so somebody who reads children must be named in every one."""
    if not any(agencies.is_restricted(pk) for pk in child_ids):
        return
    named = agencies.named_for_all(child_ids)
    if not any(access.viewer_of(user).holds(Permission.CHILD_VIEW) for user in named):
        raise NotNow(
            "The two records are kept for different people, and nobody who works with children "
            "is named for both: nobody could read them afterwards. Have one person named for "
            "both records first."
        )


def said(by: User | None, at: datetime) -> str:
    """Who said so and when, for the person who came second."""
    here = at.astimezone(LONDON)
    return f"{by.name if by else 'the portal'} said so on {here.day} {here:%B %Y, %H:%M}"
