"""Which screenings there are for a viewer."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse

from agencies import access
from agencies.permissions import Permission
from cases.models import Case
from core.paging import SIZE, one_of, page
from core.refusals import OutOfReach
from screening import policies
from screening.models import STANDING, Escalation, Screening, ScreeningStatus


@dataclass(frozen=True)
class WaitingList:
    """One list of what waits, oldest first: its rows, and why there may be none."""

    name: str
    title: str
    none: str
    why: str
    rows: tuple[Screening, ...]
    next_url: str
    previous_url: str


def waiting_lists(viewer: Any, *, show: str = "", start: str = "") -> tuple[WaitingList, ...]:
    """What waits for the viewer: to countersign, sent back, unfinished; all three or one of them.

    Each begins with its oldest rows. `start` is a place in the one that is shown alone.
    """
    wanted = [show] if one_of(show, WAITING, "list") else list(WAITING)
    return tuple(_waiting(viewer, name, start if name == show else "") for name in wanted)


def _waiting(viewer: Any, name: str, start: str) -> WaitingList:
    title, read, since, none, why = WAITING[name]
    shown = page(read(viewer), (since, "id"), start=start, size=SIZE)
    urls = (_list_url(name, place) for place in (shown.next, shown.previous))
    return WaitingList(name, title, none, why, shown.rows, *urls)


def _list_url(name: str, start: str) -> str:
    return f"{reverse('screening:list')}?show={name}&start={start}" if start else ""


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
        .filter(~policies.had_a_hand(who.user_id))
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


WAITING: dict[str, tuple[str, Callable[[Any], QuerySet[Screening]], str, str, str]] = {
    "countersign": (
        "To countersign",
        awaiting_countersignature_for,
        "signed_at",
        "No screening waits for your countersignature.",
        "Significant and serious outcomes come here, but never your own.",
    ),
    "sent-back": (
        "Sent back to you",
        sent_back_to,
        "signed_at",
        "Nothing was sent back to you.",
        "A countersigner who does not agree sends a screening back with a reason.",
    ),
    "drafts": (
        "Your drafts",
        drafts_of,
        "saved_at",
        "You have no unfinished screening.",
        "A screening is started from its case or from an accepted referral.",
    ),
}
"""By name: title, rows, what they are ordered by, and what an empty list says and why."""


def escalation_of(screening_id: uuid.UUID) -> Escalation | None:
    """To whom a screening was sent at once, for the portal itself."""
    rows = Escalation.objects.select_related("screening__case")
    return rows.filter(screening=screening_id).first()


def latest_standing(case: Case, *, viewer: Any = access.HOUSE) -> Screening | None:
    """The last signed screening of a case that no correction superseded, of those for a viewer."""
    standing = case.screenings.filter(status__in=STANDING).select_related("version")
    rows = access.visible(viewer, Permission.SCREENING_VIEW, standing)
    return rows.order_by("signed_at").last()
