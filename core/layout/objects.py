"""Layout objects for crispy forms: questions, fieldsets, details, warnings, inset text, buttons."""

from typing import Any

from crispy_forms.layout import Fieldset as CrispyFieldset
from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django import forms
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


class Question(LayoutObject):
    """One field; `heading=True` makes its label or legend the h1, at `size` s, m, l or xl."""

    def __init__(self, name: str, *, size: str = "", heading: bool = False, css: str = "") -> None:
        self.fields = [name]
        self.extra = {
            "label_size": size or ("l" if heading else "s"),
            "label_heading": heading,
            "group_class": css,
        }

    def render(
        self, form: forms.Form, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        return render_field(
            self.fields[0], form, context, template_pack=template_pack, extra_context=self.extra
        )


class Fieldset(CrispyFieldset):
    """Several fields under one legend of `size` s, m, l or xl."""

    def __init__(self, legend: str, *fields: Any, size: str = "m", heading: bool = False) -> None:
        super().__init__(legend, *fields)
        self.size = size
        self.heading = heading


class Block(LayoutObject):
    """Words between the fields, with any fields that belong inside."""

    template = ""

    def __init__(self, text: str, *fields: Any) -> None:
        self.text = text
        self.body = ""
        self.fields = list(fields)

    def render(
        self, form: forms.Form, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        inner = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            f"{template_pack}/layout/{self.template}.html",
            {"text": self.text, "body": self.body, "fields": inner},
        )


class Details(Block):
    """Text or optional fields behind a summary; never a field that is required."""

    template = "details"

    def __init__(self, summary: str, *fields: Any, text: str = "") -> None:
        super().__init__(summary, *fields)
        self.body = text


class WarningText(Block):
    """An exclamation mark and a bold sentence about a consequence."""

    template = "warning"


class InsetText(Block):
    """A bordered paragraph."""

    template = "inset"


class Button(LayoutObject):
    """A submit button. `name` and `value` tell the view which of several was pressed."""

    def __init__(
        self, text: str = "Continue", *, name: str = "", value: str = "1", kind: str = ""
    ) -> None:
        self.fields: list[Any] = []
        self.button = {"text": text, "name": name, "value": value, "kind": kind}

    def render(
        self, form: forms.Form, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> SafeString:
        return render_to_string(f"{template_pack}/layout/button.html", self.button)
