"""The doors of a case beside its file: who holds it, its steps, notes, voice and plan."""

from cases.views.actions import ActionAdd, ActionChange, ActionClose, ActionDetail, ActionDrop
from cases.views.chronology import (
    Chronology,
    ChronologyBegin,
    ChronologyEdit,
    ChronologyFreeze,
    ChronologyPrint,
    EntryAdd,
    EntryChange,
    EntryMove,
    EntryRemove,
)
from cases.views.documents import DocumentAdd
from cases.views.handover import (
    HandOverAcross,
    HandOverAnswer,
    HandOverDetail,
    HandOverNote,
    HandOverTakeBack,
    HandOverToTeam,
)
from cases.views.interventions import (
    FirstContact,
    InterventionDetail,
    InterventionEnd,
    InterventionListDoor,
    InterventionOffer,
    OfferAnswer,
    SessionAdd,
)
from cases.views.letters import LetterPreview, LetterWrite
from cases.views.notes import Note, NoteAdd, NoteCorrect, NoteHeard
from cases.views.people import AllocationEnd, CaseAllocate, CaseShare, ShareEnd
from cases.views.plan import (
    ChildPlanPage,
    PlanBegin,
    PlanOpen,
    PlanReview,
    PlanText,
    ReviewDetail,
)
from cases.views.populations import Populations
from cases.views.routing import Routing, RoutingEnd
from cases.views.steps import (
    CaseClose,
    CaseCloseSecond,
    CaseMove,
    CaseReopen,
    CaseStepDown,
    CaseStepUp,
    ClosingEntryAdd,
)
from cases.views.strategy import StrategyCorrect, StrategyRecord
from cases.views.transition import HandOverToAdult, TransitionEnter, Transitions
from cases.views.voice import VoiceCorrect, VoiceHear, VoiceWithdraw, WishAnswer

__all__ = [
    "ActionAdd",
    "ActionChange",
    "ActionClose",
    "ActionDetail",
    "ActionDrop",
    "AllocationEnd",
    "CaseAllocate",
    "CaseClose",
    "CaseCloseSecond",
    "CaseMove",
    "CaseReopen",
    "CaseShare",
    "CaseStepDown",
    "CaseStepUp",
    "ChildPlanPage",
    "Chronology",
    "ChronologyBegin",
    "ChronologyEdit",
    "ChronologyFreeze",
    "ChronologyPrint",
    "ClosingEntryAdd",
    "DocumentAdd",
    "EntryAdd",
    "EntryChange",
    "EntryMove",
    "EntryRemove",
    "FirstContact",
    "HandOverAcross",
    "HandOverAnswer",
    "HandOverDetail",
    "HandOverNote",
    "HandOverTakeBack",
    "HandOverToAdult",
    "HandOverToTeam",
    "InterventionDetail",
    "InterventionEnd",
    "InterventionListDoor",
    "InterventionOffer",
    "LetterPreview",
    "LetterWrite",
    "Note",
    "NoteAdd",
    "NoteCorrect",
    "NoteHeard",
    "OfferAnswer",
    "PlanBegin",
    "PlanOpen",
    "PlanReview",
    "PlanText",
    "Populations",
    "ReviewDetail",
    "Routing",
    "RoutingEnd",
    "SessionAdd",
    "ShareEnd",
    "StrategyCorrect",
    "StrategyRecord",
    "TransitionEnter",
    "Transitions",
    "VoiceCorrect",
    "VoiceHear",
    "VoiceWithdraw",
    "WishAnswer",
]
