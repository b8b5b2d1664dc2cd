"""Who reaches a child: only through a case, a referral or an episode, never the row alone.

Floors above say which of their records lead to a child; this floor knows none of them.
"""

from __future__ import annotations

from django.db.models import Exists, Model, OuterRef, Q

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import Permission, Reach
from children.models import Child

_ways: list[tuple[type[Model], str]] = []


def reached_through(model: type[Model], *, path: str = "child") -> None:
    """Records of `model` lead to the child at `path`, as far as the viewer reaches them."""
    _ways.append((model, path))


def _by(reach: Reach) -> access.Condition:
    def condition(viewer: Viewer, post: Post) -> Q:
        total = Q()
        for model, path in _ways:
            inner = access.policy_of(model).condition(reach, viewer, post)
            rows = model._default_manager.filter(inner, **{f"{path}_id": OuterRef("pk")})
            total |= Q(Exists(rows))
        return total or access.NOTHING

    return condition


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
