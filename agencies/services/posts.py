"""Agencies, and the posts that people hold in them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies.access.sharing import group_of
from agencies.events import AgencyEvent
from agencies.models import Agency, Authority, Membership, User
from agencies.roles import Role
from core import trail
from core.refusals import Invalid


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
    by: User | None,
    at: datetime,
) -> Membership:
    """Give a person a post. A region-wide agency must say which authority the post serves."""
    served = authority or agency.authority
    if served is None:
        raise Invalid("Say which authority this post serves.", field="authority")
    post = Membership.objects.create(
        user=user, agency=agency, role=role, authority=served, from_on=from_on
    )
    user.groups.add(group_of(agency, role))
    trail.record(AgencyEvent.APPOINTED, post, by=by, at=at, facts={"role": role})
    return post


@transaction.atomic
def end_post(post: Membership, *, on: date, by: User | None, at: datetime) -> None:
    """End a post; the person's name stays in history."""
    post.until_on = on
    post.save(update_fields=["until_on"])
    post.user.groups.remove(group_of(post.agency, Role(post.role)))
    trail.record(AgencyEvent.ENDED, post, by=by, at=at, facts={"role": post.role})
