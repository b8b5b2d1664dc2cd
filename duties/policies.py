"""Who sees a duty: whoever owes it, within the authority and agency it is owed in.

A review of who has access is open to the administrators of the authority that the posts serve.
"""

from __future__ import annotations

from django.db.models import Q

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import Permission
from duties.models import AccessReview

access.register(
    AccessReview,
    view=Permission.ACCOUNT_MANAGE,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
)


def owed_by(viewer: Viewer) -> Q:
    """Duties a viewer owes: by name, or through a role held in the right place."""
    owed = Q(owner_id=viewer.user_id)
    for post in viewer.posts:
        owed |= _owed_by_post(post)
    return owed


def _owed_by_post(post: Post) -> Q:
    return Q(owner=None, owner_role=post.role, authority_id=post.authority_id) & (
        Q(owner_agency=None) | Q(owner_agency_id=post.agency_id)
    )
