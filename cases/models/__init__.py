"""The case, its level, who holds it, whom it is shared with, the child's voice, and the plan."""

from cases.models.case import (
    LED_BY_SOCIAL_CARE,
    PATHWAY,
    SECOND_CASE_PATHWAY,
    Case,
    CaseSpell,
    CaseStatus,
    RiskLevel,
    RiskLevelSet,
)
from cases.models.chronology import Chronology, ChronologyEntry
from cases.models.closing import ClosingEntry, ClosingStep, StepDown
from cases.models.decision import Decided, DecisionRecord, KeptDecision
from cases.models.escalation import Course, Escalated
from cases.models.handover import (
    HAND_OVER_PATHWAY,
    MAY_NOT_APPLY,
    STEPS_OF_MOVE,
    HandOver,
    HandOverEntry,
    HandOverKind,
    HandOverNote,
    HandOverStatus,
)
from cases.models.interventions import (
    INTERVENTION_PATHWAY,
    SAFE_ANSWERS,
    AnsweredBy,
    Attendance,
    EndReason,
    FeelsSafe,
    Intervention,
    InterventionKind,
    InterventionStatus,
    Session,
)
from cases.models.notes import HealthPart, Mark, Note
from cases.models.people import Allocation, CaseGrant, CasePersonGrant, Mention
from cases.models.plan import (
    ACTION_PATHWAY,
    ActionOutcome,
    ActionStatus,
    Plan,
    PlanAction,
    PlanReview,
)
from cases.models.routing import RoutingRule
from cases.models.strategy import StrategyDiscussion, StrategyOutcome
from cases.models.transition import OUTCOMES, TransitionEntry, TransitionOutcome, TransitionStep
from cases.models.voice import WISH_PATHWAY, HowHeard, Voice, VoiceKind, Wish, WishStatus

__all__ = [
    "ACTION_PATHWAY",
    "HAND_OVER_PATHWAY",
    "INTERVENTION_PATHWAY",
    "LED_BY_SOCIAL_CARE",
    "MAY_NOT_APPLY",
    "OUTCOMES",
    "PATHWAY",
    "SAFE_ANSWERS",
    "SECOND_CASE_PATHWAY",
    "STEPS_OF_MOVE",
    "WISH_PATHWAY",
    "ActionOutcome",
    "ActionStatus",
    "Allocation",
    "AnsweredBy",
    "Attendance",
    "Case",
    "CaseGrant",
    "CasePersonGrant",
    "CaseSpell",
    "CaseStatus",
    "Chronology",
    "ChronologyEntry",
    "ClosingEntry",
    "ClosingStep",
    "Course",
    "Decided",
    "DecisionRecord",
    "EndReason",
    "Escalated",
    "FeelsSafe",
    "HandOver",
    "HandOverEntry",
    "HandOverKind",
    "HandOverNote",
    "HandOverStatus",
    "HealthPart",
    "HowHeard",
    "Intervention",
    "InterventionKind",
    "InterventionStatus",
    "KeptDecision",
    "Mark",
    "Mention",
    "Note",
    "Plan",
    "PlanAction",
    "PlanReview",
    "RiskLevel",
    "RiskLevelSet",
    "RoutingRule",
    "Session",
    "StepDown",
    "StrategyDiscussion",
    "StrategyOutcome",
    "TransitionEntry",
    "TransitionOutcome",
    "TransitionStep",
    "Voice",
    "VoiceKind",
    "Wish",
    "WishStatus",
]
