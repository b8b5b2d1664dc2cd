"""Who reads a kept filter, whom it may be shared with, and how many one person keeps."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q

from agencies.access import Viewer
from agencies.models import Agency, Authority
from agencies.permissions import Permission
from agencies.roles import MATRIX, ROLE_NAMES, Role
from desk.models import SavedFilter

MOST_KEPT = 50
MOST_ON_HOME = 5
"""Each costs a question of its own on the home page."""
MOST_ROWS_FOR_NEWS = 1000


@dataclass(frozen=True)
class Audience:
    """Whom a filter is shared with: the people of an agency or with a role, in an authority."""

    authority_id: uuid.UUID
    agency_id: uuid.UUID | None = None
    role: str = ""

    @property
    def code(self) -> str:
        """The audience as a form says it."""
        return f"{self.agency_id or self.role}_{self.authority_id}"


def audiences_of(viewer: Viewer, permission: Permission) -> tuple[Audience, ...]:
    """Whom somebody may share with: their agency, and each role the list is open to, per post."""
    roles = [role for role in Role if permission in MATRIX[role]]
    found = [
        audience
        for post in viewer.posts
        if post.authority_id
        for audience in (
            Audience(post.authority_id, agency_id=post.agency_id),
            *(Audience(post.authority_id, role=role.value) for role in roles),
        )
    ]
    return tuple(dict.fromkeys(found))


def audience_choices(viewer: Viewer, permission: Permission) -> tuple[tuple[str, str], ...]:
    """The same as a form offers them: code and words."""
    found = audiences_of(viewer, permission)
    places = dict(
        Authority.objects.filter(pk__in={one.authority_id for one in found}).values_list(
            "pk", "name"
        )
    )
    agencies = dict(
        Agency.objects.filter(pk__in={one.agency_id for one in found if one.agency_id}).values_list(
            "pk", "name"
        )
    )
    return tuple(
        (
            one.code,
            in_words(
                places[one.authority_id],
                agency=agencies[one.agency_id] if one.agency_id else "",
                role=one.role,
            ),
        )
        for one in found
    )


def audience_of(row: SavedFilter) -> str:
    """Whom a filter is shared with, as a form says it; "" is nobody."""
    if not row.shared_authority_id:
        return ""
    return Audience(row.shared_authority_id, row.shared_agency_id, row.shared_role).code


def in_words(place: str, *, agency: str, role: str) -> str:
    """An audience as people read it."""
    if agency:
        return f"People of {agency} in {place}"
    return f"Everybody who is {ROLE_NAMES[Role(role)]} in {place}"


def of_owner(viewer: Viewer) -> Q:
    """Filters that are the viewer's own."""
    return Q(owner_id__in=[viewer.user_id] if viewer.user_id else [])


def shared_with(viewer: Viewer) -> Q:
    """Filters of others, shared with a post the viewer holds, while their owner's account is open.

    A filter that is shared shows its name and choices; never a row.
    """
    reached = Q(pk__in=())
    for post in viewer.posts:
        if post.authority_id:
            meant = Q(shared_agency_id=post.agency_id) | Q(shared_role=post.role.value)
            reached |= meant & Q(shared_authority_id=post.authority_id)
    return reached & Q(owner__is_active=True) & ~of_owner(viewer)
