"""The shape of what is typed about a child."""

from children.forms.facts import FACT_FORMS, EndForm, correction_form
from children.forms.pairs import LaterForm, MergeForm, NotSameForm, SeparateForm
from children.forms.people import RelateForm
from children.forms.record import DetailsForm
from children.forms.search import SearchForm

__all__ = [
    "FACT_FORMS",
    "DetailsForm",
    "EndForm",
    "LaterForm",
    "MergeForm",
    "NotSameForm",
    "RelateForm",
    "SearchForm",
    "SeparateForm",
    "correction_form",
]
