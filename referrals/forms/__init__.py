"""The shape of what is typed about a referral."""

from referrals.forms.deciding import (
    AcknowledgeForm,
    AnswerForm,
    CourseForm,
    DecisionForm,
    DisagreeForm,
    QueueFilterForm,
    ReconsiderForm,
    TellForm,
)
from referrals.forms.questions import (
    Question,
    Setting,
    Told,
    asked,
    form_for,
    question,
    told,
    typed_before,
)
from referrals.forms.searching import SearchForm, WhoForm

__all__ = [
    "AcknowledgeForm",
    "AnswerForm",
    "CourseForm",
    "DecisionForm",
    "DisagreeForm",
    "Question",
    "QueueFilterForm",
    "ReconsiderForm",
    "SearchForm",
    "Setting",
    "TellForm",
    "Told",
    "WhoForm",
    "asked",
    "form_for",
    "question",
    "told",
    "typed_before",
]
