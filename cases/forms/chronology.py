"""The shape of a chronology: what it is for, its entries, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms

from core.calendar import local
from core.layout import DateField, PortalForm, ProseField, TimeField
from core.refusals import Invalid

LONGEST = 20_000


class BeginForm(PortalForm):
    """What a chronology is for, and what it starts from."""

    submit = "Begin the chronology"

    purpose = forms.CharField(
        label="What is the chronology for?",
        max_length=200,
        help_text="For example: first MASE meeting, strategy discussion, step down.",
    )
    begun_from = forms.ChoiceField(label="What does it start from?", required=False)

    def __init__(self, *args: Any, frozen: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("begun_from", [("", "Nothing: an empty chronology"), *frozen])
        if not frozen:
            del self.fields["begun_from"]


class SummaryForm(PortalForm):
    """What a draft is for, and what all of it means."""

    submit = "Save"

    purpose = forms.CharField(label="What is the chronology for?", max_length=200)
    analysis = ProseField(
        label="Analysis",
        help_text="What the events mean together: patterns, what makes it worse, what protects. "
        "Health detail belongs in an entry that is marked so.",
        required=False,
        max_length=LONGEST,
        rows=10,
    )


class EntryForm(PortalForm):
    """What an entry says and what it means."""

    submit = "Save the entry"

    text = ProseField(label="What is said of it?", required=False, max_length=LONGEST)
    analysis = ProseField(
        label="Analysis",
        help_text="What it means for the child, and why it stands here.",
        required=False,
        max_length=LONGEST,
    )
    health = forms.BooleanField(
        label="This entry holds health detail",
        help_text="Only people to whom health detail is open will read it.",
        required=False,
    )

    def said(self) -> dict[str, Any]:
        """The entry as the service takes it."""
        return dict(self.cleaned_data)


class OwnEntryForm(EntryForm):
    """An entry by hand: with its own day, its time if that is known, and a title."""

    happened_on = DateField(label="On which day did it happen?", name="The day")
    happened_time = TimeField(
        label="At what time, if it is known?", name="The time", required=False
    )
    title = forms.CharField(label="What happened, in a few words?", max_length=250)

    field_order = ("happened_on", "happened_time", "title", "text", "analysis", "health")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.no_later_than("happened_on", today)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("happened_on") and "happened_time" not in self.errors:
            try:
                said["happened_at"] = self._moment(said["happened_on"], said["happened_time"])
            except Invalid as refusal:
                self.add_error("happened_time", refusal.sentence)
        return said

    def said(self) -> dict[str, Any]:
        said = super().said()
        del said["happened_on"]
        clock = said.pop("happened_time")
        return {**said, "day_only": clock is None}

    @staticmethod
    def _moment(day: date, clock: time | None) -> datetime:
        return local(day, clock or time(), second=False)
