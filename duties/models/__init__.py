"""Tables of what is owed, of who has access, and of notices."""

from duties.models.duties import (
    MORE_INFORMATION,
    AccessReview,
    Clock,
    ClockLimit,
    Cover,
    Duty,
    DutyStop,
    Raised,
    ReviewedPost,
    Rung,
)
from duties.models.limits import LimitChange
from duties.models.notices import (
    ALWAYS_AT_ONCE,
    GROUP_OF,
    Notice,
    NoticeChoice,
    NoticeGroup,
    NoticeKind,
)

__all__ = [
    "ALWAYS_AT_ONCE",
    "GROUP_OF",
    "MORE_INFORMATION",
    "AccessReview",
    "Clock",
    "ClockLimit",
    "Cover",
    "Duty",
    "DutyStop",
    "LimitChange",
    "Notice",
    "NoticeChoice",
    "NoticeGroup",
    "NoticeKind",
    "Raised",
    "ReviewedPost",
    "Rung",
]
