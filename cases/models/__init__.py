"""The case, its level, who holds it, whom it is shared with, the child's voice, and the plan."""

from cases.models.case import PATHWAY, Case, CaseSpell, CaseStatus, RiskLevel, RiskLevelSet
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
from cases.models.voice import WISH_PATHWAY, HowHeard, Voice, VoiceKind, Wish, WishStatus

__all__ = [
    "ACTION_PATHWAY",
    "PATHWAY",
    "WISH_PATHWAY",
    "ActionOutcome",
    "ActionStatus",
    "Allocation",
    "Case",
    "CaseGrant",
    "CasePersonGrant",
    "CaseSpell",
    "CaseStatus",
    "HealthPart",
    "HowHeard",
    "Mark",
    "Mention",
    "Note",
    "Plan",
    "PlanAction",
    "PlanReview",
    "RiskLevel",
    "RiskLevelSet",
    "Voice",
    "VoiceKind",
    "Wish",
    "WishStatus",
]
