"""What can happen to a return."""

from enum import StrEnum


class ReturnEvent(StrEnum):
    REQUESTED = "return.requested"
    DRAFTED = "return.drafted"
    SIGNED_OFF = "return.signed_off"
    SUPERSEDED = "return.superseded"
