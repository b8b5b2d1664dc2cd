"""The tick-list, built from a version: two boxes only where its group has two windows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField

from core.layout import DateField, PortalForm, ProseField
from screening.scoring import Tick
from screening.tool import Group, Indicator, Tool, evidence_name, field_name

LONGEST_EVIDENCE = 2000
TOO_LONG = f"Evidence must be {LONGEST_EVIDENCE} characters or fewer"


@dataclass(frozen=True)
class Answered:
    """One indicator as typed."""

    indicator: str
    windows: tuple[str, ...]
    basis: str
    evidence: str


@dataclass(frozen=True)
class IndicatorFields:
    """The fields of one indicator, with what stands beside them."""

    indicator: Indicator
    ticks: tuple[BoundField, ...]
    basis: BoundField
    evidence: BoundField
    beside: object
    open: bool


@dataclass(frozen=True)
class GroupFields:
    """A group of the form; `note` says which part of the printed list could not be read."""

    group: Group
    note: str
    windows: tuple[str, ...]
    rows: tuple[IndicatorFields, ...]


class TickForm(PortalForm):
    """Ticks with their evidence. Saving keeps whatever is there; going on asks for evidence.

    `shown` are the indicators this person sees; `bases` the kinds of evidence.
    """

    page = forms.UUIDField(required=False, widget=forms.HiddenInput)
    edition = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    completed_on = DateField(label="Day the screening was completed", name="Day of completion")
    voice_of_child = ProseField(
        label="Voice of the child",
        help_text="What the child said and wants, in the child's own words where you can.",
        required=False,
    )
    protective_factors = ProseField(
        label="What protects the child",
        help_text="People, places and strengths that keep the child safer.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        tool: Tool,
        shown: Collection[str],
        bases: Sequence[tuple[str, str]],
        today: date,
        complete: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.tool, self.shown, self.complete = tool, frozenset(shown), complete
        for group, indicator in self._indicators():
            self._add(group, indicator, [("", "Choose what stands behind it"), *bases])
        self.fields["completed_on"].required = complete
        self.no_later_than("completed_on", today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for _, indicator in self._indicators() if self.complete else ():
            answer = self._answer(indicator.code)
            if answer.windows and not answer.basis:
                self._ask(f"basis_{indicator.code}", "Select what stands behind", indicator)
            if answer.windows and not answer.evidence:
                self._ask(evidence_name(indicator.code), "Enter the evidence for", indicator)
        return cleaned

    def answers(self) -> list[Answered]:
        """What was ticked or noted."""
        found = [self._answer(indicator.code) for _, indicator in self._indicators()]
        return [answer for answer in found if answer.windows or answer.evidence]

    def ticks(self) -> frozenset[Tick]:
        """Every box ticked."""
        return frozenset(
            Tick(answer.indicator, window) for answer in self.answers() for window in answer.windows
        )

    def groups(self, beside: Mapping[str, object]) -> tuple[GroupFields, ...]:
        """The fields in the order of the printed form."""
        return tuple(
            GroupFields(
                group=group,
                note=group.status if group.reconstructed else "",
                windows=tuple(self.tool.window(window).words for window in group.windows),
                rows=tuple(self._rows(group, beside)),
            )
            for group in self.tool.groups
        )

    def _rows(self, group: Group, beside: Mapping[str, object]) -> Iterator[IndicatorFields]:
        for indicator in group.indicators:
            if indicator.code not in self.shown:
                continue
            ticks = tuple(self[field_name(indicator.code, window)] for window in group.windows)
            basis, evidence = self[f"basis_{indicator.code}"], self[evidence_name(indicator.code)]
            filled = any(field.value() for field in (*ticks, basis, evidence))
            wrong = bool(basis.errors or evidence.errors)
            yield IndicatorFields(
                indicator, ticks, basis, evidence, beside.get(indicator.code), filled or wrong
            )

    def _indicators(self) -> Iterable[tuple[Group, Indicator]]:
        return (pair for pair in self.tool.indicators() if pair[1].code in self.shown)

    def _add(self, group: Group, indicator: Indicator, bases: Sequence[tuple[str, str]]) -> None:
        for window in group.windows:
            one = len(group.windows) == 1
            label = indicator.label if one else self.tool.window(window).words
            self.add(
                field_name(indicator.code, window),
                forms.BooleanField(required=False, label=label),
            )
        self.add(
            f"basis_{indicator.code}",
            forms.ChoiceField(choices=bases, required=False, label="What stands behind it"),
        )
        self.add(
            evidence_name(indicator.code),
            forms.CharField(
                required=False,
                label="Evidence",
                widget=forms.Textarea(attrs={"rows": 3}),
                validators=[MaxLengthValidator(LONGEST_EVIDENCE, TOO_LONG)],
            ),
        )

    def _answer(self, code: str) -> Answered:
        group = self.tool.group_of(code)
        return Answered(
            indicator=code,
            windows=tuple(
                window
                for window in group.windows
                if self.cleaned_data.get(field_name(code, window))
            ),
            basis=self.cleaned_data.get(f"basis_{code}", ""),
            evidence=self.cleaned_data.get(evidence_name(code), ""),
        )

    def _ask(self, name: str, words: str, indicator: Indicator) -> None:
        if name not in self.errors:
            self.add_error(name, f"{words} “{indicator.label}”")


def initial_ticks(answers: Iterable[Any]) -> dict[str, Any]:
    """Stored answers as the form's initial values."""
    initial: dict[str, Any] = {}
    for answer in answers:
        initial |= {field_name(answer.indicator, window): True for window in answer.windows}
        initial[f"basis_{answer.indicator}"] = answer.basis
        initial[evidence_name(answer.indicator)] = answer.evidence
    return initial
