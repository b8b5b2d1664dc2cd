"""Which accounts an administrator reaches, who sleeps, and what takes a second person.

An administrator looks after everybody who holds or held a post in the authority served, but
never after the own account: nobody grants anything to themselves (requirement AZ-8).
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThan

from agencies import access
from agencies.access import Decision, Viewer
from agencies.access.viewers import Post
from agencies.models import Membership, ProposedPost, User, serves
from agencies.permissions import PRIVILEGED, Permission, Reach
from agencies.roles import MATRIX, Role
from core.calendar import local_day

DORMANT_AFTER = timedelta(days=60)
ELSEWHERE = (
    "This person also holds a post that serves another authority. End the posts here instead; "
    "the administrator of that authority closes the account."
)
SECOND_PERSON = "Somebody else must approve what you asked for."


def _accounts(viewer: Viewer, post: Post) -> Q:
    """People with a post that serves the authority, now or before, or one that is asked for."""
    if post.authority_id is None:
        return access.NOTHING
    held = Membership.objects.serving(post.authority_id).filter(user=OuterRef("pk"))
    asked = ProposedPost.objects.filter(authority_id=post.authority_id, user=OuterRef("pk"))
    return (Q(Exists(held)) | Q(Exists(asked))) & ~Q(pk=viewer.user_id)


def _posts(viewer: Viewer, post: Post) -> Q:
    """Posts of other people that serve the authority."""
    if post.authority_id is None:
        return access.NOTHING
    return serves(post.authority_id) & ~Q(user_id=viewer.user_id)


def _proposals(viewer: Viewer, post: Post) -> Q:
    """Posts asked for, for other people, in the authority."""
    return Q(authority_id=post.authority_id) & ~Q(user_id=viewer.user_id)


access.register(User, view=Permission.ACCOUNT_MANAGE, authority=_accounts)
access.register(Membership, view=Permission.ACCOUNT_MANAGE, authority=_posts)
access.register(ProposedPost, view=Permission.ACCOUNT_MANAGE, authority=_proposals)


def authorities_managed(viewer: Viewer) -> frozenset[uuid.UUID]:
    """The authorities whose posts a viewer gives and ends."""
    return frozenset(
        post.authority_id
        for post in viewer.posts
        if post.authority_id and Reach.AUTHORITY in post.reaches(Permission.ACCOUNT_MANAGE)
    )


def takes_two(role: Role) -> bool:
    """Does the role sign in with a passkey, and so take a second person to grant it?"""
    return not PRIVILEGED.isdisjoint(MATRIX[role])


def is_dormant(user: User, *, at: datetime) -> bool:
    """Not signed in for 60 days: suspended until an administrator wakes the account (AUTHN-6)."""
    last = user.last_login or user.joined_at
    known = [moment for moment in (last, user.woken_at) if moment]
    return bool(known) and at - max(known) > DORMANT_AFTER


def dormant(*, at: datetime) -> Q:
    """The same as a condition on accounts."""
    last = Greatest(Coalesce("last_login", "joined_at"), "woken_at")
    return Q(is_active=True) & Q(LessThan(last, at - DORMANT_AFTER))


def may_approve(viewer: Viewer, proposal: ProposedPost) -> Decision:
    """Another administrator than the one who asked; the person concerned never gets here."""
    if proposal.status != ProposedPost.Status.WAITING:
        return Decision(False, f"This post is {proposal.get_status_display().lower()} already.")
    if proposal.asked_by_id == viewer.user_id:
        return Decision(False, SECOND_PERSON)
    return Decision(True)


def may_close(viewer: Viewer, user: User, *, at: datetime) -> Decision:
    """An account that is open, whose posts all serve the authorities the viewer looks after."""
    if not user.is_active:
        return Decision(False, "This account is closed already.")
    managed = authorities_managed(viewer)
    held = user.memberships.not_ended_on(local_day(at)).select_related("agency")
    if any((post.authority_id or post.agency.authority_id) not in managed for post in held):
        return Decision(False, ELSEWHERE)
    return Decision(True)
