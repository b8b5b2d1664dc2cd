"""Keep a referral in the making: begin it, save a page, add a child, send it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import Agency, Authority, User
from agencies.permissions import Permission
from children.models import Child
from core import trail
from core.refusals import NotNow, OutOfReach
from referrals.events import ReferralEvent
from referrals.models import Draft, DraftPage, Referral
from referrals.said import ChildSaid, ContactSaid, Typed
from referrals.services.submitting import record_referral, submit_referral
from screening.assessing import version_in_use
from screening.models import ToolVersion

KEPT_FOR = timedelta(days=14)
MOST_CHILDREN = 12
MOST_SET_ASIDE = 10


@transaction.atomic
def begin_draft(
    *,
    authority: Authority,
    agency: Agency,
    by: User,
    at: datetime,
    for_another: bool = False,
    child: Child | None = None,
) -> Draft:
    """Begin a referral, after the danger card was shown; the trail says that it was.

    `for_another` is a referral that came to the CSE team in another way; `child` is whom the
    search before it found.
    """
    access.require(by, Permission.REFERRAL_RECORD if for_another else Permission.REFERRAL_MAKE)
    draft = Draft.objects.create(
        author=by,
        authority=authority,
        agency=agency,
        for_another=for_another,
        child=child,
        version=version_in_use(authority, at=at),
        begun_at=at,
        expires_at=at + KEPT_FOR,
    )
    return note_danger_shown(draft, because="START", by=by, at=at)


@transaction.atomic
def note_danger_shown(
    draft: Draft, *, because: str, by: User, at: datetime, critical: Collection[str] = ()
) -> Draft:
    """Log that the danger card was shown: at the start, or for these critical ticks."""
    _require_author(draft, by)
    if critical:
        draft.danger_seen = sorted({*draft.danger_seen, *critical})
        draft.save(update_fields=["danger_seen"])
    facts = {"because": because}
    trail.record(ReferralEvent.DANGER_CARD_SHOWN, draft, by=by, at=at, facts=facts)
    return draft


@transaction.atomic
def save_page(
    draft: Draft, *, key: str, typed: Typed, complete: bool, by: User, at: datetime
) -> DraftPage:
    """Save one page as typed. An older text of another window is set aside, never lost."""
    _require_author(draft, by)
    _require_open(draft)
    page, new = DraftPage.objects.select_for_update().get_or_create(
        draft=draft,
        key=key,
        defaults={
            "answers": typed.answers,
            "complete": complete,
            "saved_from": typed.window,
            "saved_at": at,
            "edition": 1,
        },
    )
    if new:
        return page
    stale = page.saved_from != typed.window and page.edition != typed.edition
    if stale and page.answers != typed.answers:
        older = {"at": page.saved_at.isoformat(), "answers": page.answers}
        page.set_aside = [*page.set_aside, older][-MOST_SET_ASIDE:]
    page.answers, page.complete = typed.answers, complete
    page.saved_from, page.saved_at = typed.window, at
    page.edition += 1
    page.save()
    return page


@transaction.atomic
def drop_set_aside(draft: Draft, *, key: str, by: User) -> None:
    """The author has read the other text of a page and needs it no longer."""
    _require_author(draft, by)
    DraftPage.objects.filter(draft=draft, key=key).update(set_aside=[])


@transaction.atomic
def add_child(draft: Draft, *, by: User) -> int:
    """Name another child in the same referral; returns the child's number."""
    _require_author(draft, by)
    _require_open(draft)
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    if row.children >= MOST_CHILDREN:
        raise NotNow(f"One referral names at most {MOST_CHILDREN} children. Begin another one.")
    row.children += 1
    row.save(update_fields=["children"])
    return row.children


@transaction.atomic
def remove_last_child(draft: Draft, *, by: User) -> None:
    """Take the last child named out of the referral; the first one stays."""
    _require_author(draft, by)
    _require_open(draft)
    row = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.children == 1:
        raise NotNow("A referral names at least one child.")
    gone = f"{row.children}."
    row.pages.filter(key__startswith=gone).delete()
    row.danger_seen = [tick for tick in row.danger_seen if not tick.startswith(gone)]
    row.children -= 1
    row.save(update_fields=["children", "danger_seen"])


@transaction.atomic
def send_draft(
    draft: Draft,
    *,
    children: Sequence[ChildSaid],
    contact: ContactSaid,
    tool: ToolVersion | None,
    by: User,
    at: datetime,
) -> list[Referral]:
    """Send the referral. Twice, from two windows, or after Back: the same referrals.

    The draft's id is the key of the contact; its pages are forgotten once they are sent.
    """
    _require_author(draft, by)
    row = Draft.objects.select_for_update().get(pk=draft.pk)
    if row.submitted_at:
        return list(Referral.objects.filter(contact=row.pk).order_by("place"))
    facts: dict[str, Any] = {
        "key": row.pk,
        "children": children,
        "contact": contact,
        "authority": row.authority,
        "agency": row.agency,
        "tool": tool,
        "by": by,
        "at": at,
    }
    if row.for_another:
        referrals = record_referral(**facts, known=row.child)
    else:
        referrals = submit_referral(**facts)
    row.submitted_at = at
    row.save(update_fields=["submitted_at"])
    row.pages.all().delete()
    return referrals


@transaction.atomic
def discard_draft(draft: Draft, *, by: User) -> None:
    """The author throws a draft away."""
    _require_author(draft, by)
    _require_open(draft)
    draft.delete()


@transaction.atomic
def forget_drafts(*, at: datetime) -> int:
    """Delete the drafts whose fourteen days are over; returns how many."""
    gone = Draft.objects.filter(expires_at__lte=at)
    count = gone.count()
    gone.delete()
    return count


def _require_author(draft: Draft, by: User) -> None:
    if draft.author_id != by.pk:
        raise OutOfReach


def _require_open(draft: Draft) -> None:
    if draft.submitted_at:
        raise NotNow("This referral has been sent.")
