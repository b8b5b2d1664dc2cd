"""The six-monthly review of who has access, for each agency of an authority (AUTHN-6)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, Authority, Membership, User
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES, Role
from agencies.services import end_post
from core import references, trail
from core.calendar import local_day
from core.models import JobRun
from core.refusals import Invalid, NotNow
from duties.events import AccessReviewEvent
from duties.models import AccessReview, Clock, ReviewedPost
from duties.selectors.reviews import agencies_owing_review, posts_under_review
from duties.services.duties import Owner, close_duty, open_duty

JOB = "open_access_reviews"
Decision = ReviewedPost.Decision
Decisions = Mapping[uuid.UUID, Decision]


@transaction.atomic
def open_access_reviews(authority: Authority, *, at: datetime) -> list[AccessReview]:
    """Open a review of every agency that was not reviewed within the limit; once a day.

    The limit is the clock NEXT_ACCESS_REVIEW, six months unless the authority has its own.
    """
    period = f"{authority.ons_code} {local_day(at)}"
    run, new = JobRun.objects.get_or_create(job=JOB, period=period, defaults={"started_at": at})
    if not new:
        return []
    opened = [_open(agency, authority, at=at) for agency in agencies_owing_review(authority, at=at)]
    run.finished_at, run.outcome = at, f"opened {len(opened)}"
    run.save(update_fields=["finished_at", "outcome"])
    return opened


def _open(agency: Agency, authority: Authority, *, at: datetime) -> AccessReview:
    review = AccessReview.objects.create(
        reference=references.new("AR"), agency=agency, authority=authority, opened_at=at
    )
    open_duty(
        Clock.REVIEW_ACCESS,
        about=review,
        reference=review.reference,
        authority=authority,
        owner=Owner(role=Role.SYS_ADMIN),
        starts_at=at,
        by=None,
        at=at,
    )
    trail.record(AccessReviewEvent.OPENED, review, by=None, at=at)
    return review


@transaction.atomic
def sign_off_review(review: AccessReview, *, decisions: Decisions, by: User, at: datetime) -> None:
    """Sign a review off as a whole: every post is kept or ended, and what was decided is kept.

    Raises Invalid while a post that is held now has no decision, and NotNow when somebody else
    was quicker.
    """
    access.require(by, Permission.ACCOUNT_MANAGE, review)
    _lock_unsigned(review)
    posts = list(posts_under_review(review, on=local_day(at)))
    if skipped := [post for post in posts if post.pk not in decisions]:
        raise Invalid(f"Say keep or end for every post. Left out: {_in_words(skipped)}.")
    _write_down(review, posts, decisions)
    ended = [post for post in posts if decisions[post.pk] == Decision.END]
    for post in ended:
        end_post(post, on=local_day(at), by=by, at=at)
    review.signed_off_at, review.signed_off_by = at, by
    review.save(update_fields=["signed_off_at", "signed_off_by"])
    close_duty(Clock.REVIEW_ACCESS, about=review, by=by, at=at)
    facts = {"kept": len(posts) - len(ended), "ended": len(ended)}
    trail.record(AccessReviewEvent.SIGNED_OFF, review, by=by, at=at, facts=facts)


def _lock_unsigned(review: AccessReview) -> None:
    now = AccessReview.objects.select_for_update(of=("self",)).select_related("signed_off_by")
    stands = now.get(pk=review.pk)
    if stands.signed_off_by:
        raise NotNow(f"{stands.signed_off_by.name} has signed this review off already.")


def _write_down(review: AccessReview, posts: list[Membership], decisions: Decisions) -> None:
    ReviewedPost.objects.bulk_create(
        ReviewedPost(
            review=review,
            post=post,
            decision=decisions[post.pk],
            last_signed_in_at=post.user.last_login,
        )
        for post in posts
    )


def _in_words(posts: list[Membership]) -> str:
    return "; ".join(f"{post.user.name}, {ROLE_NAMES[Role(post.role)]}" for post in posts)
