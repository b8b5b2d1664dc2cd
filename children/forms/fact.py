"""What every form about a dated fact of a child shares."""

from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper

from core.layout import DateField, PortalForm, ProseField


class FactForm(PortalForm):
    """The base: what was said becomes the keyword arguments of the service."""

    submit = "Save"
    kept: tuple[str, ...] = ()
    """Fields whose recorded value is not shown: left empty, it stands."""
    action = ""
    """Where the form is posted to; by default where it is shown."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "verified_on" in self.fields:
            self.no_later_than("verified_on", today)

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_action = self.action
        return helper

    def said(self) -> dict[str, Any]:
        """The facts as the service takes them."""
        said = dict(self.cleaned_data)
        return {name: value for name, value in said.items() if value or name not in self.kept}

    def correcting(self, *, until_on: date | None, today: date) -> None:
        """Ask also until when, of a fact that has ended, and why it is corrected."""
        self.submit = "Save the correction"
        if until_on:
            help_text = "Leave empty if it is still true."
            self.add("until_on", DateField(label="True until", required=False, help_text=help_text))
            self.no_later_than("until_on", max(today, until_on))
        why = ProseField(
            label="Why this is corrected (optional)", max_length=400, rows=3, required=False
        )
        self.add("because", why)
