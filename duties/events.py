"""What can happen to a duty, a limit, the ladder, cover, and a review of who has access."""

from enum import StrEnum


class DutyEvent(StrEnum):
    OPENED = "duty.opened"
    CLOSED = "duty.closed"
    CANCELLED = "duty.cancelled"
    STOPPED = "duty.stopped"
    RESUMED = "duty.resumed"
    HANDED_OVER = "duty.handed_over"
    DUE_CHANGED = "duty.due_changed"
    RAISED = "duty.raised"
    ACKNOWLEDGED = "duty.acknowledged"
    GIVEN = "duty.given"


class LimitEvent(StrEnum):
    SET = "limit.set"
    SHIPPED_AGAIN = "limit.shipped_again"
    LADDER_SET = "limit.ladder_set"
    LADDER_SHIPPED_AGAIN = "limit.ladder_shipped_again"


class CoverEvent(StrEnum):
    NAMED = "cover.named"
    ENDED = "cover.ended"


class AccessReviewEvent(StrEnum):
    OPENED = "access_review.opened"
    SIGNED_OFF = "access_review.signed_off"
