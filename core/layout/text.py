"""Longer text with a character count."""

from typing import Any

from django import forms


class ProseInput(forms.Textarea):
    """A textarea the form pack draws; `limit` puts the GOV.UK character count under it."""

    def __init__(self, *, limit: int | None = None, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.limit = limit
        self.attrs["rows"] = rows


class ProseField(forms.CharField):
    """Free text counted as the person sees it: a line break is one character, as on screen."""

    def __init__(self, *, max_length: int = 4000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ProseInput(limit=max_length, rows=rows))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text
