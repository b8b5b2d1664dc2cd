"""What each reach means for a model: registered once, at start-up, by the app that owns it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from agencies.access.viewers import Post, Viewer
from agencies.permissions import DataClass, Permission, Reach

Condition = Callable[[Viewer, Post], Q]
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Listed:
    """Reach by a list such as allocations: rows of `table` lead to records at `path`.

    `rows` says which rows count for a post. Several posts are asked in one subquery.
    """

    table: type[Model]
    path: str
    rows: Condition

    def __call__(self, viewer: Viewer, post: Post) -> Q:
        return self.of(viewer, (post,))

    def of(self, viewer: Viewer, posts: Sequence[Post]) -> Q:
        """The records that the list gives to any of these posts."""
        leading_here = {f"{self.path}_id": OuterRef("pk")}
        return Q(Exists(self._listed(viewer, posts).filter(**leading_here)))

    def ids(self, viewer: Viewer, posts: Sequence[Post]) -> QuerySet[Any]:
        """The ids of the same records, for a list that is read from its short end."""
        return self._listed(viewer, posts).values(f"{self.path}_id")

    def _listed(self, viewer: Viewer, posts: Sequence[Post]) -> QuerySet[Any]:
        listed = Q()
        for post in posts:
            listed |= self.rows(viewer, post)
        return self.table._default_manager.filter(listed)


@dataclass(frozen=True)
class Policy:
    """The five reaches of a model as conditions, and how a row leads to its child.

    `subject` is the path to the child's id, by which restrictions and exclusions hold, or several
    where a row is about several children: then nothing may stand in the way of any of them;
    `view` is the permission whose reach tells 403 from 404; `grants` are the guardian tables
    (group, person) of explicit shares. `holds` names a column and the data class that a row holds
    where it is true: such a row is reached only with the permission of the class as well.
    """

    model: type[Model]
    view: Permission | None = None
    own: Condition | None = None
    agency: Condition | None = None
    case: Condition | None = None
    shared: Condition | None = None
    authority: Condition | None = None
    subject: str | tuple[str, ...] | None = None
    grants: tuple[type[Model], type[Model]] | None = None
    holds: tuple[str, DataClass] | None = None

    def condition(self, reach: Reach, viewer: Viewer, post: Post) -> Q:
        """The rows one reach of one post opens; a reach the model does not know opens none."""
        rule: Condition | None = getattr(self, reach.value)
        if rule:
            return rule(viewer, post)
        if reach is Reach.SHARED and self.grants:
            return _any(granted_to(self.grants, viewer, (post,)))
        return NOTHING

    def conditions(self, reach: Reach, viewer: Viewer, posts: Sequence[Post]) -> list[Q]:
        """The same for several posts at once, with as few subqueries as there can be."""
        rule: Condition | None = getattr(self, reach.value)
        if isinstance(rule, Listed):
            return [rule.of(viewer, posts)]
        if rule is None and reach is Reach.SHARED and self.grants:
            return granted_to(self.grants, viewer, posts)
        found: list[Q] = []
        for post in posts:
            condition = self.condition(reach, viewer, post)
            if condition and condition is not NOTHING and condition not in found:
                found.append(condition)
        return found


def _any(conditions: Sequence[Q]) -> Q:
    total = NOTHING
    for condition in conditions:
        total = condition if total is NOTHING else total | condition
    return total


def granted_to(
    grants: tuple[type[Model], type[Model]], viewer: Viewer, posts: Sequence[Post]
) -> list[Q]:
    """Rows with a live grant to the viewer by name, and to the groups of the posts."""
    by_group, by_person = grants
    groups = sorted({post.group_id for post in posts if post.group_id})
    found = [granted_to_person(by_person, viewer)] if viewer.user_id else []
    if groups:
        rows = by_group._default_manager.filter(
            _live(), content_object=OuterRef("pk"), group_id__in=groups
        )
        found.append(Q(Exists(rows)))
    return found


def granted_to_person(by_person: type[Model], viewer: Viewer) -> Q:
    """Rows with a live grant to the viewer by name."""
    rows = _grants_to_person(by_person, viewer).filter(content_object=OuterRef("pk"))
    return Q(Exists(rows))


def ids_granted_to_person(by_person: type[Model], viewer: Viewer) -> QuerySet[Any]:
    """The ids of the same rows."""
    return _grants_to_person(by_person, viewer).values("content_object_id")


def _grants_to_person(by_person: type[Model], viewer: Viewer) -> QuerySet[Any]:
    return by_person._default_manager.filter(_live(), user_id=viewer.user_id)


def _live() -> Q:
    return Q(until_at=None) | Q(until_at__gt=Now())


_policies: dict[type[Model], Policy] = {}


def register(model: type[Model], **rules: Any) -> None:
    """Say what each reach means for the records of a model; once for each model."""
    if model in _policies:
        raise RuntimeError(f"{model._meta.label} has a policy already")
    _policies[model] = Policy(model, **rules)


def policy_of(model: type[Model]) -> Policy:
    """The policy of a model. A model without one is not for viewers: KeyError."""
    return _policies[model]


def registered() -> tuple[Policy, ...]:
    """Every policy, for the access tables."""
    return tuple(_policies.values())


def through(path: str, model: type[Model], reach: Reach) -> Condition:
    """A record is reached as far as the record at `path` is: `through("case", Case, CASE)`."""

    def condition(viewer: Viewer, post: Post) -> Q:
        inner = policy_of(model).condition(reach, viewer, post)
        rows = model._default_manager.filter(inner, pk=OuterRef(f"{path}_id"))
        return Q(Exists(rows))

    return condition
