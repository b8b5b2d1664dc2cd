"""What the form pack `templates/cse/` asks of a field: its control, choices and parts."""

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.forms.renderers import get_default_renderer
from django.utils.safestring import SafeString

from core.layout.parts import Choice

register = template.Library()

CONTROLS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.MultiWidget, "parts"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
)
WIDTHS = (5, 10, 20, 30)
CLASSES = {
    "checkbox": "govuk-checkboxes__input",
    "textarea": "govuk-textarea",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "input": "govuk-input",
}


@register.filter
def control(field: BoundField) -> str:
    """The name of the template in `cse/controls/` that draws this field."""
    for widget, name in CONTROLS:
        if isinstance(field.field.widget, widget):
            return name
    return "input"


@register.filter
def limit(field: BoundField) -> int | None:
    """The number of characters to count down from, for a textarea."""
    return getattr(field.field.widget, "limit", None) or getattr(field.field, "max_length", None)


@register.simple_tag
def draw(field: BoundField, css: str = "") -> SafeString:
    """The input with GOV.UK classes, Django's own aria ids, and no length that cuts typing."""
    kind = control(field)
    own = field.field.widget.attrs.get("class", "")
    names = [CLASSES[kind], own, css, "" if "width" in own else _width(field, kind)]
    if field.errors and kind != "checkbox":
        names.append(f"{CLASSES[kind]}--error")
    attrs: dict[str, Any] = {"class": " ".join(name for name in names if name)}
    if limit(field):
        attrs["maxlength"] = False
    if kind == "textarea" and limit(field):
        described = [field.aria_describedby or "", f"{field.auto_id}-info"]
        attrs["aria-describedby"] = " ".join(part for part in described if part)
    return field.as_widget(attrs=attrs)


def _width(field: BoundField, kind: str) -> str:
    """A short answer has a short box: one as wide as the longest that is taken."""
    longest = limit(field) if kind == "input" else None
    fits = next((width for width in WIDTHS if longest and longest <= width), None)
    return f"govuk-input--width-{fits}" if fits else ""


@register.simple_tag
def choices(field: BoundField) -> list[Choice]:
    """The radios or checkboxes of a field; the first has the field's own id, so that links land."""
    widget = field.field.widget
    values = widget.format_value(field.value())
    options = [
        option
        for _, group, _ in widget.optgroups(field.html_name, values, {})
        for option in group
        if option["value"] not in ("", None)
    ]
    return [_choice(field, option, index) for index, option in enumerate(options)]


def _choice(field: BoundField, option: dict[str, Any], index: int) -> Choice:
    widget, value = field.field.widget, str(option["value"])
    reveals = getattr(widget, "reveals", {}).get(value, ())
    return Choice(
        id=f"{field.auto_id}_{index}" if index else field.auto_id,
        name=field.html_name,
        value=value,
        label=option["label"],
        checked=bool(option["selected"]),
        hint=getattr(widget, "hints", {}).get(value, ""),
        divider=getattr(widget, "dividers", {}).get(value, ""),
        exclusive=value == getattr(widget, "exclusive", None),
        disabled=bool(field.field.disabled or option["attrs"].get("disabled")),
        reveals=tuple(field.form[name] for name in reveals),
    )


@register.simple_tag
def parts(field: BoundField) -> list[dict[str, Any]]:
    """The inputs of a date or a moment, each with its label."""
    widget = field.field.widget
    context = widget.get_context(field.html_name, field.value(), {"id": field.auto_id})
    labels = getattr(widget, "labels", ()) or [str(index + 1) for index in range(9)]
    return [
        {"label": label, "widget": part, "input": _part_input(part, bool(field.errors))}
        for label, part in zip(labels, context["widget"]["subwidgets"], strict=False)
    ]


def _part_input(part: dict[str, Any], wrong: bool) -> SafeString:
    """One input of several, marked wrong with the others when the answer is."""
    is_select = "optgroups" in part
    base = "govuk-select" if is_select else "govuk-input"
    own = part["attrs"].get("class", "")
    css = " ".join(filter(None, [base, "" if is_select else "govuk-date-input__input", own]))
    part["attrs"] = {**part["attrs"], "class": f"{css} {base}--error" if wrong else css}
    if wrong:
        part["attrs"]["aria-invalid"] = "true"
    return SafeString(get_default_renderer().render(part["template_name"], {"widget": part}))  # nosec B703 B308  # Django's own widget template, which escapes


@register.simple_tag
def shown_fields(form: forms.BaseForm) -> list[BoundField]:
    """The fields to draw in order; one that a choice reveals is drawn under that choice instead."""
    hidden_until_picked = {
        name
        for field in form.fields.values()
        for names in getattr(field.widget, "reveals", {}).values()
        for name in names
    }
    return [field for field in form if field.name not in hidden_until_picked]


@register.simple_tag
def error_links(form: forms.BaseForm | BaseFormSet | None) -> list[dict[str, str]]:
    """Every error of a form or formset in page order, each with the id it links to."""
    if form is None or not getattr(form, "is_bound", False):
        return []
    if isinstance(form, BaseFormSet):
        whole = [{"id": "main-content", "text": str(text)} for text in form.non_form_errors()]
        return whole + [link for part in form.forms for link in _links_of(part)]
    return list(_links_of(form))


def _links_of(form: forms.BaseForm) -> Iterator[dict[str, str]]:
    fields = [field for field in form if not field.is_hidden]
    first = fields[0].auto_id if fields else "main-content"
    for text in form.non_field_errors():
        yield {"id": first, "text": str(text)}
    for field in form:
        for text in field.errors:
            yield {"id": first if field.is_hidden else field.auto_id, "text": str(text)}
