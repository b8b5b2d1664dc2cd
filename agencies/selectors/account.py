"""One account as an administrator sees it: posts, what is held by name, what can be done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from agencies import access, holdings
from agencies.access import Decision, Viewer
from agencies.holdings import Holding
from agencies.models import Membership, User
from agencies.permissions import Permission
from agencies.policies import authorities_managed, is_dormant, may_close
from agencies.roles import ROLE_NAMES, Role
from agencies.selectors.accounts import State, state_of
from agencies.selectors.proposals import ProposalLine, proposal_line, proposals_for
from agencies.sign_in import factors_of
from core.calendar import local_day
from core.layout import Row
from core.refusals import OutOfReach

MANAGE = Permission.ACCOUNT_MANAGE
AWAKE = "This account is open and awake."


@dataclass(frozen=True)
class PostLine:
    """One post of a person; `end_url` where the viewer may end it."""

    role: str
    agency: str
    authority: str
    from_on: date
    until_on: date | None
    held: bool
    end_url: str


@dataclass(frozen=True)
class Step:
    """Something an administrator can do with an account, or the sentence why not now."""

    label: str
    url: str
    decision: Decision


@dataclass(frozen=True)
class AccountPage:
    """Everything an administrator needs to know of one person: no case, and no child."""

    user: User
    state: State
    rows: tuple[Row, ...]
    posts: tuple[PostLine, ...]
    proposals: tuple[ProposalLine, ...]
    holdings: tuple[Holding, ...]
    steps: tuple[Step, ...]


def account_page(viewer: Viewer, user_id: uuid.UUID, *, now: datetime) -> AccountPage:
    """One account, with what the person holds by name; OutOfReach for one of somebody else's."""
    user = account_for(viewer, user_id)
    proposals = proposals_for(viewer).filter(user=user)
    return AccountPage(
        user=user,
        state=state_of(user, now=now),
        rows=_rows(user),
        posts=_posts(viewer, user, now=now),
        proposals=tuple(proposal_line(row) for row in proposals),
        holdings=holdings.held_by(viewer, user.pk),
        steps=_steps(viewer, user, now=now),
    )


def account_for(viewer: Viewer, user_id: uuid.UUID) -> User:
    """One account, or OutOfReach as for an unknown id."""
    return _one(viewer, User.objects.all(), user_id)


def post_for(viewer: Viewer, post_id: uuid.UUID) -> Membership:
    """One post, or OutOfReach as for an unknown id."""
    return _one(viewer, Membership.objects.select_related("user", "agency", "authority"), post_id)


def _one(viewer: Viewer, rows: QuerySet[Any], pk: uuid.UUID) -> Any:
    found = access.find(viewer, MANAGE, rows, pk)
    if found is None:
        raise OutOfReach
    return found


def _rows(user: User) -> tuple[Row, ...]:
    return (
        Row("E-mail address", user.email),
        Row("Account opened", user.joined_at),
        Row("Last signed in", user.last_login or "Never"),
        Row("Password", "Set" if user.has_usable_password() else "Not set yet"),
        Row("Second factor", ", ".join(factors_of(user)) or "None yet"),
    )


def _posts(viewer: Viewer, user: User, *, now: datetime) -> tuple[PostLine, ...]:
    managed, today = authorities_managed(viewer), local_day(now)
    rows = user.memberships.select_related("agency__authority", "authority")
    return tuple(_post_line(post, managed, today) for post in rows.order_by("-from_on", "pk"))


def _post_line(post: Membership, managed: Iterable[uuid.UUID], today: date) -> PostLine:
    serves = post.authority or post.agency.authority
    ended = post.until_on is not None and post.until_on <= today
    ours = serves is not None and serves.pk in managed
    return PostLine(
        role=ROLE_NAMES[Role(post.role)],
        agency=post.agency.name,
        authority=serves.name if serves else "",
        from_on=post.from_on,
        until_on=post.until_on,
        held=not ended,
        end_url=reverse("agencies:post_end", args=[post.pk]) if ours and not ended else "",
    )


def _steps(viewer: Viewer, user: User, *, now: datetime) -> tuple[Step, ...]:
    asleep = is_dormant(user, at=now)
    shut = Decision(user.is_active, "This account is closed.")
    wake = Decision(asleep or not user.is_active, AWAKE)
    waking = "Wake the account" if user.is_active else "Open it again"
    return (
        Step("Give a post", _to("post_give", user), shut),
        Step(waking, _to("account_wake", user), wake),
        Step("Sign out everywhere", _to("account_sign_out", user), shut),
        Step("Close the account", _to("account_close", user), may_close(viewer, user, at=now)),
    )


def _to(name: str, user: User) -> str:
    return reverse(f"agencies:{name}", args=[user.pk])
