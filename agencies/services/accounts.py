"""Accounts: opened without a password, closed in one action, signed out everywhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies.events import AgencyEvent
from agencies.models import ProposedPost, User
from agencies.services.posts import decline, end_post
from core import trail
from core.calendar import local_day


@transaction.atomic
def open_account(email: str, *, name: str, by: User | None, at: datetime) -> User:
    """Open an account without a password: the person sets one, or signs in another way."""
    user = User.objects.create_user(email, name=name, joined_at=at)
    trail.record(AgencyEvent.ACCOUNT_OPENED, user, by=by, at=at)
    return user


@transaction.atomic
def end_all_sessions(user: User, *, by: User | None, at: datetime) -> None:
    """Sign a person out everywhere, from the next request on (requirement SESS-2)."""
    user.sessions_ended += 1
    user.save(update_fields=["sessions_ended"])
    trail.record(AgencyEvent.SESSIONS_ENDED, user, by=by, at=at)


@transaction.atomic
def close_account(user: User, *, by: User | None, at: datetime) -> None:
    """Close an account in one action: posts, what was asked for and sessions end (AUTHN-5).

    The name stays in history, and what the person holds by name is listed to be handed on.
    """
    for post in user.memberships.not_ended_on(local_day(at)):
        end_post(post, on=local_day(at), by=by, at=at)
    for proposal in user.proposed_posts.filter(status=ProposedPost.Status.WAITING):
        decline(proposal, by=by, at=at)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sessions(user, by=by, at=at)
    trail.record(AgencyEvent.ACCOUNT_CLOSED, user, by=by, at=at)


@transaction.atomic
def wake(user: User, *, by: User | None, at: datetime) -> None:
    """Let somebody who slept, or whose account was closed, sign in again. It gives no post."""
    user.is_active, user.woken_at = True, at
    user.save(update_fields=["is_active", "woken_at"])
    trail.record(AgencyEvent.ACCOUNT_WOKEN, user, by=by, at=at)
