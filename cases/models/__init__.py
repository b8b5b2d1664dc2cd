"""The case, its level over time, who holds it, what was heard, and whom it is shared with."""

from cases.models.case import PATHWAY, Case, CaseSpell, CaseStatus, RiskLevel, RiskLevelSet
from cases.models.people import Allocation, CaseGrant, CasePersonGrant, Mention

__all__ = [
    "PATHWAY",
    "Allocation",
    "Case",
    "CaseGrant",
    "CasePersonGrant",
    "CaseSpell",
    "CaseStatus",
    "Mention",
    "RiskLevel",
    "RiskLevelSet",
]
