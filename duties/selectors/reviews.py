"""Reviews of who has access: which are owed, which are open, and what was decided."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Subquery
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.models import Agency, Authority, Membership
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES, Role
from core.calendar import LONDON, local_day
from core.paging import page
from core.refusals import OutOfReach
from duties.clocks import due_at, limit_of
from duties.models import AccessReview, Clock, Duty, ReviewedPost

MANAGE = Permission.ACCOUNT_MANAGE
NEWEST_FIRST = ("-signed_off_at", "id")


@dataclass(frozen=True)
class PostLine:
    """A post under review, or as it was decided."""

    id: uuid.UUID
    name: str
    role: str
    from_on: date
    last_signed_in_at: datetime | None
    own: bool = False
    decision: str = ""

    @property
    def who(self) -> str:
        """The post as a sentence names it."""
        return f"{self.name}, {self.role}"


@dataclass(frozen=True)
class ReviewLine:
    """A review of a list: the agency, and when it is due or was signed off."""

    agency: str
    authority: str
    reference: str
    due_at: datetime | None
    signed_off_at: datetime | None
    signed_off_by: str
    url: str


@dataclass(frozen=True)
class ReviewList:
    """The reviews that wait, and those that were signed off, newest first."""

    waiting: tuple[ReviewLine, ...]
    done: tuple[ReviewLine, ...]
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class ReviewPage:
    """One review with every post of the agency that serves the authority."""

    review: AccessReview
    posts: tuple[PostLine, ...]
    due_at: datetime | None


def agencies_owing_review(authority: Authority, *, at: datetime) -> list[Agency]:
    """Agencies with posts here that were not reviewed within the limit and have no open review.

    The first review counts from the oldest post that is held.
    """
    limit = limit_of(Clock.NEXT_ACCESS_REVIEW, authority)
    reviews = AccessReview.objects.filter(agency=OuterRef("pk"), authority=authority).order_by()
    unsigned = reviews.filter(signed_off_at=None)
    last = reviews.values("agency").annotate(last=Max("signed_off_at")).values("last")
    held = Membership.objects.held_on(local_day(at)).serving(authority.pk)
    held = held.filter(agency=OuterRef("pk"), user__is_active=True).order_by()
    first = held.values("agency").annotate(first=Min("from_on")).values("first")
    rows = Agency.objects.filter(~Exists(unsigned), active=True)
    marked = rows.annotate(last=Subquery(last), first=Subquery(first)).exclude(first=None)
    return [row for row in marked if due_at(limit, row.last or _morning(row.first)) <= at]


def posts_under_review(review: AccessReview, *, on: date) -> QuerySet[Membership]:
    """Every post of the agency that serves the authority on a day, by name."""
    rows = Membership.objects.held_on(on).serving(review.authority_id)
    rows = rows.filter(agency_id=review.agency_id, user__is_active=True)
    return rows.select_related("user", "agency").order_by("user__name", "role", "pk")


def review_list(viewer: Viewer, *, start: str) -> ReviewList:
    """The reviews of the authorities a viewer looks after."""
    rows = AccessReview.objects.select_related("agency", "authority", "signed_off_by")
    rows = access.visible(viewer, MANAGE, rows)
    due = Duty.objects.filter(record_id=OuterRef("pk"), clock=Clock.REVIEW_ACCESS)
    waiting = rows.filter(signed_off_at=None).annotate(due=Subquery(due.values("due_at")[:1]))
    done = page(rows.exclude(signed_off_at=None), NEWEST_FIRST, start=start)
    return ReviewList(
        waiting=tuple(_line(row, row.due) for row in waiting.order_by("due", "agency__name")),
        done=tuple(_line(row) for row in done.rows),
        next_url=_list_url(done.next),
        previous_url=_list_url(done.previous),
    )


def review_page(viewer: Viewer, review_id: uuid.UUID, *, on: date) -> ReviewPage:
    """One review: the posts as they are held today, or as they were decided."""
    rows = AccessReview.objects.select_related("agency", "authority", "signed_off_by")
    review = access.find(viewer, MANAGE, rows, review_id)
    if review is None:
        raise OutOfReach
    if review.signed_off_at:
        return ReviewPage(review, _decided(review), due_at=None)
    duty = Duty.objects.filter(record_id=review.pk, clock=Clock.REVIEW_ACCESS).first()
    lines = tuple(
        PostLine(
            post.pk,
            post.user.name,
            ROLE_NAMES[Role(post.role)],
            post.from_on,
            post.user.last_login,
            own=post.user_id == viewer.user_id,
        )
        for post in posts_under_review(review, on=on)
    )
    return ReviewPage(review, lines, due_at=duty.due_at if duty else None)


def _decided(review: AccessReview) -> tuple[PostLine, ...]:
    rows = ReviewedPost.objects.filter(review=review).select_related("post__user")
    return tuple(
        PostLine(
            row.post_id,
            row.post.user.name,
            ROLE_NAMES[Role(row.post.role)],
            row.post.from_on,
            row.last_signed_in_at,
            decision=row.get_decision_display(),
        )
        for row in rows.order_by("post__user__name", "post__role", "pk")
    )


def _line(row: AccessReview, due: datetime | None = None) -> ReviewLine:
    return ReviewLine(
        agency=row.agency.name,
        authority=row.authority.name,
        reference=row.reference,
        due_at=due,
        signed_off_at=row.signed_off_at,
        signed_off_by=row.signed_off_by.name if row.signed_off_by else "",
        url=reverse("duties:review", args=[row.pk]),
    )


def _list_url(start: str) -> str:
    return f"{reverse('duties:reviews')}?from={start}" if start else ""


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)
