"""Who sees a duty: whoever owes it, within the authority and agency it is owed in; whoever covers
for them; whoever it was raised to.

A review of who has access is open to the administrators of the authority that the posts serve.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now, TruncDate

from agencies import access
from agencies.access import Post, Viewer
from agencies.permissions import Permission
from core.among import Among
from core.calendar import LONDON
from duties.models import AccessReview, Cover, Raised

access.register(
    AccessReview,
    view=Permission.ACCOUNT_MANAGE,
    authority=lambda viewer, post: Q(authority_id=post.authority_id),
)


def owed_by(viewer: Viewer) -> Q:
    """Duties a viewer owes: by name, for somebody away, or through a role in the right place."""
    owed = Q(owner_id=viewer.user_id) | covered_by(viewer, "owner_id")
    for post in viewer.posts:
        owed |= _owed_by_post(post)
    return owed


def covered_by(viewer: Viewer, column: str) -> Q:
    """Rows whose person, named by `column`, is away today and has the viewer for cover."""
    if viewer.user_id is None:
        return Q(pk__in=())
    away = Cover.objects.filter(in_force(), cover_id=viewer.user_id).values("person_id")
    return Q(Among(column, away))


def _owed_by_post(post: Post) -> Q:
    return Q(owner=None, owner_role=post.role, authority_id=post.authority_id) & (
        Q(owner_agency=None) | Q(owner_agency_id=post.agency_id)
    )


def in_force(on: date | None = None) -> Q:
    """Cover that holds on a day, or today by the day it is in England."""
    today = on or TruncDate(Now(), tzinfo=LONDON)
    return Q(from_on__lte=today, until_on__gte=today, ended_at=None)


def raised_to_posts(viewer: Viewer) -> Q:
    """Duties that were raised to a role the viewer holds in the authority of the duty."""
    total = Q(pk__in=[])
    for post in viewer.posts:
        raised = Raised.objects.filter(duty_id=OuterRef("pk"), role=post.role)
        total |= Q(Exists(raised), authority_id=post.authority_id)
    return total
