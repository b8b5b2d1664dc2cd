"""The case, its level over time, who holds it, whom it is shared with, and the child's voice."""

from cases.models.case import PATHWAY, Case, CaseSpell, CaseStatus, RiskLevel, RiskLevelSet
from cases.models.notes import HealthPart, Mark, Note
from cases.models.people import Allocation, CaseGrant, CasePersonGrant, Mention
from cases.models.voice import WISH_PATHWAY, HowHeard, Voice, VoiceKind, Wish, WishStatus

__all__ = [
    "PATHWAY",
    "WISH_PATHWAY",
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
    "RiskLevel",
    "RiskLevelSet",
    "Voice",
    "VoiceKind",
    "Wish",
    "WishStatus",
]
