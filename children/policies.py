"""Who reaches a child: only through a case, a referral or an episode, never the row alone.

Floors above say which of their records lead to a child; this floor knows none of them. A record
that leads to a child leads to every record of that child: after a merge both are one child.
"""

from __future__ import annotations

import uuid

from django.db.models import Exists, Model, OuterRef, Q

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import Permission, Reach
from agencies.roles import Role
from children.models import Child, Identity, MatchPair

_ways: list[tuple[type[Model], str]] = []


def reached_through(model: type[Model], *, path: str = "child") -> None:
    """Records of `model` lead to the child at `path`, as far as the viewer reaches them."""
    _ways.append((model, path))


def _by(reach: Reach) -> access.Condition:
    def condition(viewer: Viewer, post: Post) -> Q:
        total = Q()
        for model, path in _ways:
            inner = access.policy_of(model).condition(reach, viewer, post)
            same = {f"{path}__identity_id": OuterRef("identity_id")}
            rows = model._default_manager.filter(inner, **same)
            total |= Q(Exists(rows))
        return total or access.NOTHING

    return condition


def rows_of_the_same_child(child_id: uuid.UUID) -> set[uuid.UUID]:
    """Every record of one living child, held so that no merge slips in between."""
    if not Child.objects.filter(pk=child_id).exists():
        return set()
    return set(Identity.objects.hold(child_id).children.values_list("pk", flat=True))


access.register_subjects(rows_of_the_same_child)
access.register(
    Child,
    view=Permission.CHILD_VIEW,
    own=_by(Reach.OWN),
    agency=_by(Reach.AGENCY),
    case=_by(Reach.CASE),
    shared=_by(Reach.SHARED),
    authority=_by(Reach.AUTHORITY),
    subject="pk",
)


def _either_leads_there(viewer: Viewer, post: Post) -> Q:
    """A pair is the concern of every authority that has a record of either child."""
    there = Child.objects.filter(_by(Reach.AUTHORITY)(viewer, post))
    return Q(Exists(there.filter(pk=OuterRef("one_id")))) | Q(
        Exists(there.filter(pk=OuterRef("other_id")))
    )


access.register(
    MatchPair,
    view=Permission.CHILD_MATCH,
    authority=_either_leads_there,
    subject=("one_id", "other_id"),
)


def known_in(authority_id: uuid.UUID) -> Q:
    """Children of whom an authority has a record, whoever asks."""
    post = Post(Role.STEWARD, agency_id=authority_id, authority_id=authority_id, group_id=None)
    return _by(Reach.AUTHORITY)(access.HOUSE, post)
