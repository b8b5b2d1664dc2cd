"""What an administrator does on the pages of accounts: each asks first whether the person may.

Nobody is within reach of the own account, so nobody grants, ends or wakes anything of their own.
The services of `accounts.py` and `posts.py` are for other services, which have asked already.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from agencies import access
from agencies.models import Membership, ProposedPost, User
from agencies.permissions import Permission
from agencies.policies import (
    authorities_managed,
    is_dormant,
    may_approve,
    may_close,
)
from agencies.services import accounts, posts
from agencies.services.posts import PostAsked
from core.calendar import local_day
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach

MANAGE = Permission.ACCOUNT_MANAGE
THERE_ALREADY = "Somebody has just opened an account for this address. Look for it in the list."
ADDRESS_CLOSED = "The account of this address is closed. Open that account again instead."
HOLDS_IT = "This person holds this post already."
WAITS = "This post waits for approval already."
ONESELF = "Nobody gives a post to themselves. Ask another administrator."


@transaction.atomic
def open_account_by_hand(email: str, *, name: str, post: PostAsked, by: User, at: datetime) -> User:
    """Open an account with its first post; an account that is there gets the post only.

    Raises Invalid where the account of the address is closed.
    """
    access.require(by, MANAGE)
    known = User.objects.filter(email=email.lower()).first()
    if known and not known.is_active:
        raise Invalid(ADDRESS_CLOSED, field="email")
    user = known or _open(email, name=name, by=by, at=at)
    _give(user, post, by=by, at=at)
    return user


@transaction.atomic
def give_post(user: User, post: PostAsked, *, by: User, at: datetime) -> Membership | ProposedPost:
    """Give a post, or ask for it where the role takes a second person (AZ-8)."""
    access.require(by, MANAGE, user)
    return _give(user, post, by=by, at=at)


@transaction.atomic
def approve_by_hand(proposal: ProposedPost, *, by: User, at: datetime) -> Membership:
    """Another administrator than the one who asked approves a post."""
    access.require(by, MANAGE, proposal)
    decision = may_approve(access.viewer_of(by), proposal)
    if not decision:
        raise NotAllowed(decision.sentence)
    return posts.approve(proposal, by=by, at=at)


@transaction.atomic
def decline_by_hand(proposal: ProposedPost, *, by: User, at: datetime) -> None:
    """An administrator declines a post; whoever asked for it may take it back so."""
    access.require(by, MANAGE, proposal)
    posts.decline(proposal, by=by, at=at)


@transaction.atomic
def end_post_by_hand(post: Membership, *, by: User, at: datetime) -> None:
    """An administrator ends a post from today on."""
    access.require(by, MANAGE, post)
    today = local_day(at)
    if post.until_on and post.until_on <= today:
        raise NotNow("This post has ended already.")
    posts.end_post(post, on=today, by=by, at=at)


@transaction.atomic
def close_account_by_hand(user: User, *, by: User, at: datetime) -> None:
    """An administrator closes an account, unless it holds posts in somebody else's authority."""
    access.require(by, MANAGE, user)
    decision = may_close(access.viewer_of(by), _locked(user), at=at)
    if not decision:
        raise NotNow(decision.sentence)
    accounts.close_account(user, by=by, at=at)


@transaction.atomic
def wake_by_hand(user: User, *, by: User, at: datetime) -> None:
    """An administrator wakes an account that sleeps, or opens a closed one again."""
    access.require(by, MANAGE, user)
    now = _locked(user)
    if now.is_active and not is_dormant(now, at=at):
        raise NotNow("This account is open and awake.")
    accounts.wake(user, by=by, at=at)


@transaction.atomic
def end_sessions_by_hand(user: User, *, by: User, at: datetime) -> None:
    """An administrator signs a person out everywhere (requirement SESS-2)."""
    access.require(by, MANAGE, user)
    accounts.end_all_sessions(user, by=by, at=at)


def _open(email: str, *, name: str, by: User, at: datetime) -> User:
    try:
        with transaction.atomic():
            return accounts.open_account(email, name=name, by=by, at=at)
    except IntegrityError:
        raise Invalid(THERE_ALREADY, field="email") from None


def _give(user: User, asked: PostAsked, *, by: User, at: datetime) -> Membership | ProposedPost:
    _refuse_post(user, asked, by=by, at=at)
    if asked.takes_two:
        return posts.ask_for_post(user, asked, by=by, at=at)
    return posts.appoint(
        user,
        agency=asked.agency,
        role=asked.role,
        authority=asked.authority,
        from_on=local_day(at),
        until_on=asked.until_on,
        by=by,
        at=at,
    )


def _refuse_post(user: User, asked: PostAsked, *, by: User, at: datetime) -> None:
    """Refuse what this administrator may not give, and what the person has already."""
    if user.pk == by.pk:
        raise NotAllowed(ONESELF)
    here = asked.agency.authority_id in (None, asked.authority.pk)
    if asked.authority.pk not in authorities_managed(access.viewer_of(by)) or not here:
        raise OutOfReach
    if not _locked(user).is_active:
        raise NotNow("This account is closed. Open it again before you give it a post.")
    if asked.until_on and asked.until_on <= local_day(at):
        raise Invalid("The post must end after today.", field="until_on")
    same = {"agency": asked.agency, "role": asked.role}
    held = user.memberships.not_ended_on(local_day(at)).serving(asked.authority.pk)
    if held.filter(**same).exists():
        raise Invalid(HOLDS_IT, field="role")
    waiting = user.proposed_posts.filter(status=ProposedPost.Status.WAITING)
    if waiting.filter(authority=asked.authority, **same).exists():
        raise Invalid(WAITS, field="role")


def _locked(user: User) -> User:
    """The account as it stands, held until this step is done."""
    return User.objects.select_for_update().get(pk=user.pk)
