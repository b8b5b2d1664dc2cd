"""The questions around the tick-list: which form, the outcome, the discussion, the signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from core.layout import DateTimeField, PortalForm, ProseField, Radios

YES_NO = (("yes", "Yes"), ("no", "No"))


class StartForm(PortalForm):
    """Which form to use."""

    submit = "Start screening"
    version = forms.ChoiceField(label="Which form do you use?", widget=Radios())

    def __init__(self, *args: Any, versions: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "version",
            [(pk, name) for pk, name, _ in versions],
            hints={pk: hint for pk, _, hint in versions},
        )


class OutcomeForm(PortalForm):
    """The outcome a person chooses, beside the one suggested."""

    submit = "Save and continue"
    level = forms.ChoiceField(label="What is the outcome?", widget=Radios())
    rationale = ProseField(
        label="Professional judgement",
        help_text="Why this outcome: what weighs most, what protects, what is not known.",
    )
    difference_reason = ProseField(
        label="Why does it differ from the suggested outcome?",
        help_text="Only where you choose another one.",
        required=False,
        max_length=2000,
    )

    def __init__(
        self, *args: Any, outcomes: Sequence[tuple[str, str, str]], suggested: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = suggested
        self.offer(
            "level",
            [(level, word) for level, word, _ in outcomes],
            hints={level: meaning for level, _, meaning in outcomes if meaning},
        )
        if not suggested:
            del self.fields["difference_reason"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        level = cleaned.get("level")
        differs = self.suggested and level and level != self.suggested
        if differs and not cleaned.get("difference_reason"):
            self.add_error(
                "difference_reason", "Enter why the outcome differs from the one suggested"
            )
        return cleaned


class ThresholdForm(PortalForm):
    """The threshold discussion with Children's Services."""

    submit = "Save and continue"
    open_to_social_care = forms.ChoiceField(
        label="Is the child open to Children's Services?",
        choices=YES_NO,
        widget=Radios(inline=True),
    )
    discussed_with = forms.CharField(
        label="Who was it discussed with?", help_text="Name and role.", max_length=160
    )
    discussed_at = DateTimeField(label="When was it discussed?", name="Time of the discussion")
    decision = forms.ChoiceField(label="What was decided?", widget=Radios())
    because = ProseField(label="Why was this decided?", max_length=2000)

    def __init__(
        self, *args: Any, decisions: Sequence[tuple[str, str]], now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("decision", decisions)
        self.no_later_than("discussed_at", now)


class CountersignForm(PortalForm):
    """Agree as a second person, or send back with a reason."""

    submit = "Record decision"
    decision = forms.ChoiceField(
        label="Do you agree with the outcome?",
        choices=(("agree", "Yes, countersign"), ("send_back", "No, send it back")),
        widget=Radios(),
    )
    note = ProseField(label="Note or reason", required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == "send_back" and not cleaned.get("note"):
            self.add_error("note", "Enter what should be looked at again")
        return cleaned


class AcknowledgeForm(PortalForm):
    """Who in Children's Services has the case."""

    submit = "Acknowledge"
    name = forms.CharField(
        label="Who has it?", help_text="The name of the person who takes it on.", max_length=120
    )


class CourseForm(PortalForm):
    """What Children's Services will do."""

    submit = "Record the course of action"
    course = forms.ChoiceField(label="What is the course of action?", widget=Radios())
    because = ProseField(label="Why?", max_length=2000)

    def __init__(self, *args: Any, courses: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("course", courses)


class CorrectForm(PortalForm):
    """Why a signed screening is corrected."""

    submit = "Start the correction"
    because = ProseField(label="What is corrected, and why?", max_length=2000)


class AbandonForm(PortalForm):
    """Why a draft is left unfinished."""

    submit = "Abandon this draft"
    because = ProseField(label="Why is this screening not finished?", max_length=2000)
