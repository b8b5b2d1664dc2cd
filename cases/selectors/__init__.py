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

__all__ = [
    "AccessPage",
    "AllocationLine",
    "ClosingPage",
    "Seer",
    "ShareLine",
    "Step",
    "access_of",
    "allocation_for",
    "case_for",
    "case_to_hand_on",
    "case_to_move",
    "cases_counted",
    "cases_for",
    "cases_page",
    "closing_of",
    "level_at",
    "open_case_of",
    "posts_for_cases",
    "share_for",
    "steps_for",
]
