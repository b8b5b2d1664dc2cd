"""Rows that name a record by its kind and id, such as the trail: told as far as it is readable."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, UUIDField

from agencies.access.decide import can, visible
from agencies.access.policy import Policy, registered
from agencies.access.viewers import HOUSE, Viewer, viewer_of
from agencies.permissions import Permission
from core.models import Event
from core.prepared import Given, Question

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
    return rows.filter(_told(viewer, frozenset(kinds), _held(viewer, kinds, within)))


def events_readable(who: Any, case: Model) -> list[int]:
    """The ids of the events of a case of which the viewer may be told, the first first.

    The same answer as `about_readable`, by a question that is built once for a viewer; who cannot
    open the case is told of no record that goes with it.
    """
    viewer = viewer_of(who) if who is not None else HOUSE
    opens = viewer.is_house or can(viewer, Permission.CASE_VIEW, case)
    question = _events_told(viewer, _held(viewer, _told_with, case), opens=opens)
    return [row[0] for row in question.ask(case=case.pk)]


@lru_cache(maxsize=1024)
def _events_told(viewer: Viewer, held: frozenset[Permission], *, opens: bool) -> Question:
    """The ids of what is told of any case to a viewer who holds so much on it."""
    rows = Event.objects.filter(case_id=Given("case", UUIDField()))
    ruled = {policy.model._meta.label_lower for policy in registered()}
    shut = {kind for kind, need in _told_with.items() if need not in held}
    free = ~Q(record_kind__in=sorted(ruled | shut)) if opens else Q(pk__in=())
    told = rows if viewer.is_house else rows.filter(free | naming_readable(viewer, ruled))
    return Question.of(told.order_by("id").values_list("id"))


def _held(viewer: Viewer, kinds: Iterable[str], within: Model) -> frozenset[Permission]:
    """What the viewer holds on a case, of what it takes to be told of these kinds."""
    needed = {_told_with[kind] for kind in kinds if kind in _told_with}
    return frozenset(need for need in needed if can(viewer, need, within))


def _told(viewer: Viewer, kinds: frozenset[str], held: frozenset[Permission]) -> Q:
    ruled = {policy.model._meta.label_lower for policy in registered()}
    free = [kind for kind in kinds - ruled if kind not in _told_with or _told_with[kind] in held]
    return Q(record_kind__in=free) | naming_readable(viewer, kinds)


def naming_readable(who: Any, kinds: Iterable[str], *, permission: Permission | None = None) -> Q:
    """Rows that name a record of one of these kinds which the viewer may read.

    To read is to reach it with what its policy views it with, or with another `permission`. A
    kind without a policy is told of no row here.
    """
    viewer = viewer_of(who) if who is not None else HOUSE
    ruled = {policy.model._meta.label_lower: policy for policy in registered()}
    told = Q(pk__in=())
    for kind in sorted(set(kinds) & ruled.keys()):
        need = permission or ruled[kind].view
        told |= Q(_readable(viewer, ruled[kind], need), record_kind=kind)
    return told


def _readable(viewer: Viewer, policy: Policy, need: Permission | None) -> Q:
    if need is None or not (viewer.is_house or viewer.holds(need)):
        return Q(pk__in=())
    named = policy.model._default_manager.filter(pk=OuterRef("record_id"))
    return Q(Exists(visible(viewer, need, named)))
