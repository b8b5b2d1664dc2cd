"""Who is looking: a person with the posts held today, an agency, or the house itself."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from agencies.models import Agency, Membership, RoleGroup, User
from agencies.permissions import Permission, Reach
from agencies.roles import MATRIX, Role


@dataclass(frozen=True)
class Post:
    """One role in one agency, and the authority it serves."""

    role: Role
    agency_id: uuid.UUID
    authority_id: uuid.UUID | None
    group_id: int | None
    agency: str = field(default="", compare=False)

    def reaches(self, permission: Permission) -> frozenset[Reach]:
        """How far this post's role goes for a permission."""
        return MATRIX[self.role].get(permission, frozenset())


@dataclass(frozen=True)
class Viewer:
    """Everything the one predicate needs to know about who looks."""

    user_id: uuid.UUID | None
    posts: tuple[Post, ...] = ()
    is_house: bool = False
    name: str = field(default="", compare=False)

    @property
    def agency_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(post.agency_id for post in self.posts)

    @property
    def agency_names(self) -> tuple[str, ...]:
        return tuple(sorted({post.agency for post in self.posts}))

    @property
    def authority_ids(self) -> frozenset[uuid.UUID]:
        return frozenset(post.authority_id for post in self.posts if post.authority_id)

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    @property
    def group_ids(self) -> frozenset[int]:
        return frozenset(post.group_id for post in self.posts if post.group_id)

    def holds(self, permission: Permission) -> bool:
        """Does any post carry the permission, at whatever reach?"""
        return any(post.reaches(permission) for post in self.posts)


HOUSE = Viewer(user_id=None, is_house=True, name="the portal itself")
"""A scheduled job or a command at the machine: code may say so, no door ever does."""


def viewer_of(who: Any, *, on: date | None = None) -> Viewer:
    """The viewer of a person, as of today; read once and kept on the person for this request.

    Takes a Viewer as it is. An inactive or anonymous person holds no post.
    """
    if isinstance(who, Viewer):
        return who
    if not isinstance(who, User) or not who.is_active:
        return Viewer(user_id=getattr(who, "pk", None))
    kept: Viewer | None = getattr(who, "_viewer", None)
    if kept is None or on is not None:
        day = on or timezone.localdate()
        kept = Viewer(user_id=who.pk, posts=_posts(who, day), name=who.name)
        who._viewer = kept  # type: ignore[attr-defined]
    return kept


def as_agency(agency: Agency, role: Role) -> Viewer:
    """See exactly what a role of an agency sees: nothing of one's own, nothing by name."""
    group = RoleGroup.objects.filter(agency=agency, role=role).first()
    post = Post(
        role, agency.pk, agency.authority_id, group.group_id if group else None, agency.name
    )
    return Viewer(user_id=None, posts=(post,), name=agency.name)


def _posts(user: User, day: date) -> tuple[Post, ...]:
    groups = RoleGroup.objects.filter(agency=OuterRef("agency"), role=OuterRef("role"))
    rows = (
        Membership.objects.held_on(day)
        .filter(user=user, agency__active=True)
        .annotate(group_id=Subquery(groups.values("group_id")[:1]))
        .order_by("from_on", "id")
        .values_list(
            "role",
            "agency_id",
            "authority_id",
            "agency__authority_id",
            "group_id",
            "agency__name",
        )
    )
    return tuple(
        Post(Role(role), agency_id, served or home, group_id, name)
        for role, agency_id, served, home, group_id, name in rows
    )
