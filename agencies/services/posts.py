"""Agencies, and the posts that people hold in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from agencies.access.sharing import group_of
from agencies.events import AgencyEvent
from agencies.models import (
    POST_PATHWAY,
    Agency,
    Authority,
    Membership,
    ProposedPost,
    User,
)
from agencies.policies import takes_two
from agencies.roles import Role
from core import trail
from core.calendar import local_day
from core.refusals import Invalid

Status = ProposedPost.Status


@dataclass(frozen=True)
class PostAsked:
    """The post an administrator wants to give."""

    agency: Agency
    authority: Authority
    role: Role
    until_on: date | None = None

    @property
    def takes_two(self) -> bool:
        """Must another administrator approve it?"""
        return takes_two(self.role)


@transaction.atomic
def add_agency(code: str, *, name: str, sector: str, authority: Authority | None) -> Agency:
    """Add an agency; one that is there already stays as it is."""
    row, _ = Agency.objects.get_or_create(
        code=code, defaults={"name": name, "sector": sector, "authority": authority}
    )
    return row


@transaction.atomic
def appoint(
    user: User,
    *,
    agency: Agency,
    role: Role,
    authority: Authority | None = None,
    from_on: date,
    until_on: date | None = None,
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a post. A region-wide agency must say which authority the post serves."""
    served = authority or agency.authority
    if served is None:
        raise Invalid("Say which authority this post serves.", field="authority")
    post = Membership.objects.create(
        user=user,
        agency=agency,
        role=role,
        authority=served,
        from_on=from_on,
        until_on=until_on,
    )
    user.groups.add(group_of(agency, role))
    trail.record(AgencyEvent.APPOINTED, post, by=by, at=at, facts={"role": role})
    return post


@transaction.atomic
def end_post(post: Membership, *, on: date, by: User | None, at: datetime) -> None:
    """End a post: from this day on it opens nothing; the person's name stays in history."""
    post.until_on = max(on, post.from_on)
    post.save(update_fields=["until_on"])
    same = post.user.memberships.held_on(on).filter(agency=post.agency, role=post.role)
    if not same.exists():
        post.user.groups.remove(group_of(post.agency, Role(post.role)))
    trail.record(AgencyEvent.ENDED, post, by=by, at=at, facts={"role": post.role})


@transaction.atomic
def ask_for_post(user: User, asked: PostAsked, *, by: User, at: datetime) -> ProposedPost:
    """Ask for a post that takes a second person; it opens nothing until approved (AZ-8)."""
    proposal = ProposedPost.objects.create(
        user=user,
        agency=asked.agency,
        authority=asked.authority,
        role=asked.role,
        until_on=asked.until_on,
        asked_by=by,
        asked_at=at,
    )
    POST_PATHWAY.begin(proposal, by=by, at=at)
    trail.record(AgencyEvent.POST_ASKED, proposal, by=by, at=at, facts={"role": asked.role})
    return proposal


@transaction.atomic
def approve(proposal: ProposedPost, *, by: User, at: datetime) -> Membership:
    """Give the post that was asked for, from today on. Of two people at once exactly one wins."""
    _decide(proposal, Status.APPROVED, by=by, at=at)
    post = appoint(
        proposal.user,
        agency=proposal.agency,
        role=Role(proposal.role),
        authority=proposal.authority,
        from_on=local_day(at),
        until_on=proposal.until_on,
        by=by,
        at=at,
    )
    proposal.post = post
    proposal.save(update_fields=["post"])
    trail.record(AgencyEvent.POST_APPROVED, proposal, by=by, at=at, facts={"role": proposal.role})
    return post


@transaction.atomic
def decline(proposal: ProposedPost, *, by: User | None, at: datetime) -> None:
    """Give no post; what was asked for stays on record."""
    _decide(proposal, Status.DECLINED, by=by, at=at)
    trail.record(AgencyEvent.POST_DECLINED, proposal, by=by, at=at, facts={"role": proposal.role})


def _decide(proposal: ProposedPost, to: str, *, by: User | None, at: datetime) -> None:
    also = {"decided_by": by, "decided_at": at}
    POST_PATHWAY.move(proposal, to=to, by=by, at=at, also=also)
    proposal.decided_by, proposal.decided_at = by, at
