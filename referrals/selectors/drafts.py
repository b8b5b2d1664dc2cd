"""Drafts: for their author only, while they are kept."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from agencies import access
from agencies.access import Viewer
from agencies.models import Agency, Authority, User
from agencies.permissions import SENTENCES, Permission
from agencies.selectors import role_name
from core.refusals import NotAllowed, OutOfReach
from referrals.models import Draft, DraftPage
from screening.assessing import version_in_use
from screening.models import ToolVersion


@dataclass(frozen=True)
class DraftSetting:
    """What the pages of a draft are built with: the tool in force and the author's details."""

    tool: ToolVersion | None
    shown: frozenset[str]
    you: Mapping[str, str]


def drafts_of(viewer: Viewer, *, at: datetime) -> list[Draft]:
    """What the viewer has begun and not sent, the latest first."""
    return list(_kept(viewer, at).filter(submitted_at=None).order_by("-begun_at"))


def draft_for(viewer: Viewer, draft_id: uuid.UUID, *, at: datetime) -> Draft:
    """One draft of the viewer's own, sent or not; OutOfReach for anybody else's or an old one."""
    draft = _kept(viewer, at).filter(pk=draft_id).first()
    if draft is None:
        raise OutOfReach
    return draft


def pages_of(draft: Draft) -> dict[str, DraftPage]:
    """The saved pages of a draft by key."""
    return {page.key: page for page in draft.pages.all()}


def draft_setting(viewer: Viewer, draft: Draft, *, at: datetime) -> DraftSetting:
    """The tool the draft was begun with, the indicators the viewer may see, and who refers."""
    tool = draft.version or version_in_use(draft.authority, at=at)
    health = viewer.holds(Permission.HEALTH_DETAIL_VIEW)
    indicators = tool.tool.indicators() if tool else ()
    shown = frozenset(one.code for _, one in indicators if health or not one.health)
    return DraftSetting(tool, shown, {} if draft.for_another else _you(draft, viewer))


def post_for(viewer: Viewer, permission: Permission) -> tuple[Authority, Agency]:
    """The authority and agency in which the viewer holds a permission, from the oldest post.

    Raises NotAllowed when no post with the permission serves an authority.
    """
    for post in viewer.posts:
        if post.authority_id and post.reaches(permission):
            return (
                Authority.objects.get(pk=post.authority_id),
                Agency.objects.get(pk=post.agency_id),
            )
    raise NotAllowed(SENTENCES[permission])


def _kept(viewer: Viewer, at: datetime) -> QuerySet[Draft]:
    rows = Draft.objects.select_related("author", "authority", "agency", "child", "version")
    return access.visible(viewer, Permission.REFERRAL_MAKE, rows).filter(expires_at__gt=at)


def _you(draft: Draft, viewer: Viewer) -> dict[str, str]:
    author: User = draft.author
    role = next((post.role for post in viewer.posts if post.agency_id == draft.agency_id), None)
    return {
        "name": author.name,
        "role": role_name(role) if role else "",
        "organisation": draft.agency.name,
        "telephone": author.telephone,
        "email": author.email,
    }
