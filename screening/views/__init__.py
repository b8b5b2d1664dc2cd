"""Doors to tools and screenings."""

from screening.views.comparing import ScreeningCompare, ScreeningCompareOn, ScreeningCompareWith
from screening.views.decisions import (
    ScreeningAbandon,
    ScreeningAnswer,
    ScreeningCorrect,
    ScreeningCountersign,
    ScreeningDetail,
    ScreeningList,
    ScreeningTakeOver,
)
from screening.views.drafts import (
    ScreeningAutosave,
    ScreeningCheck,
    ScreeningDanger,
    ScreeningFill,
    ScreeningOutcome,
    ScreeningSign,
    ScreeningStart,
    ScreeningSuggest,
    ScreeningThreshold,
)
from screening.views.tools import (
    ScreeningTools,
    ToolDetail,
    ToolDraft,
    ToolEdit,
    ToolPublish,
    ToolRetire,
    ToolUse,
)

__all__ = [
    "ScreeningAbandon",
    "ScreeningAnswer",
    "ScreeningAutosave",
    "ScreeningCheck",
    "ScreeningCompare",
    "ScreeningCompareOn",
    "ScreeningCompareWith",
    "ScreeningCorrect",
    "ScreeningCountersign",
    "ScreeningDanger",
    "ScreeningDetail",
    "ScreeningFill",
    "ScreeningList",
    "ScreeningOutcome",
    "ScreeningSign",
    "ScreeningStart",
    "ScreeningSuggest",
    "ScreeningTakeOver",
    "ScreeningThreshold",
    "ScreeningTools",
    "ToolDetail",
    "ToolDraft",
    "ToolEdit",
    "ToolPublish",
    "ToolRetire",
    "ToolUse",
]
