"""Doors to tools and screenings."""

from screening.views.decisions import (
    ScreeningAbandon,
    ScreeningCorrect,
    ScreeningCountersign,
    ScreeningDetail,
    ScreeningQueue,
    ScreeningTakeOver,
)
from screening.views.drafts import (
    ScreeningAutosave,
    ScreeningDanger,
    ScreeningFill,
    ScreeningOutcome,
    ScreeningSign,
    ScreeningStart,
    ScreeningSuggest,
    ScreeningThreshold,
)
from screening.views.tools import (
    ToolDetail,
    ToolDraft,
    ToolEdit,
    ToolList,
    ToolPublish,
    ToolRetire,
    ToolUse,
)

__all__ = [
    "ScreeningAbandon",
    "ScreeningAutosave",
    "ScreeningCorrect",
    "ScreeningCountersign",
    "ScreeningDanger",
    "ScreeningDetail",
    "ScreeningFill",
    "ScreeningOutcome",
    "ScreeningQueue",
    "ScreeningSign",
    "ScreeningStart",
    "ScreeningSuggest",
    "ScreeningTakeOver",
    "ScreeningThreshold",
    "ToolDetail",
    "ToolDraft",
    "ToolEdit",
    "ToolList",
    "ToolPublish",
    "ToolRetire",
    "ToolUse",
]
