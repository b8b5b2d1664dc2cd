"""What can happen to a case, and to what is written in it."""

from enum import StrEnum


class CaseEvent(StrEnum):
    OPENED = "case.opened"
    REOPENED = "case.reopened"
    MOVED = "case.moved"
    STEPPED_DOWN = "case.stepped_down"
    CLOSING_ENTRY = "case.closing_entry"
    CLOSED = "case.closed"
    CLOSED_AS_SECOND = "case.closed_as_second"
    PLACED = "case.placed"
    LEVEL_SET = "case.level_set"
    ALLOCATED = "case.allocated"
    ALLOCATION_ENDED = "case.allocation_ended"
    SHARED = "case.shared"
    SHARE_ENDED = "case.share_ended"
    DISCLOSED = "case.disclosed"


class StrategyEvent(StrEnum):
    HELD = "strategy_discussion.held"
    CORRECTED = "strategy_discussion.corrected"


class RoutingEvent(StrEnum):
    IN_FORCE = "routing_rule.in_force"
    ENDED = "routing_rule.ended"


class HandOverEvent(StrEnum):
    OFFERED = "hand_over.offered"
    ACCEPTED = "hand_over.accepted"
    DECLINED = "hand_over.declined"
    WITHDRAWN = "hand_over.withdrawn"
    NOTED = "hand_over.noted"


class TransitionEvent(StrEnum):
    ENTERED = "transition.entered"


class VoiceEvent(StrEnum):
    HEARD = "voice.heard"
    CORRECTED = "voice.corrected"
    WITHDRAWN = "voice.withdrawn"
    WISH_MET = "wish.met"
    WISH_REFUSED = "wish.cannot_be_met"
    WISH_OPENED_AGAIN = "wish.opened_again"


class NoteEvent(StrEnum):
    WRITTEN = "note.written"
    CORRECTED = "note.corrected"


class PlanEvent(StrEnum):
    BEGUN = "plan.begun"
    CHANGED = "plan.changed"
    REVIEWED = "plan.reviewed"
    ACTION_ADDED = "plan_action.added"
    ACTION_CHANGED = "plan_action.changed"
    ACTION_DONE = "plan_action.done"
    ACTION_DROPPED = "plan_action.dropped"


class InterventionEvent(StrEnum):
    OFFERED = "intervention.offered"
    ACCEPTED = "intervention.accepted"
    DECLINED = "intervention.declined"
    BEGUN = "intervention.begun"
    SESSION = "intervention.session"
    ENDED = "intervention.ended"


class ChronologyEvent(StrEnum):
    BEGUN = "chronology.begun"
    FROZEN = "chronology.frozen"
