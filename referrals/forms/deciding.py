"""Triage and what follows it: the decision, the answers, the words for the referrer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from core import codes
from core.layout import Checkboxes, DateField, PortalForm, ProseField, Radios
from referrals.said import Outcome

LONGEST = 4000
ASK_THE_REFERRER = "REFERRER"
NEEDED = {
    Outcome.ESCALATED: {
        "social_care": "Select who it is escalated to",
        "escalate_because": "Enter why you escalate it",
    },
    Outcome.MORE_INFORMATION: {
        "ask": "Select whom you ask",
        "question": "Enter what you want to know",
        "due_on": "Enter the day you want the answer by",
    },
    Outcome.NOT_CSE: {"not_cse_because": "Enter why it is not CSE"},
    Outcome.DUPLICATE: {
        "of": "Enter the reference of the first referral",
        "duplicate_because": "Enter how you know that it is the same",
    },
}


class DecisionForm(PortalForm):
    """One of the five outcomes of triage, with what each one needs."""

    submit = "Record decision"

    outcome = forms.ChoiceField(
        label="What happens to this referral?",
        widget=Radios(
            reveals={
                Outcome.ESCALATED: ["social_care", "escalate_because"],
                Outcome.MORE_INFORMATION: ["ask", "question", "due_on"],
                Outcome.NOT_CSE: ["not_cse_because", "tell"],
                Outcome.DUPLICATE: ["of", "duplicate_because"],
            },
            hints={
                Outcome.ACCEPTED: "Opens the child's case, or adds to the open one, for screening.",
                Outcome.ESCALATED: "Section 47 or Category 3. Opens the case with Children's "
                "Services; the child is still screened.",
                Outcome.MORE_INFORMATION: "Stops only the screening clock.",
            },
        ),
    )
    social_care = forms.ChoiceField(label="Escalate to", required=False)
    escalate_because = ProseField(label="Why?", max_length=LONGEST, rows=3, required=False)
    ask = forms.ChoiceField(label="Ask", required=False)
    question = ProseField(
        label="What do you want to know?", max_length=LONGEST, rows=3, required=False
    )
    due_on = DateField(label="Answer wanted by", required=False)
    not_cse_because = ProseField(
        label="Why is it not CSE?",
        help_text="For the CSE team and managers.",
        max_length=LONGEST,
        rows=3,
        required=False,
    )
    tell = ProseField(
        label="What is the referrer told?",
        help_text="You can write it now or later. Nothing about the child that the referrer did "
        "not say, no level of risk, and nothing from other agencies.",
        max_length=LONGEST,
        rows=3,
        required=False,
    )
    of = forms.CharField(label="Reference of the first referral", max_length=20, required=False)
    duplicate_because = ProseField(
        label="How do you know?", max_length=LONGEST, rows=2, required=False
    )

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[tuple[str, str]],
        social_care: Sequence[tuple[str, str]],
        agencies: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.offer("outcome", outcomes)
        self.offer("social_care", [("", "Choose"), *social_care])
        self.offer("ask", [("", "Choose"), *agencies])

    def layout(self) -> tuple[Any, ...]:
        return ("outcome",)

    def clean_due_on(self) -> date | None:
        due: date | None = self.cleaned_data["due_on"]
        if due and due <= self.today and self.data.get("outcome") == Outcome.MORE_INFORMATION:
            raise forms.ValidationError("Answer wanted by must be in the future")
        return due

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, sentence in NEEDED.get(cleaned.get("outcome", ""), {}).items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return cleaned


class TellForm(PortalForm):
    """The outcome in the words meant for the referrer."""

    submit = "Tell the referrer"
    text = ProseField(
        label="What is the referrer told?",
        help_text="What happens now, and whom to call. Nothing of the screening, no level of risk, "
        "nothing from other agencies.",
        max_length=LONGEST,
    )


class AnswerForm(PortalForm):
    """The answer to a request for more information."""

    submit = "Send the answer"
    answer = ProseField(label="Your answer", max_length=10_000)


class DisagreeForm(PortalForm):
    """Why the referrer disagrees."""

    submit = "Send to a manager"
    because = ProseField(label="Why do you disagree?", max_length=LONGEST)


class ReconsiderForm(PortalForm):
    """A manager's answer to a disagreement."""

    submit = "Record decision"
    decision = forms.ChoiceField(label="What do you decide?", widget=Radios())
    answer = ProseField(
        label="Your answer to the referrer",
        help_text="The referrer reads this. Nothing of the screening and no level of risk.",
        max_length=LONGEST,
    )

    def __init__(self, *args: Any, decisions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("decision", decisions)


class AcknowledgeForm(PortalForm):
    """Children's Services say by name who has it."""

    submit = "Acknowledge"
    name = forms.CharField(
        label="Who has this referral?", help_text="Name and team", max_length=120
    )


class CourseForm(PortalForm):
    """What Children's Services will do, and why."""

    submit = "Record course of action"
    course = forms.ChoiceField(label="What is the course of action?", widget=Radios())
    because = ProseField(label="Why?", max_length=LONGEST, rows=3)

    def __init__(self, *args: Any, courses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("course", courses)


class QueueFilterForm(forms.Form):
    """The filter of the queue; what makes no sense is left out."""

    status = forms.MultipleChoiceField(
        label="Status", required=False, widget=Checkboxes(small=True)
    )
    urgent = forms.MultipleChoiceField(
        label="Urgency",
        choices=[("1", "Urgent only")],
        required=False,
        widget=Checkboxes(small=True),
    )
    source = forms.ChoiceField(label="From", required=False)

    def __init__(self, *args: Any, statuses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = list(statuses)  # type: ignore[attr-defined]
        rows = codes.choices("referral_source")
        self.fields["source"].choices = [("", "Anybody"), *rows]  # type: ignore[attr-defined]
