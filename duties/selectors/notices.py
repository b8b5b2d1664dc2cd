"""Reads of notices. Each is authorised anew whenever it is listed, counted, opened or mailed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.access import Viewer, naming_readable, viewer_of
from agencies.models import User
from agencies.permissions import Permission
from core.paging import page
from core.prepared import Question, counting
from core.refusals import OutOfReach
from duties.models import (
    ALWAYS_AT_ONCE,
    GROUP_OF,
    Clock,
    Cover,
    Duty,
    Notice,
    NoticeChoice,
    NoticeGroup,
    NoticeKind,
)
from duties.selectors.ladder import answerable_by

How = NoticeChoice.How
MOST_SHOWN = 99
DUTY, COVER = "duties.duty", "duties.cover"
RECORDS = (
    "cases.case",
    "cases.handover",
    "referrals.referral",
    "referrals.requestforinformation",
    "screening.screening",
)
"""The kinds of record, beside a duty and a cover, that a notice may lead to: each has a policy."""


@dataclass(frozen=True)
class NoticeLine:
    """One notice as a line of the list. It names no child."""

    id: uuid.UUID
    what: str
    reference: str
    urgent: bool
    at: datetime
    unread: bool


@dataclass(frozen=True)
class NoticeList:
    """One page of notices, unread first, then the latest first."""

    lines: tuple[NoticeLine, ...]
    next: str
    previous: str


def notices_for(viewer: Any) -> QuerySet[Notice]:
    """The notices of a viewer about what the viewer still reaches; without a post none.

    A record is reached as everywhere, and by whoever referred as far as they may follow it; a duty
    while the viewer owes it or it is raised to them; a cover until it has ended. What keeps a
    restricted or barred child from the viewer there keeps the notice too.
    """
    who = viewer_of(viewer)
    if who.user_id is None or not who.posts:
        return Notice.objects.none()
    return Notice.objects.filter(_reached(who), user_id=who.user_id)


def notice_list(viewer: Viewer, *, start: str = "") -> NoticeList:
    """One page of them, unread first. Raises Unreadable for a place that is none."""
    shown = page(notices_for(viewer), ("-unread", "-at", "id"), start=start)
    return NoticeList(
        tuple(_line(row) for row in shown.rows),
        next=shown.next,
        previous=shown.previous,
    )


def notice_for(viewer: Viewer, notice_id: uuid.UUID) -> Notice:
    """One of them; OutOfReach for any other, and for one whose record is no longer reached."""
    found = notices_for(viewer).filter(pk=notice_id).first()
    if found is None:
        raise OutOfReach
    return found


def place_of(notice: Notice) -> tuple[str, uuid.UUID]:
    """The record that a notice leads to: of a duty, the record that owes it."""
    if notice.record_kind == DUTY:
        duty = Duty.objects.only("record_kind", "record_id").get(pk=notice.record_id)
        return duty.record_kind, duty.record_id
    return notice.record_kind, notice.record_id


def unread_of(viewer: Viewer) -> int:
    """How many notices the viewer has not read, counted to one more than is shown."""
    return int(_unread(viewer).ask()[0][0])


def choices_of(user: User) -> dict[NoticeGroup, How]:
    """How a person is mailed about each group; at once where nothing is chosen."""
    chosen = dict(NoticeChoice.objects.filter(user=user).values_list("group", "how"))
    return {group: How(chosen.get(group, How.AT_ONCE)) for group in NoticeGroup}


def to_mail_now(event_id: int) -> list[Notice]:
    """What of an event is mailed at once, to whom it is open at this moment."""
    rows = Notice.objects.filter(event_id=event_id, mailed_at=None, unread=True)
    rows = rows.select_related("user").order_by("user__email")
    return [row for row in rows if _is_at_once(row) and _is_open(row)]


def awaiting_digest() -> list[User]:
    """The people with something that no e-mail has told them of, open to them or not."""
    waiting = Notice.objects.filter(unread=True, mailed_at=None, kind__in=GROUP_OF)
    people = User.objects.filter(is_active=True, pk__in=waiting.values("user_id"))
    return list(people.order_by("pk"))


def for_digest(user: User) -> list[uuid.UUID]:
    """What the digest of a person is about: no e-mail told of it, not read, open at this moment.

    That is what was kept for it, also when the person has since chosen to be told at once, and
    what was shut to them when it happened; never what they want in the portal alone.
    """
    groups = [group for group, how in choices_of(user).items() if how != How.PORTAL]
    kinds = [kind for kind, group in GROUP_OF.items() if group in groups]
    rows = notices_for(user).filter(unread=True, mailed_at=None, urgent=False, kind__in=kinds)
    return list(rows.values_list("pk", flat=True))


def _is_at_once(row: Notice) -> bool:
    kind = NoticeKind(row.kind)
    if row.urgent or kind in ALWAYS_AT_ONCE:
        return True
    return choices_of(row.user)[GROUP_OF[kind]] == How.AT_ONCE


def _is_open(row: Notice) -> bool:
    return row.user.is_active and notices_for(row.user).filter(pk=row.pk).exists()


def _reached(who: Viewer) -> Q:
    owed = answerable_by(who).filter(status=Duty.Status.OPEN, pk=OuterRef("record_id")).order_by()
    covers = Cover.objects.filter(cover_id=who.user_id, ended_at=None, pk=OuterRef("record_id"))
    followed = naming_readable(who, ("referrals.referral",), permission=Permission.REFERRAL_FOLLOW)
    return (
        (naming_readable(who, RECORDS) & ~Q(kind=NoticeKind.REFERRER_TOLD))
        | (followed & Q(kind=NoticeKind.REFERRER_TOLD))
        | Q(Exists(owed), record_kind=DUTY)
        | Q(Exists(covers), record_kind=COVER)
    )


def _line(row: Notice) -> NoticeLine:
    what = NoticeKind(row.kind).label
    if row.clock:
        what = f"{what}: {Clock(row.clock).label.lower()}"
    return NoticeLine(row.pk, what, row.reference, row.urgent, row.at, row.unread)


@lru_cache(maxsize=4096)
def _unread(viewer: Viewer) -> Question:
    return counting(notices_for(viewer).filter(unread=True), most=MOST_SHOWN + 1)
