"""The shape of what is typed about a case."""

from cases.forms.case import (
    AllocationForm,
    CloseForm,
    CloseSecondForm,
    ClosingEntryForm,
    MoveForm,
    ReopenForm,
    ShareForm,
    StepDownForm,
    StepUpForm,
    Target,
)
from cases.forms.chronology import BeginForm, EntryForm, OwnEntryForm, SummaryForm
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
    "BeginForm",
    "CloseActionForm",
    "CloseForm",
    "CloseSecondForm",
    "ClosingEntryForm",
    "CorrectNoteForm",
    "DropActionForm",
    "EndForm",
    "EntryForm",
    "FirstContactForm",
    "HeardForm",
    "MoveForm",
    "NoteForm",
    "OfferForm",
    "OwnEntryForm",
    "PlanBeginForm",
    "PlanTextForm",
    "ReopenForm",
    "ReviewForm",
    "SessionForm",
    "ShareForm",
    "StepDownForm",
    "StepUpForm",
    "SummaryForm",
    "Target",
    "VoiceForm",
    "key_of",
]
