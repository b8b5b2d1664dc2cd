"""The doors of a case beside its file: who holds and sees it, its steps, the child's voice."""

from cases.views.people import AllocationEnd, CaseAllocate, CaseShare, ShareEnd
from cases.views.steps import CaseClose, CaseStepUp
from cases.views.voice import VoiceHear, WishAnswer

__all__ = [
    "AllocationEnd",
    "CaseAllocate",
    "CaseClose",
    "CaseShare",
    "CaseStepUp",
    "ShareEnd",
    "VoiceHear",
    "WishAnswer",
]
