"""Invented content for the style gallery: every component once, with hostile text among it."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from core.layout import (
    Bar,
    Cell,
    Column,
    DateField,
    DateTimeField,
    Details,
    Entry,
    Fieldset,
    FilterTag,
    InsetText,
    Link,
    ManyChoiceField,
    PortalForm,
    ProseField,
    Question,
    Radios,
    Row,
    Task,
    TimeField,
    WarningText,
)

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=ZoneInfo("Europe/London"))


class GalleryForm(PortalForm):
    """One of each kind of question."""

    submit = "Record decision"

    full_name = forms.CharField(max_length=100, help_text="As it is written on the record")
    email = forms.EmailField(label="E-mail address", required=False)
    born = DateField(label="Date of birth", help_text="For example, 27 3 2011")
    started = DateTimeField(label="When the episode started")
    seen_at = TimeField(label="Time last seen", required=False, help_text="24-hour clock")
    consent = forms.ChoiceField(
        label="Has the child agreed?",
        choices=[("YES", "Yes"), ("NO", "No"), ("UNKNOWN", "Not known")],
        widget=Radios(
            reveals={"NO": ["why_not"]},
            hints={"NO": "The referral goes ahead all the same"},
            dividers={"UNKNOWN": "or"},
        ),
    )
    why_not = ProseField(label="Why not", max_length=200, required=False)
    ticks = ManyChoiceField(
        label="What was seen",
        choices=[("PHONE", "A new phone"), ("MISSING", "Goes missing"), ("NONE", "None of these")],
        exclusive="NONE",
    )
    agency = forms.ChoiceField(choices=[("", "Choose an agency"), ("SCHOOL", "School")])
    reason = ProseField(max_length=500)
    letter = forms.FileField(label="Letter", required=False)
    sure = forms.BooleanField(label="I have read the record")

    def layout(self) -> tuple[Any, ...]:
        return (
            Fieldset("The child", "full_name", "email", "born"),
            Fieldset("The episode", "started", "seen_at"),
            WarningText("A serious level is told to social care at once."),
            Question("consent", size="m"),
            "ticks",
            InsetText("Individuals do not add up across cells."),
            "agency",
            "reason",
            Details("Add a letter", "letter", text="Only if you have it."),
            "sure",
        )


class FilterForm(forms.Form):
    """A filter with plain Django fields, as the pack has to draw them too."""

    status = forms.MultipleChoiceField(
        choices=[("NEW", "New"), ("DONE", "Decided")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(required=False)


def shell() -> SimpleNamespace:
    """What the front door hands every page."""
    return SimpleNamespace(
        user="Pat Example",
        role="CSE coordinator",
        organisation="Dudley CSE team",
        now=NOW,
        home_url="/",
        navigation=[
            Link("My work", "#work", current=True, count=4),
            Link("Referrals", "#referrals"),
            Link("Cases", "#cases"),
            Link("Missing", "#missing", count=120),
            Link("Returns", "#returns"),
        ],
        account=[Link("Your account", "#account"), Link("Who has seen what", "#seen")],
        footer=[Link("Accessibility", "#accessibility"), Link("Privacy", "#privacy")],
        sign_out_url="/sign-out/",
        demo=True,
        viewing_as="",
        outage="",
        session=SimpleNamespace(idle=900, warn=120, extend_url="/extend/", ended_url="/sign-in/"),
    )


def lists() -> dict[str, Any]:
    """The rows of tables, tasks, timeline and chart."""
    return {
        "columns": [
            Column("Reference", "?sort=-reference", "ascending"),
            Column("Child", "?sort=child"),
            Column("Waiting since"),
            Column("Due"),
            Column("Concerns", numeric=True),
            Column("Level"),
        ],
        "table": [
            [Cell(f"REF-26-00{n}", url="#ref"), "Sam Invented", "22 November 2026", *rest]
            for n, rest in enumerate(
                (
                    [Cell(due_at=NOW + timedelta(hours=2, minutes=10)), Cell(3, numeric=True), "-"],
                    [Cell(due_at=NOW - timedelta(days=3)), Cell(12, numeric=True), "-"],
                    ["no limit", Cell(0, numeric=True), Cell("Serious risk", colour="red")],
                ),
                start=41,
            )
        ],
        "agency_columns": [Column("Agency"), Column("Referrals", numeric=True)],
        "agencies": [["Oakfield Academy", Cell(12, numeric=True)], ["A&E", Cell(9, numeric=True)]],
        "tasks": [
            Task("Triage REF-26-0041", "#1", "From a school, urgent", due_at=NOW),
            Task("Return interview", "#2", due_at=NOW - timedelta(days=3)),
            Task("Countersign SCR-26-0009", "#3", due_at=date(2026, 11, 23)),
            Task("The child", "#4", status="Completed"),
            Task("The reason", "#5", status="Not started", colour="blue"),
            Task("Check your answers", status="Cannot start yet"),
        ],
        "entries": [
            Entry(
                "Screened as significant risk", NOW, "Pat Example", "By judgement.\nAgreed.", "#s"
            ),
            Entry("Reported missing", date(2026, 11, 20)),
        ],
        "bars": [Bar("At risk", 12, "#a"), Bar("Serious risk", 0, "#b"), Bar("Not known", None)],
    }


def gallery_context(form: forms.Form | None = None) -> dict[str, Any]:
    """Everything the gallery shows; with a bound form, its errors as well."""
    actions = [Link("Change", "#change"), Link("End", "#end")]
    return {
        "shell": shell(),
        "heading": "Style gallery",
        "caption": "Components",
        "breadcrumbs": [Link("My work", "#work"), Link("Style gallery", "")],
        "sub_navigation": [Link("Overview", "#o", current=True), Link("Timeline", "#t", count=2)],
        "side_navigation": [Link("Alerts", "#a", current=True), Link("Form", "#form")],
        "child": {
            "name": "Sam Invented",
            "age": 14,
            "reference": "CASE-26-0007",
            "born": date(2012, 3, 27),
            "legal_status": "Looked after (section 20)",
        },
        "levels": ["NO_CURRENT_RISK", "AT_RISK", "SIGNIFICANT", "SERIOUS", ""],
        "moments": [
            NOW + timedelta(hours=2, minutes=10),
            NOW + timedelta(days=1),
            NOW + timedelta(days=9),
            NOW - timedelta(hours=5),
            date(2026, 11, 19),
        ],
        "rows": [
            Row("Name", "Sam Invented", [Link("Change", "#c")]),
            Row("Heard", "<script>alert(1)</script>", actions),
            Row("Language", ""),
            Row("Level", "Reached by judgement", tag="Significant risk", colour="orange"),
        ],
        "actions": actions,
        "pages": [Link("1", "#1"), Link("2", "#2", current=True), Link("", ""), Link("9", "#9")],
        "selected": [FilterTag("New", "#all"), FilterTag("This week", "#week")],
        "clear_url": "#clear",
        "filter_form": FilterForm(),
        "form": form or GalleryForm(),
        **lists(),
    }
