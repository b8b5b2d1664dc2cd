"""Who reaches a case: allocated, shared with, or serving the whole authority."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import Permission
from cases.models import Allocation, Case, CaseGrant, CasePersonGrant
from children.policies import reached_through


def allocated(viewer: Viewer, post: Post) -> Q:
    """Cases given to the person by name, or to the team of the post."""
    mine = Q(user_id=viewer.user_id) if viewer.user_id else Q(pk__in=())
    team = Q(user=None, agency_id=post.agency_id, role=post.role)
    rows = Allocation.objects.filter(mine | team, case=OuterRef("pk"), until_at=None)
    return Q(Exists(rows))


access.register(
    Case,
    view=Permission.CASE_VIEW,
    case=allocated,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
    subject="child_id",
    grants=(CaseGrant, CasePersonGrant),
)
reached_through(Case)
