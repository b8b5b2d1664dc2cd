"""Who reaches a return: the authority it is of. What a period may be, and who signs."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from agencies import access
from agencies.access import Decision, Post, Viewer
from agencies.models import Authority
from agencies.permissions import SENTENCES, Permission, Reach
from core.refusals import Invalid
from reporting.models import Return, ReturnRequest, ReturnStatus
from reporting.toolkit import Period

EARLIEST = date(2000, 1, 1)
LONGEST_DAYS = 366
LONGEST_LABEL = 80


def _whole_authority(viewer: Viewer, post: Post) -> Q:
    return Q(authority_id=post.authority_id)


access.register(Return, view=Permission.RETURN_VIEW, authority=_whole_authority)
access.register(ReturnRequest, view=Permission.RETURN_VIEW, authority=_whole_authority)


def may_draft(who: Any, authority: Authority) -> Decision:
    """May a person draft for an authority? The house may draft for all."""
    if who is None:
        return Decision(True)
    if authority.pk in authorities_to_draft(access.viewer_of(who)):
        return Decision(True)
    return Decision(False, SENTENCES[Permission.RETURN_DRAFT])


def authorities_to_draft(viewer: Viewer) -> set[Any]:
    """The authorities a viewer's posts may draft a return of, as ids."""
    return {
        post.authority_id
        for post in viewer.posts
        if post.authority_id and Reach.AUTHORITY in post.reaches(Permission.RETURN_DRAFT)
    }


def may_sign(who: Any, record: Return) -> Decision:
    """Only a draft is signed off, and four eyes: whoever drafted it does not sign it."""
    if record.status != ReturnStatus.DRAFT:
        return Decision(False, "Only a draft is signed off.")
    drafter = record.built_by_id
    if who is not None and drafter and drafter == access.viewer_of(who).user_id:
        return Decision(False, "You drafted this return: somebody else must sign it off.")
    return access.decide(who, Permission.RETURN_SIGN_OFF, record)


def check_period(period: Period, *, today: date) -> None:
    """Refuse a period that no figure can be true of, each with the field to put right."""
    if not period.label.strip():
        raise Invalid("Enter what the period is called, for example Quarter 3.", field="label")
    if len(period.label) > LONGEST_LABEL or not period.label.isprintable():
        raise Invalid(
            f"The label must be {LONGEST_LABEL} plain characters or fewer.", field="label"
        )
    if period.start < EARLIEST:
        raise Invalid("The first day must be in or after the year 2000.", field="start")
    if period.end < period.start:
        raise Invalid("The last day must not be before the first day.", field="end")
    if period.end >= today:
        raise Invalid("The period must have ended before today.", field="end")
    if (period.end - period.start).days >= LONGEST_DAYS:
        raise Invalid("A period must not be longer than a year.", field="end")
