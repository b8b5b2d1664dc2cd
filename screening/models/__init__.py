"""Tool versions and the one in use; screenings and their answers; a referrer's ticks."""

from screening.models.escalations import Escalation
from screening.models.referrer import ReferrerTick, ReferrerTicks
from screening.models.screenings import (
    PATHWAY,
    STANDING,
    Answer,
    Basis,
    DefinitionOfCse,
    Screening,
    ScreeningStatus,
    ThresholdDecision,
    ThresholdDiscussion,
)
from screening.models.tools import TOOL_PATHWAY, AuthorityTool, ToolStatus, ToolVersion

__all__ = [
    "PATHWAY",
    "STANDING",
    "TOOL_PATHWAY",
    "Answer",
    "AuthorityTool",
    "Basis",
    "DefinitionOfCse",
    "Escalation",
    "ReferrerTick",
    "ReferrerTicks",
    "Screening",
    "ScreeningStatus",
    "ThresholdDecision",
    "ThresholdDiscussion",
    "ToolStatus",
    "ToolVersion",
]
