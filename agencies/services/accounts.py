"""Accounts: opened without a password, closed in one action, signed out everywhere."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.events import AgencyEvent
from agencies.models import User
from agencies.permissions import Permission
from agencies.services.posts import end_post
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
def deactivate(user: User, *, by: User, at: datetime) -> None:
    """Close an account in one action: posts and sessions end, the name stays in history."""
    access.require(by, Permission.ACCOUNT_MANAGE)
    for post in user.memberships.filter(until_on=None):
        end_post(post, on=local_day(at), by=by, at=at)
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_all_sessions(user, by=by, at=at)
