"""The shape of what is typed about tools and screenings."""

from screening.forms.steps import (
    AbandonForm,
    AcknowledgeForm,
    CorrectForm,
    CountersignForm,
    CourseForm,
    OutcomeForm,
    StartForm,
    ThresholdForm,
)
from screening.forms.ticks import TickForm
from screening.forms.tools import DraftForm, RetireForm, UseForm

__all__ = [
    "AbandonForm",
    "AcknowledgeForm",
    "CorrectForm",
    "CountersignForm",
    "CourseForm",
    "DraftForm",
    "OutcomeForm",
    "RetireForm",
    "StartForm",
    "ThresholdForm",
    "TickForm",
    "UseForm",
]
