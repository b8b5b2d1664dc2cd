"""The shape of what is typed about a case."""

from cases.forms.case import AllocationForm, CloseForm, ShareForm, StepUpForm, Target
from cases.forms.notes import CorrectNoteForm, HeardForm, NoteForm
from cases.forms.voice import AnswerForm, VoiceForm

__all__ = [
    "AllocationForm",
    "AnswerForm",
    "CloseForm",
    "CorrectNoteForm",
    "HeardForm",
    "NoteForm",
    "ShareForm",
    "StepUpForm",
    "Target",
    "VoiceForm",
]
