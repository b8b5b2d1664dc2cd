"""The doors of a case beside its file: who holds it, who sees it, step up, close."""

from cases.views.people import AllocationEnd, CaseAllocate, CaseShare, ShareEnd
from cases.views.steps import CaseClose, CaseStepUp

__all__ = [
    "AllocationEnd",
    "CaseAllocate",
    "CaseClose",
    "CaseShare",
    "CaseStepUp",
    "ShareEnd",
]
