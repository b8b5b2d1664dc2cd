"""What an administrator types about a tool, and a manager about the rule in use."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.layout import Checkboxes, DateField, PortalForm, ProseField, Radios
from screening.tool import Group, Indicator, Tool

MARKS = (("health", "Health"), ("critical", "Critical"))
LONGEST_LABEL = 250


@dataclass(frozen=True)
class IndicatorRow:
    """The fields of one indicator in the editor."""

    code: str
    label: BoundField
    group: BoundField
    marks: BoundField
    remove: BoundField


class DraftForm(PortalForm):
    """A draft version: its name, its indicators, and one more indicator at a time.

    The rules, windows and outcomes stay those of the version it was drafted from.
    """

    name = forms.CharField(label="Name of the tool", max_length=160)
    new_code = forms.CharField(label="Code", required=False, max_length=20)
    new_label = forms.CharField(label="Wording", required=False, max_length=LONGEST_LABEL)
    new_group = forms.ChoiceField(label="Group", required=False)
    new_marks = forms.MultipleChoiceField(
        label="Marks", choices=MARKS, required=False, widget=Checkboxes(small=True)
    )

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool
        groups = [(str(group.code), group.label) for group in tool.groups]
        self.fields["name"].initial = tool.name
        self.offer("new_group", [("", "Choose a group"), *groups])
        for group, indicator in tool.indicators():
            self._add_indicator(group, indicator, groups)

    def _add_indicator(
        self, group: Group, indicator: Indicator, groups: list[tuple[str, str]]
    ) -> None:
        code = indicator.code
        wording = forms.CharField(
            label=f"Wording of {code}", max_length=LONGEST_LABEL, initial=indicator.label
        )
        place = forms.ChoiceField(label=f"Group of {code}", choices=groups, initial=str(group.code))
        marks = forms.MultipleChoiceField(
            label=f"Marks of {code}",
            choices=MARKS,
            required=False,
            initial=[mark for mark, _ in MARKS if getattr(indicator, mark)],
            widget=Checkboxes(small=True),
        )
        self.add(f"label_{code}", wording)
        self.add(f"group_{code}", place)
        self.add(f"marks_{code}", marks)
        self.add(f"remove_{code}", forms.BooleanField(label=f"Remove {code}", required=False))

    def clean_new_code(self) -> str:
        code = str(self.cleaned_data["new_code"]).upper()
        if code in {indicator.code for _, indicator in self.tool.indicators()}:
            raise forms.ValidationError(f"{code} is in use already: a code is used once")
        return code

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted = {
            "new_code": "Enter a code",
            "new_label": "Enter the wording",
            "new_group": "Select a group",
        }
        if any(cleaned.get(name) for name in wanted):
            for name, words in wanted.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"{words} for the new indicator")
        return cleaned

    def rows(self) -> Iterator[IndicatorRow]:
        """The indicators in order, each with its fields."""
        for _, indicator in self.tool.indicators():
            code = indicator.code
            yield IndicatorRow(
                code,
                self[f"label_{code}"],
                self[f"group_{code}"],
                self[f"marks_{code}"],
                self[f"remove_{code}"],
            )

    def definition(self, old: dict[str, Any]) -> dict[str, Any]:
        """The old definition with what was typed."""
        typed = self.cleaned_data
        new = {**copy.deepcopy(old), "name": typed["name"]}
        kept: dict[str, list[dict[str, Any]]] = {group["code"]: [] for group in new["groups"]}
        for group in new["groups"]:
            for indicator in group["indicators"]:
                code = indicator["code"]
                if typed[f"remove_{code}"]:
                    continue
                indicator["label"] = typed[f"label_{code}"]
                _mark(indicator, typed[f"marks_{code}"])
                kept[typed[f"group_{code}"]].append(indicator)
        if typed["new_code"]:
            added = {"code": typed["new_code"], "label": typed["new_label"]}
            _mark(added, typed["new_marks"])
            kept[typed["new_group"]].append(added)
        for group in new["groups"]:
            group["indicators"] = kept[group["code"]]
        return new


class RetireForm(PortalForm):
    """Why a version is offered no longer."""

    submit = "Retire this version"
    because = ProseField(label="Why is this version retired?", max_length=1000)


class UseForm(PortalForm):
    """The version an authority screens with, and the rule it has agreed."""

    submit = "Save"
    version = forms.ChoiceField(label="Which form does the authority use?", widget=Radios())
    rule = forms.ChoiceField(
        label="May a rule suggest the outcome?",
        widget=Radios(),
    )
    agreed_by = forms.CharField(
        label="Who agreed the rule?",
        help_text="The board or group, not a person's name.",
        max_length=160,
        required=False,
    )
    agreed_on = DateField(label="When was it agreed?", name="Day of the agreement", required=False)
    floors = forms.MultipleChoiceField(
        label="Floors under the suggestion", required=False, widget=Checkboxes()
    )

    def __init__(
        self,
        *args: Any,
        versions: Sequence[tuple[str, str]],
        rules: Sequence[tuple[str, str]],
        floors: Sequence[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("version", versions)
        self.offer("rule", rules)
        self.offer("floors", floors)
        self.no_later_than("agreed_on", today)


def _mark(indicator: dict[str, Any], marks: Sequence[str]) -> None:
    for mark, _ in MARKS:
        if mark in marks:
            indicator[mark] = True
        else:
            indicator.pop(mark, None)
