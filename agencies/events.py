"""What can happen to accounts and reach."""

from enum import StrEnum


class AgencyEvent(StrEnum):
    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_WOKEN = "account.woken"
    POST_ASKED = "post.asked"
    POST_APPROVED = "post.approved"
    POST_DECLINED = "post.declined"
    APPOINTED = "membership.appointed"
    ENDED = "membership.ended"
    RESTRICTED = "subject.restricted"
    EXCLUDED = "subject.excluded"
    BARRIER_CARRIED = "subject.barrier_carried"
    BARRIER_TAKEN_BACK = "subject.barrier_taken_back"
    SESSIONS_ENDED = "user.sessions_ended"
