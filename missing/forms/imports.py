"""Upload a file of episodes; say which child a parked row means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from core.layout import PortalForm, Radios

MOST_MB = 5


class UploadForm(PortalForm):
    """A CSV or Excel file of one authority."""

    submit = "Look at the rows"
    authority = forms.ChoiceField(label="Whose episodes are these?")
    file = forms.FileField(
        label="File of episodes",
        help_text=f"CSV or Excel (.xlsx), up to {MOST_MB} MB. The file itself is not kept",
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty",
            "invalid": "Choose a file",
        },
        max_length=None,
    )

    def __init__(self, *args: Any, authorities: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("authority", authorities)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_MB * 1024 * 1024:
            raise forms.ValidationError(f"The file must be smaller than {MOST_MB} MB")
        return upload


class SettleForm(PortalForm):
    """Which child a parked row means, or that it is no episode."""

    submit = "Settle the row"
    settlement = forms.ChoiceField(label="What is this row?", widget=Radios())

    def __init__(
        self,
        *args: Any,
        choices: Iterable[tuple[str, str]],
        hints: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer("settlement", choices, hints=hints)
