"""The shape of what is typed about a case."""

from cases.forms.case import AllocationForm, CloseForm, ShareForm, StepUpForm, Target

__all__ = ["AllocationForm", "CloseForm", "ShareForm", "StepUpForm", "Target"]
