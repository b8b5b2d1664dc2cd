"""The shape of what is typed about tools and screenings."""

from screening.forms.steps import (
    AbandonForm,
    CorrectForm,
    CountersignForm,
    OutcomeForm,
    StartForm,
    ThresholdForm,
)
from screening.forms.ticks import TickForm
from screening.forms.tools import DraftForm, RetireForm, UseForm

__all__ = [
    "AbandonForm",
    "CorrectForm",
    "CountersignForm",
    "DraftForm",
    "OutcomeForm",
    "RetireForm",
    "StartForm",
    "ThresholdForm",
    "TickForm",
    "UseForm",
]
