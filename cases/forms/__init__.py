"""The shape of what is typed about a case."""

from cases.forms.case import AllocationForm, CloseForm, ShareForm, StepUpForm, Target
from cases.forms.voice import AnswerForm, VoiceForm

__all__ = [
    "AllocationForm",
    "AnswerForm",
    "CloseForm",
    "ShareForm",
    "StepUpForm",
    "Target",
    "VoiceForm",
]
