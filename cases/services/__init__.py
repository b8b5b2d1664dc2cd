"""Every write of a case."""

from cases.services.case import (
    close_case,
    correct_level,
    move_case,
    open_case,
    set_level,
    step_up,
)
from cases.services.people import allocate, end_allocation, mention, share_case

__all__ = [
    "allocate",
    "close_case",
    "correct_level",
    "end_allocation",
    "mention",
    "move_case",
    "open_case",
    "set_level",
    "share_case",
    "step_up",
]
