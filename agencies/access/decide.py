"""The one predicate: which may I see, may I do this, and the refusal in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from agencies.access.policy import NOTHING, Policy, policy_of
from agencies.access.viewers import HOUSE, Viewer, viewer_of
from agencies.models import Exclusion, RestrictedTo, Restriction
from agencies.permissions import (
    DATA_CLASS_PERMISSION,
    SENTENCES,
    DataClass,
    Permission,
    Reach,
)
from core.prepared import Given, Question, QuestionOfRows
from core.refusals import NotAllowed, OutOfReach

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Decision:
    """Whether a step is open to a person, and the sentence for the button if it is not."""

    allowed: bool
    sentence: str = ""

    def __bool__(self) -> bool:
        return self.allowed


def visible(who: Any, permission: Permission, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows a viewer reaches with a permission; barriers hold above every reach."""
    viewer = viewer_of(who) if who is not None else HOUSE
    if viewer.is_house:
        return rows
    policy = policy_of(rows.model)
    reached = rows.filter(_reach(viewer, permission, policy))
    return reached.filter(_classes(viewer, policy)).filter(_barriers(viewer, policy.subject))


def find(who: Any, permission: Permission, rows: QuerySet[M], pk: Any) -> M | None:
    """One of the rows if the viewer reaches it, or None. ValidationError: no id at all."""
    return visible(who, permission, rows).filter(pk=pk).first()


def fetch(
    who: Any, permission: Permission, model: type[M], pk: Any, *, related: tuple[str, ...] = ()
) -> M | None:
    """The same as `find` for what is opened all day: its question is built once for a viewer.

    To build it costs several times what it costs to ask it. Any record of the model, with what
    `related` names. What is granted, barred or has ended is read each time.
    """
    viewer = viewer_of(who) if who is not None else HOUSE
    found = _one(viewer, permission, model, related).ask(pk=model._meta.pk.to_python(pk))
    return found[0] if found else None


@lru_cache(maxsize=4096)
def _one(
    viewer: Viewer, permission: Permission, model: type[M], related: tuple[str, ...]
) -> QuestionOfRows[M]:
    rows = visible(viewer, permission, with_related(model, related))
    return QuestionOfRows(rows.filter(pk=Given("pk", model._meta.pk)).order_by())


def with_related(model: type[M], related: tuple[str, ...]) -> QuerySet[M]:
    """Every row of a model, with what `related` names read at once."""
    rows = model._default_manager.all()
    return rows.select_related(*related) if related else rows


def unbarred(viewer: Viewer, model: type[Model]) -> Q:
    """The rows of a model where neither a restriction nor an exclusion stands in the way."""
    return _barriers(viewer, policy_of(model).subject)


def can(who: Any, permission: Permission, record: Model | None = None) -> bool:
    """May the viewer do this, to this record, or (without one) at all?"""
    viewer = viewer_of(who) if who is not None else HOUSE
    if viewer.is_house:
        return True
    if record is None:
        return viewer.holds(permission)
    if not viewer.holds(permission):
        return False
    return bool(_whether(viewer, permission, type(record)).ask(pk=record.pk))


@lru_cache(maxsize=4096)
def _whether(viewer: Viewer, permission: Permission, model: type[Model]) -> Question:
    rows = visible(viewer, permission, model._default_manager.all())
    return Question.of(rows.filter(pk=Given("pk", model._meta.pk)).order_by().values("pk"))


def decide(who: Any, permission: Permission, record: Model | None = None) -> Decision:
    """`can`, with the sentence that a closed button shows."""
    if can(who, permission, record):
        return Decision(True)
    return Decision(False, SENTENCES[permission])


def require(who: Any, permission: Permission, record: Model | None = None) -> None:
    """Raise unless allowed: OutOfReach (as an unknown id) or NotAllowed (with a sentence).

    `who` None is the house itself: a scheduled job or a command at the machine.
    """
    if can(who, permission, record):
        return
    if record is not None and not _within_view(who, record):
        raise OutOfReach
    raise NotAllowed(SENTENCES[permission])


def may_read(who: Any, data_class: DataClass, record: Model) -> bool:
    """May the viewer see fields of this data class on a record already within reach?"""
    permission = DATA_CLASS_PERMISSION.get(data_class)
    return permission is None or can(who, permission, record)


def _within_view(who: Any, record: Model) -> bool:
    view = policy_of(type(record)).view
    return view is not None and can(who, view, record)


def _reach(viewer: Viewer, permission: Permission, policy: Policy) -> Q:
    total = NOTHING
    for reach in Reach:
        posts = [post for post in viewer.posts if reach in post.reaches(permission)]
        for condition in policy.conditions(reach, viewer, posts) if posts else ():
            total = condition if total is NOTHING else total | condition
    return total


def _classes(viewer: Viewer, policy: Policy) -> Q:
    """A row that holds a data class is open only where the class is open too."""
    if policy.holds is None:
        return Q()
    column, data_class = policy.holds
    return Q(**{column: False}) | _reach(viewer, DATA_CLASS_PERMISSION[data_class], policy)


def outside_barriers(who: Any, rows: QuerySet[M], *, subject: str) -> QuerySet[M]:
    """The rows whose child is not restricted to others and not barred to the viewer.

    For rows that are reached in a way of their own, such as duties.
    """
    viewer = viewer_of(who)
    return rows if viewer.is_house else rows.filter(_barriers(viewer, subject))


def barred_subjects(who: Any) -> QuerySet[Any]:
    """The ids of children restricted to others, or barred to the viewer or an agency of theirs."""
    viewer = viewer_of(who)
    restricted, barred = _restricted_to_others(viewer), _exclusions_of(viewer)
    return restricted.values("subject_id").union(barred.values("subject_id"), all=True)


def _barriers(viewer: Viewer, paths: str | tuple[str, ...] | None) -> Q:
    """Nothing stands in the way of the child, or of any of the children, the row is about."""
    total = Q()
    for path in (paths,) if isinstance(paths, str) else paths or ():
        subject = OuterRef(path)
        restricted = _restricted_to_others(viewer).filter(subject_id=subject)
        barred = _exclusions_of(viewer).filter(subject_id=subject)
        total &= Q(~Exists(restricted), ~Exists(barred))
    return total


def _restricted_to_others(viewer: Viewer) -> QuerySet[Restriction]:
    original = Coalesce(OuterRef("copy_of_id"), OuterRef("pk"))
    named = RestrictedTo.objects.filter(restriction_id=original, user_id__in=_person(viewer))
    return Restriction.objects.in_force().filter(~Exists(named))


def _exclusions_of(viewer: Viewer) -> QuerySet[Exclusion]:
    named = Q(user_id__in=_person(viewer)) | Q(agency_id__in=viewer.agency_ids)
    return Exclusion.objects.in_force().filter(named)


def _person(viewer: Viewer) -> list[UUID]:
    """Nobody's id, for an agency that looks, is no id: a test for NULL would match every row."""
    return [viewer.user_id] if viewer.user_id else []
