"""Which screenings there are for a viewer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from agencies import access
from agencies.permissions import Permission
from cases.models import Case
from core.refusals import OutOfReach
from screening import policies
from screening.models import STANDING, Escalation, Screening, ScreeningStatus

MOST_WAITING = 50
"""A queue shows its oldest rows; those after them come up as these are done."""


@dataclass(frozen=True)
class WaitingPage:
    """What waits for a viewer, oldest first."""

    countersign: tuple[Screening, ...]
    sent_back: tuple[Screening, ...]
    drafts: tuple[Screening, ...]


def waiting_page(viewer: Any) -> WaitingPage:
    """What waits for the viewer: to countersign, sent back to correct, unfinished."""
    return WaitingPage(
        countersign=tuple(awaiting_countersignature_for(viewer)[:MOST_WAITING]),
        sent_back=tuple(sent_back_to(viewer)[:MOST_WAITING]),
        drafts=tuple(drafts_of(viewer)[:MOST_WAITING]),
    )


def screenings_for(viewer: Any) -> QuerySet[Screening]:
    """Signed screenings the viewer may read, and drafts the viewer may fill in."""
    rows = Screening.objects.select_related(
        "case__child", "case__authority", "version", "screener", "agency", "countersigned_by"
    )
    signed = access.visible(viewer, Permission.SCREENING_VIEW, Screening.objects.all())
    begun = access.visible(viewer, Permission.SCREENING_FILL, Screening.objects.all())
    unsigned = Q(status__in=(ScreeningStatus.DRAFT, ScreeningStatus.ABANDONED))
    return rows.filter(
        (~unsigned & Q(pk__in=signed.values("pk"))) | (unsigned & Q(pk__in=begun.values("pk")))
    )


def screening_for(viewer: Any, screening_id: uuid.UUID | str) -> Screening:
    """One screening, or OutOfReach as for an unknown id."""
    try:
        found = screenings_for(viewer).filter(pk=screening_id).first()
    except ValidationError:
        found = None
    if found is None:
        raise OutOfReach
    return found


def screening_within(viewer: Any, permission: Permission, screening_id: uuid.UUID) -> Screening:
    """One screening the viewer reaches with a permission: 404 or 403 otherwise."""
    found = Screening.objects.filter(pk=screening_id).first()
    if found is None:
        raise OutOfReach
    access.require(viewer, permission, found)
    return found


def case_screenings(viewer: Any, case: Case) -> list[Screening]:
    """The screenings of a case, latest first."""
    rows = screenings_for(viewer).filter(case=case)
    return list(rows.order_by("-started_at"))


def awaiting_countersignature_for(viewer: Any) -> QuerySet[Screening]:
    """What the viewer may countersign, oldest first; never their own."""
    who = access.viewer_of(viewer)
    rows = screenings_for(viewer).filter(status=ScreeningStatus.AWAITING)
    open_to = access.visible(
        viewer, Permission.SCREENING_COUNTERSIGN, Screening.objects.all()
    ).values("pk")
    return (
        rows.filter(pk__in=open_to, countersign_role__in=policies.countersigned_by(who))
        .exclude(screener_id=who.user_id)
        .order_by("signed_at", "pk")
    )


def drafts_of(viewer: Any) -> QuerySet[Screening]:
    """The viewer's own unfinished screenings, longest untouched first."""
    who = access.viewer_of(viewer)
    rows = screenings_for(viewer).filter(screener_id=who.user_id, status=ScreeningStatus.DRAFT)
    return rows.order_by("saved_at")


def sent_back_to(viewer: Any) -> QuerySet[Screening]:
    """The viewer's screenings that were sent back and not yet corrected."""
    who = access.viewer_of(viewer)
    rows = screenings_for(viewer).filter(screener_id=who.user_id, status=ScreeningStatus.RETURNED)
    return rows.order_by("signed_at")


def escalation_of(screening_id: uuid.UUID) -> Escalation | None:
    """To whom a screening was sent at once, for the portal itself."""
    rows = Escalation.objects.select_related("screening__case")
    return rows.filter(screening=screening_id).first()


def latest_standing(case: Case, *, viewer: Any = access.HOUSE) -> Screening | None:
    """The last signed screening of a case that no correction superseded, of those for a viewer."""
    standing = case.screenings.filter(status__in=STANDING).select_related("version")
    rows = access.visible(viewer, Permission.SCREENING_VIEW, standing)
    return rows.order_by("signed_at").last()
