"""The checklist of closing (pathway section 7): each criterion says whether it is met, and how.

Apps above add what they know, such as an open missing episode. Which criteria a reason asks for is
a table: a child who died is not asked for a panel.
"""

from cases.closing import criteria
from cases.closing.checklist import Answer, Criterion, checklist, register, undone
from cases.closing.reasons import LEAVES, SHOWN_BY, SPARED, TO_SAY, WRITTEN, ToWrite, to_write

__all__ = [
    "LEAVES",
    "SHOWN_BY",
    "SPARED",
    "TO_SAY",
    "WRITTEN",
    "Answer",
    "Criterion",
    "ToWrite",
    "checklist",
    "criteria",
    "register",
    "to_write",
    "undone",
]
