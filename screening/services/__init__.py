"""Every write of tools and screenings."""

from screening.services.correcting import abandon_screening, correct_screening, take_over
from screening.services.countersigning import countersign, send_back
from screening.services.escalating import acknowledge_escalation, record_course_of_action
from screening.services.filling import (
    AnswerGiven,
    PageMark,
    choose_outcome,
    note_danger_shown,
    record_threshold_discussion,
    save_answers,
    start_screening,
)
from screening.services.referrer import place_ticks, store_referrer_ticks
from screening.services.signing import sign_screening
from screening.services.tools import (
    agree_rule,
    draft_tool,
    load_shipped_tools,
    publish_tool,
    retire_tool,
    revise_tool,
)

__all__ = [
    "AnswerGiven",
    "PageMark",
    "abandon_screening",
    "acknowledge_escalation",
    "agree_rule",
    "choose_outcome",
    "correct_screening",
    "countersign",
    "draft_tool",
    "load_shipped_tools",
    "note_danger_shown",
    "place_ticks",
    "publish_tool",
    "record_course_of_action",
    "record_threshold_discussion",
    "retire_tool",
    "revise_tool",
    "save_answers",
    "send_back",
    "sign_screening",
    "start_screening",
    "store_referrer_ticks",
    "take_over",
]
