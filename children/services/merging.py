"""Two records are one child: the identity pointer moves, and what bars from one bars from both."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies import selectors as agencies
from agencies import services as barriers
from agencies.models import User
from agencies.permissions import Permission
from children.events import ChildEvent
from children.models import Child, Identity, Merge
from core import trail
from core.calendar import LONDON
from core.refusals import Invalid, NotNow


@transaction.atomic
def same_child(child: Child, *, as_: Child, because: str, by: User | None, at: datetime) -> Merge:
    """Say that two records are about one living child: only the identity pointer moves.

    Called by the service that found it out and has required its permission. References, frozen
    documents and bookmarks keep working, because no record is touched. Every barrier of either
    record holds for both from now on. Raises Invalid for a record and itself; NotNow for two
    that are one already, and where nobody could read the child afterwards.
    """
    if child.pk == as_.pk:
        raise Invalid("A record cannot be merged with itself. Choose another one.")
    left, kept = _hold_both(child, as_)
    _require_two(left, kept)
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


def _hold_both(one: Child, other: Child) -> tuple[Identity, Identity]:
    """Both identities as they stand, locked in one order: no two merges wait for each other."""
    while True:
        before = _identities(one, other)
        rows = Identity.objects.select_for_update().filter(pk__in=before.values()).order_by("pk")
        held = {identity.pk: identity for identity in rows}
        if before == _identities(one, other):
            return held[before[one.pk]], held[before[other.pk]]


def _identities(*children: Child) -> dict[uuid.UUID, uuid.UUID]:
    rows = Child.objects.filter(pk__in=[child.pk for child in children])
    return dict(rows.values_list("pk", "identity_id"))


def _require_two(left: Identity, kept: Identity) -> None:
    if left.pk != kept.pk:
        return
    last = Merge.objects.filter(kept=kept, undone_at=None).select_related("by").latest("at")
    raise NotNow(f"These two records are one child already: {said(last.by, last.at)}.")


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
