"""Reads of cases."""

from cases.selectors.case import (
    case_for,
    cases_counted,
    cases_for,
    cases_page,
    level_at,
    open_case_of,
)
from cases.selectors.reach import (
    AccessPage,
    AllocationLine,
    Seer,
    ShareLine,
    access_of,
    allocation_for,
    case_to_hand_on,
    posts_for_cases,
    share_for,
)
from cases.selectors.steps import ClosingPage, Step, case_to_move, closing_of, steps_for
from cases.selectors.voice import KINDS as VOICE_KINDS
from cases.selectors.voice import WAYS as WAYS_TO_HEAR
from cases.selectors.voice import (
    HearPage,
    LatestVoice,
    VoiceSection,
    WishPage,
    case_to_hear,
    latest_voice,
    voice_section,
    wish_to_answer,
)

__all__ = [
    "VOICE_KINDS",
    "WAYS_TO_HEAR",
    "AccessPage",
    "AllocationLine",
    "ClosingPage",
    "HearPage",
    "LatestVoice",
    "Seer",
    "ShareLine",
    "Step",
    "VoiceSection",
    "WishPage",
    "access_of",
    "allocation_for",
    "case_for",
    "case_to_hand_on",
    "case_to_hear",
    "case_to_move",
    "cases_counted",
    "cases_for",
    "cases_page",
    "closing_of",
    "latest_voice",
    "level_at",
    "open_case_of",
    "posts_for_cases",
    "share_for",
    "steps_for",
    "voice_section",
    "wish_to_answer",
]
