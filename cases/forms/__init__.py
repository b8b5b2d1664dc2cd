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
from cases.forms.handover import (
    AnswerHandOverForm,
    HandOverNoteForm,
    OfferAcrossForm,
    OfferCaseForm,
    TakeBackForm,
    WrittenAnswerForm,
)
from cases.forms.interventions import (
    AnswerOfferForm,
    EndForm,
    FirstContactForm,
    OfferForm,
    SessionForm,
)
from cases.forms.letters import LetterForm, SealForm
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
from cases.forms.routing import RoutingRuleForm
from cases.forms.strategy import CorrectStrategyForm, StrategyForm
from cases.forms.transition import TransitionForm
from cases.forms.voice import ME as HEARD_BY_ME
from cases.forms.voice import OTHER as HEARD_BY_OTHER
from cases.forms.voice import AnswerForm, CorrectVoiceForm, VoiceForm, WithdrawVoiceForm

__all__ = [
    "HEARD_BY_ME",
    "HEARD_BY_OTHER",
    "ActionForm",
    "AllocationForm",
    "AnswerForm",
    "AnswerHandOverForm",
    "AnswerOfferForm",
    "BeginForm",
    "CloseActionForm",
    "CloseForm",
    "CloseSecondForm",
    "ClosingEntryForm",
    "CorrectNoteForm",
    "CorrectStrategyForm",
    "CorrectVoiceForm",
    "DropActionForm",
    "EndForm",
    "EntryForm",
    "FirstContactForm",
    "HandOverNoteForm",
    "HeardForm",
    "LetterForm",
    "MoveForm",
    "NoteForm",
    "OfferAcrossForm",
    "OfferCaseForm",
    "OfferForm",
    "OwnEntryForm",
    "PlanBeginForm",
    "PlanTextForm",
    "ReopenForm",
    "ReviewForm",
    "RoutingRuleForm",
    "SealForm",
    "SessionForm",
    "ShareForm",
    "StepDownForm",
    "StepUpForm",
    "StrategyForm",
    "SummaryForm",
    "TakeBackForm",
    "Target",
    "TransitionForm",
    "VoiceForm",
    "WithdrawVoiceForm",
    "WrittenAnswerForm",
    "key_of",
]
