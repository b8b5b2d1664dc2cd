"""What can happen to a tool and to a screening."""

from enum import StrEnum


class ToolEvent(StrEnum):
    DRAFTED = "tool.drafted"
    REVISED = "tool.revised"
    PUBLISHED = "tool.published"
    RETIRED = "tool.retired"
    RULE_AGREED = "tool.rule_agreed"
    RULE_ENDED = "tool.rule_ended"


class ScreeningEvent(StrEnum):
    STARTED = "screening.started"
    TAKEN_OVER = "screening.taken_over"
    DANGER_SHOWN = "screening.danger_shown"
    OUTCOME_CHOSEN = "screening.outcome_chosen"
    THRESHOLD_DISCUSSED = "screening.threshold_discussed"
    SIGNED = "screening.signed"
    ESCALATED = "screening.escalated"
    ACKNOWLEDGED = "screening.acknowledged"
    COURSE_RECORDED = "screening.course_recorded"
    COUNTERSIGNED = "screening.countersigned"
    RETURNED = "screening.returned"
    SUPERSEDED = "screening.superseded"
    ABANDONED = "screening.abandoned"
    REFERRER_TICKED = "screening.referrer_ticked"
    TICKS_PLACED = "screening.ticks_placed"
