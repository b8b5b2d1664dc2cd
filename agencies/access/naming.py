"""Rows that name a record by its kind and id, such as the trail: told as far as it is readable."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from agencies.access.decide import can, visible
from agencies.access.policy import Policy, registered
from agencies.access.viewers import HOUSE, Viewer, viewer_of
from agencies.permissions import Permission

M = TypeVar("M", bound=Model)

_told_with: dict[str, Permission] = {}


def told_with(permission: Permission, *models: type[Model]) -> None:
    """Kinds without a policy of their own are told to whoever holds this on the case."""
    for model in models:
        _told_with[model._meta.label_lower] = permission


def about_readable(who: Any, rows: QuerySet[M], *, within: Model) -> QuerySet[M]:
    """The rows whose record (`record_kind`, `record_id`) the viewer may read, settled in SQL.

    `rows` are the few of one case, `within`, and are asked for their kinds first. A kind with a
    policy is told record by record, one of `told_with` by its permission on the case, and any
    other goes with the case.
    """
    viewer = viewer_of(who) if who is not None else HOUSE
    if viewer.is_house:
        return rows
    kinds = set(rows.order_by().values_list("record_kind", flat=True).distinct())
    ruled = {policy.model._meta.label_lower: policy for policy in registered()}
    needed = {_told_with[kind] for kind in kinds & _told_with.keys()}
    held = {need for need in needed if can(viewer, need, within)}
    told = Q(
        record_kind__in=[
            kind
            for kind in kinds - ruled.keys()
            if kind not in _told_with or _told_with[kind] in held
        ]
    )
    for kind in sorted(kinds & ruled.keys()):
        told |= Q(_readable(viewer, ruled[kind]), record_kind=kind)
    return rows.filter(told)


def _readable(viewer: Viewer, policy: Policy) -> Q:
    if policy.view is None or not viewer.holds(policy.view):
        return Q(pk__in=())
    named = policy.model._default_manager.filter(pk=OuterRef("record_id"))
    return Q(Exists(visible(viewer, policy.view, named)))
