"""The form every page starts from: plain messages, no browser validation, one submit button."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from core.layout.choices import ChoiceDetail
from core.layout.dates import PartsField
from core.layout.objects import Button
from core.refusals import Unreadable

UNSAID = forms.ChoiceField().error_messages
PICKED = (forms.ChoiceField, forms.ModelChoiceField)


def form_helper(*fields: Any, submit: str = "Continue", tag: bool = True) -> FormHelper:
    """A helper that lays out `fields` in order and ends with one button; no fields means all.

    An empty `submit` leaves the button out; `tag=False` leaves the form element to the page.
    """
    helper = FormHelper()
    helper.form_tag = tag
    helper.attrs = {"novalidate": True}
    buttons = [Button(submit)] if submit else []
    if fields:
        helper.layout = Layout(*fields, *buttons)
    helper.buttons = [] if fields else buttons
    return helper


def required_message(field: forms.Field, label: str) -> str:
    """What to do about an answer left out, in the words of its own label."""
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}”"
    if label.endswith("?"):
        return f"Answer “{label}”"
    verb = "Select" if isinstance(field, PICKED) else "Enter"
    return f"{verb} {label[:1].lower()}{label[1:]}"


def speak_plainly(field: forms.Field, label: str) -> None:
    """Give a field messages that say what to do, where it has none of its own."""
    said = field.error_messages
    if said["required"] == UNSAID["required"]:
        said["required"] = required_message(field, label)
    if said.get("invalid_choice") == UNSAID["invalid_choice"]:
        said["invalid_choice"] = "Choose one of the answers in the list"
    most = getattr(field, "max_length", None)
    if most and isinstance(field, forms.CharField):
        said.setdefault("max_length", f"{label} must be {most:,} characters or fewer")


def readable(form: forms.Form) -> None:
    """Read a filter from an address. Raises Unreadable, in the form's words, for bad answers."""
    if not form.is_valid():
        name, (sentence, *_) = next(iter(form.errors.items()))
        label = f"{form.fields[name].label}: " if name in form.fields else ""
        raise Unreadable(f"{label}{sentence}")


class PortalForm(forms.Form):
    """A plain form whose messages say what to do: "Enter town", "Select agency"."""

    submit = "Continue"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or name.replace("_", " ").capitalize()))

    def add(self, name: str, field: forms.Field) -> None:
        """Add a field that only the page knows, with the same plain messages."""
        self.fields[name] = field
        speak_plainly(field, str(field.label or name.replace("_", " ").capitalize()))

    def offer(
        self,
        name: str,
        choices: Iterable[tuple[str, str]],
        *,
        hints: Mapping[str, str] | None = None,
    ) -> None:
        """Give a choice field the choices that only the page knows, with hints for radios."""
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices = list(choices)
        if hints and isinstance(field.widget, ChoiceDetail):
            field.widget.hints = dict(hints)

    def no_later_than(self, name: str, moment: date) -> None:
        """Refuse a date or a moment after this one as being in the future."""
        cast(PartsField, self.fields[name]).latest = moment

    def layout(self) -> tuple[Any, ...]:
        """The fields in order, as names or layout objects; empty means every field as declared."""
        return ()

    @property
    def helper(self) -> FormHelper:
        return form_helper(*self.layout(), submit=self.submit)
