"""The shape of what is typed about a case."""

from cases.forms.case import AllocationForm, CloseForm, ShareForm, StepUpForm, Target
from cases.forms.interventions import (
    AnswerOfferForm,
    EndForm,
    FirstContactForm,
    OfferForm,
    SessionForm,
)
from cases.forms.notes import CorrectNoteForm, HeardForm, NoteForm
from cases.forms.plan import (
    ActionForm,
    CloseActionForm,
    DropActionForm,
    PlanBeginForm,
    PlanTextForm,
    ReviewForm,
    key_of,
)
from cases.forms.voice import AnswerForm, VoiceForm

__all__ = [
    "ActionForm",
    "AllocationForm",
    "AnswerForm",
    "AnswerOfferForm",
    "CloseActionForm",
    "CloseForm",
    "CorrectNoteForm",
    "DropActionForm",
    "EndForm",
    "FirstContactForm",
    "HeardForm",
    "NoteForm",
    "OfferForm",
    "PlanBeginForm",
    "PlanTextForm",
    "ReviewForm",
    "SessionForm",
    "ShareForm",
    "StepUpForm",
    "Target",
    "VoiceForm",
    "key_of",
]
