"""The doors of a case beside its file: who holds it, its steps, its notes, the child's voice."""

from cases.views.documents import DocumentAdd
from cases.views.notes import Note, NoteAdd, NoteCorrect, NoteHeard
from cases.views.people import AllocationEnd, CaseAllocate, CaseShare, ShareEnd
from cases.views.steps import CaseClose, CaseStepUp
from cases.views.voice import VoiceHear, WishAnswer

__all__ = [
    "AllocationEnd",
    "CaseAllocate",
    "CaseClose",
    "CaseShare",
    "CaseStepUp",
    "DocumentAdd",
    "Note",
    "NoteAdd",
    "NoteCorrect",
    "NoteHeard",
    "ShareEnd",
    "VoiceHear",
    "WishAnswer",
]
