"""The shape of what is sent in and why something is withdrawn."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from core import codes
from core.layout import PortalForm, ProseField, Radios
from documents.content import MOST_BYTES, TAKEN, TYPES

MOST_MB = MOST_BYTES // 1024 // 1024


class UploadForm(PortalForm):
    """One file, what it is, and whether it holds health detail."""

    submit = "Send the document in"

    file = forms.FileField(
        label="File",
        help_text=f"{TAKEN}, up to {MOST_MB} MB. Nobody can open it before the virus scan.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in TYPES)}),
        error_messages={
            "required": "Choose a file",
            "empty": "This file is empty",
            "invalid": "Choose a file",
        },
    )
    title = forms.CharField(
        label="Title",
        max_length=160,
        help_text="What it is, without a name: it stands in lists. “School report, autumn term”.",
    )
    category = forms.ChoiceField(
        label="What kind of document is it?",
        choices=lambda: codes.choices("document_category"),
        widget=Radios(small=True),
    )
    holds_health = forms.BooleanField(
        label="It holds health detail",
        required=False,
        help_text="Only those to whom health detail is open can then see that it exists.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid.uuid4()}, **kwargs)

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(f"The file must be {MOST_MB} MB or smaller")
        return upload

    def said(self) -> dict[str, Any]:
        """What was said, as the service takes it."""
        said = dict(self.cleaned_data)
        upload = said.pop("file")
        key = said.pop("key") or uuid.uuid4()
        return {**said, "key": key, "name": upload.name, "data": upload.read()}


class WithdrawForm(PortalForm):
    """Why a document is withdrawn."""

    submit = "Withdraw the document"

    because = ProseField(label="Why is the document withdrawn?", max_length=1000)
