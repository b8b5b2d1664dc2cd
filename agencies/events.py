"""What can happen to accounts and reach."""

from enum import StrEnum


class AgencyEvent(StrEnum):
    ACCOUNT_OPENED = "account.opened"
    APPOINTED = "membership.appointed"
    ENDED = "membership.ended"
    RESTRICTED = "subject.restricted"
    EXCLUDED = "subject.excluded"
    SESSIONS_ENDED = "user.sessions_ended"
