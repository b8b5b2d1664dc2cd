"""Accounts as an administrator looks for them: by state, by name, a page at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.models import Membership, User
from agencies.permissions import Permission
from agencies.policies import dormant, is_dormant
from agencies.roles import ROLE_NAMES, Role
from core.calendar import local_day
from core.layout import Link
from core.paging import NO_PLACE, one_of
from core.refusals import Unreadable

SIZE = 50
SHOWN = {"": "Open", "dormant": "Asleep", "closed": "Closed"}
STATES = {"open": ("Open", "green"), "asleep": ("Asleep", "yellow"), "closed": ("Closed", "grey")}


@dataclass(frozen=True)
class State:
    """Whether an account is open, asleep or closed, as a tag says it."""

    label: str
    colour: str


@dataclass(frozen=True)
class AccountLine:
    """One account of the list."""

    name: str
    email: str
    posts: tuple[str, ...]
    last_seen: datetime | None
    state: State
    url: str


@dataclass(frozen=True)
class AccountList:
    """One page of accounts, or those that a search found."""

    lines: tuple[AccountLine, ...]
    tabs: tuple[Link, ...]
    shown: str
    found: bool = False
    more: bool = False
    next_url: str = ""
    first_url: str = ""


def account_list(viewer: Viewer, *, show: str, start: str, now: datetime) -> AccountList:
    """The accounts a viewer looks after, by name. Raises Unreadable for an unknown filter.

    A page begins after an account, which the address names by its id: no name stands in it.
    """
    shown = one_of(show, SHOWN, "state")
    rows = _after(_in_state(accounts_for(viewer), shown, now), start)
    found = list(_with_posts(rows, now)[: SIZE + 1])
    return AccountList(
        lines=tuple(_line(user, now=now) for user in found[:SIZE]),
        tabs=_tabs(shown),
        shown=shown,
        next_url=_list_url(shown, found[SIZE - 1].pk) if len(found) > SIZE else "",
        first_url=_list_url(shown) if start else "",
    )


def accounts_named(viewer: Viewer, words: str, *, now: datetime) -> AccountList:
    """The accounts whose name or address holds all of these words, open or not."""
    rows = accounts_for(viewer)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    found = list(_with_posts(rows, now)[: SIZE + 1])
    lines = tuple(_line(user, now=now) for user in found[:SIZE])
    return AccountList(lines, _tabs(None), shown="", found=True, more=len(found) > SIZE)


def accounts_for(viewer: Viewer) -> QuerySet[User]:
    """Every account a viewer looks after, never the viewer's own."""
    return access.visible(viewer, Permission.ACCOUNT_MANAGE, User.objects.order_by("name", "pk"))


def state_of(user: User, *, now: datetime) -> State:
    """Whether an account is open, asleep or closed."""
    if not user.is_active:
        return State(*STATES["closed"])
    return State(*STATES["asleep" if is_dormant(user, at=now) else "open"])


def _in_state(rows: QuerySet[User], shown: str, now: datetime) -> QuerySet[User]:
    if shown == "closed":
        return rows.filter(is_active=False)
    return rows.filter(dormant(at=now)) if shown == "dormant" else rows.filter(is_active=True)


def _after(rows: QuerySet[User], start: str) -> QuerySet[User]:
    try:
        last = User.objects.filter(pk=start).first() if start else None
    except ValidationError:
        raise Unreadable(NO_PLACE) from None
    if last is None:
        return rows
    return rows.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))


def _with_posts(rows: QuerySet[User], now: datetime) -> QuerySet[User]:
    held = Membership.objects.held_on(local_day(now)).select_related("agency")
    return rows.prefetch_related(Prefetch("memberships", held.order_by("from_on"), "held"))


def _tabs(shown: str | None) -> tuple[Link, ...]:
    tabs = [Link(label, _list_url(key), current=key == shown) for key, label in SHOWN.items()]
    return (*tabs, Link("Posts to approve", reverse("agencies:proposals")))


def _list_url(shown: str, after: uuid.UUID | None = None) -> str:
    asked = [f"show={shown}"] if shown else []
    asked += [f"from={after}"] if after else []
    return "?".join(filter(None, (reverse("agencies:accounts"), "&".join(asked))))


def _line(user: Any, *, now: datetime) -> AccountLine:
    return AccountLine(
        name=user.name,
        email=user.email,
        posts=tuple(f"{ROLE_NAMES[Role(post.role)]}, {post.agency.name}" for post in user.held),
        last_seen=user.last_login,
        state=state_of(user, now=now),
        url=reverse("agencies:account", args=[user.pk]),
    )
