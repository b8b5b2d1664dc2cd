"""Posts that wait for a second person, and where and what an administrator may give."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Decision, Viewer
from agencies.models import Agency, Authority, ProposedPost
from agencies.permissions import Permission
from agencies.policies import authorities_managed, may_approve, takes_two
from agencies.roles import ROLE_NAMES, Role
from core.layout import Row
from core.refusals import OutOfReach

MANAGE = Permission.ACCOUNT_MANAGE


@dataclass(frozen=True)
class ProposalLine:
    """A post that waits for a second person."""

    id: uuid.UUID
    name: str
    post: str
    asked_by: str
    asked_at: datetime
    url: str


@dataclass(frozen=True)
class ProposalPage:
    """One post that was asked for, and whether the viewer may approve it."""

    proposal: ProposedPost
    rows: tuple[Row, ...]
    decision: Decision


@dataclass(frozen=True)
class Place:
    """Where a post may be: an agency, and the authority it serves there."""

    agency: Agency
    authority: Authority

    @property
    def key(self) -> str:
        """How a form names the place."""
        return f"{self.agency.pk}:{self.authority.pk}"


def proposals_for(viewer: Viewer) -> QuerySet[ProposedPost]:
    """The posts that wait for a second person in the authorities a viewer looks after."""
    rows = ProposedPost.objects.filter(status=ProposedPost.Status.WAITING)
    rows = rows.select_related("user", "agency", "authority", "asked_by")
    return access.visible(viewer, MANAGE, rows.order_by("asked_at", "pk"))


def proposals_to_decide(viewer: Viewer) -> QuerySet[ProposedPost]:
    """Those of them that the viewer may approve: somebody else asked."""
    return proposals_for(viewer).exclude(asked_by=viewer.user_id)


def proposal_list(viewer: Viewer) -> tuple[ProposalLine, ...]:
    """The posts that wait, asked for first first."""
    return tuple(proposal_line(row) for row in proposals_for(viewer))


def proposal_page(viewer: Viewer, proposal_id: uuid.UUID) -> ProposalPage:
    """One post that was asked for, decided or not."""
    rows = ProposedPost.objects.select_related(
        "user", "agency", "authority", "asked_by", "decided_by"
    )
    proposal = access.find(viewer, MANAGE, rows, proposal_id)
    if proposal is None:
        raise OutOfReach
    return ProposalPage(
        proposal,
        rows=(
            Row("Person", f"{proposal.user.name}, {proposal.user.email}"),
            Row("Post", ROLE_NAMES[Role(proposal.role)]),
            Row("Agency", proposal.agency.name),
            Row("Serves", proposal.authority.name),
            Row("Ends", proposal.until_on or "No end is set"),
            Row("Asked for by", proposal.asked_by.name),
            Row("Asked for", proposal.asked_at),
        ),
        decision=may_approve(viewer, proposal),
    )


def places(viewer: Viewer) -> list[Place]:
    """Where the viewer may give posts: every agency at work in the authorities looked after."""
    served = Authority.objects.filter(pk__in=authorities_managed(viewer))
    agencies = list(Agency.objects.filter(active=True))
    return [
        Place(agency, authority)
        for authority in served
        for agency in agencies
        if agency.authority_id in (None, authority.pk)
    ]


def roles_to_give() -> list[tuple[Role, str, bool]]:
    """Every role with its name, and whether it takes a second person."""
    return [(role, name, takes_two(role)) for role, name in ROLE_NAMES.items()]


def proposal_line(row: ProposedPost) -> ProposalLine:
    """A post that waits, as a line of a list."""
    return ProposalLine(
        id=row.pk,
        name=row.user.name,
        post=f"{ROLE_NAMES[Role(row.role)]}, {row.agency.name}",
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        url=reverse("agencies:proposal", args=[row.pk]),
    )
