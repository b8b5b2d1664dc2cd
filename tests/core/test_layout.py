"""What people type into the portal's fields, and what the fields say back."""

from datetime import UTC, date, datetime, time

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from core.layout import (
    Button,
    DateField,
    DateInput,
    DateTimeField,
    DateTimeInput,
    Details,
    ManyChoiceField,
    PartialDate,
    PartialDateField,
    PortalForm,
    ProseField,
    Question,
    Radios,
    TimeField,
)
from tests.core.gallery import GalleryForm

BORN = DateField(label="Date of birth")
STARTED = DateTimeField(label="The start")


def said(field: forms.Field, value: object) -> str:
    """The first sentence a field answers with."""
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["27", "3", "2011"], date(2011, 3, 27)),
        ([" 7 ", "march", "2011"], date(2011, 3, 7)),
        (["29", "Feb", "2012"], date(2012, 2, 29)),
    ],
)
def test_date_reads_what_people_write(typed: list[str], meant: date) -> None:
    assert BORN.clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["31", "2", "2012"], "Date of birth must be a real date"),
        (["29", "2", "2011"], "Date of birth must be a real date"),
        (["²", "2", "2011"], "Date of birth must be a real date"),
        (["27", "3", "11"], "Date of birth must have a year with 4 numbers"),
        (["27", "", "2011"], "Date of birth must include a month"),
        (["27", "", ""], "Date of birth must include a month and year"),
    ],
)
def test_date_says_what_to_mend(typed: list[str], sentence: str) -> None:
    assert said(BORN, typed) == sentence


def test_date_left_empty_is_refused_only_where_required() -> None:
    assert DateField(required=False).clean(["", "", ""]) is None
    assert said(BORN, ["", "", ""]) == "This field is required."


def test_date_keeps_to_the_days_the_form_sets() -> None:
    field = DateField(label="Date of birth")
    field.earliest, field.latest = date(1990, 1, 1), date(2026, 11, 22)
    assert field.clean(["22", "11", "2026"]) == date(2026, 11, 22)
    assert said(field, ["23", "11", "2026"]) == "Date of birth must not be in the future"
    assert said(field, ["31", "12", "1989"]) == "Date of birth must be on or after 1 January 1990"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["", "", "2011"], PartialDate(year=2011)),
        (["", "3", "2011"], PartialDate(month=3, year=2011)),
        (["29", "2", ""], PartialDate(day=29, month=2)),
        (["27", "3", "2011"], PartialDate(27, 3, 2011)),
    ],
)
def test_partial_date_takes_what_is_known(typed: list[str], meant: PartialDate) -> None:
    assert PartialDateField().clean(typed) == meant


@pytest.mark.parametrize(
    "typed", [["30", "2", ""], ["", "13", ""], ["0", "", "2011"], ["32", "", ""], ["", "x", ""]]
)
def test_partial_date_refuses_what_no_date_has(typed: list[str]) -> None:
    sentence = "Born must be a real date, or part of one"
    assert said(PartialDateField(name="Born"), typed) == sentence


def test_partial_date_in_the_future_is_refused() -> None:
    field = PartialDateField(name="Born")
    field.latest = date(2026, 11, 22)
    assert field.clean(["", "", "2026"]) == PartialDate(year=2026)
    assert said(field, ["", "12", "2026"]) == "Born must not be in the future"


@pytest.mark.parametrize("typed", ["14:30", "14.30", "1430"])
def test_time_reads_the_24_hour_clock(typed: str) -> None:
    assert TimeField().clean(typed) == time(14, 30)


@pytest.mark.parametrize("typed", ["24:00", "14:60", "half past two", "2:30 pm", "1"])
def test_time_says_how_to_write_it(typed: str) -> None:
    assert said(TimeField(name="Time last seen"), typed) == (
        "Time last seen must be a time, like 14:30"
    )


def test_moment_is_read_in_local_time() -> None:
    assert STARTED.clean(["22", "7", "2026", "14:30", ""]) == datetime(
        2026, 7, 22, 13, 30, tzinfo=UTC
    )


def test_moment_the_clocks_skipped_is_refused_with_a_sentence() -> None:
    sentence = said(STARTED, ["29", "3", "2026", "01:30", ""])
    assert sentence.startswith("01:30 on 29 March 2026 does not exist")
    assert STARTED.clean(["29", "3", "2026", "02:00", ""]).tzinfo is UTC


def test_moment_that_came_twice_is_asked_about() -> None:
    typed = ["25", "10", "2026", "01:30"]
    assert "happened twice" in said(STARTED, [*typed, ""])
    assert STARTED.clean([*typed, "first"]).hour == 0
    assert STARTED.clean([*typed, "second"]).hour == 1


def test_moment_that_came_twice_is_shown_again_as_it_was_meant() -> None:
    widget = DateTimeInput()
    for which in ("first", "second"):
        moment = STARTED.clean(["25", "10", "2026", "01:30", which])
        assert widget.decompress(moment) == ["25", "10", "2026", "01:30", which]


def test_moment_asks_which_one_only_in_the_hour_that_came_twice() -> None:
    class Form(PortalForm):
        started = DateTimeField()

    posted = {"started_day": "25", "started_month": "10", "started_year": "2026"}
    assert "started_which" in render_crispy_form(Form({**posted, "started_time": "01:30"}))
    assert "started_which" not in render_crispy_form(Form({**posted, "started_time": "03:30"}))


def test_prose_counts_a_line_break_as_one_character() -> None:
    field = ProseField(max_length=3)
    assert field.clean("a\r\nb") == "a\nb"
    with pytest.raises(forms.ValidationError):
        field.clean("a\r\nbc")


def test_exclusive_choice_stands_alone() -> None:
    choices = [("A", "A"), ("B", "B"), ("NONE", "None of these")]
    field = ManyChoiceField(choices=choices, exclusive="NONE")
    assert field.clean(["A", "B"]) == ["A", "B"]
    assert field.clean(["NONE"]) == ["NONE"]
    assert said(field, ["A", "NONE"]) == "Select what applies, or select “None of these”"


def test_form_says_what_to_do_about_an_empty_answer() -> None:
    form = GalleryForm({})
    assert form.errors["full_name"] == ["Enter full name"]
    assert form.errors["agency"] == ["Select agency"]
    assert form.errors["consent"] == ["Answer “Has the child agreed?”"]
    assert form.errors["sure"] == ["Tick “I have read the record”"]


def test_form_says_plainly_what_is_too_long_or_not_in_the_list() -> None:
    form = GalleryForm({"full_name": "x" * 300, "agency": "<b>"})
    assert form.errors["full_name"] == ["Full name must be 100 characters or fewer"]
    assert form.errors["agency"] == ["Choose one of the answers in the list"]


def test_form_keeps_a_message_of_its_own() -> None:
    class Form(PortalForm):
        town = forms.CharField(error_messages={"required": "Say where"})

    assert Form({}).errors["town"] == ["Say where"]


def test_form_keeps_what_was_typed_on_an_error() -> None:
    html = render_crispy_form(GalleryForm({"born_day": "31", "born_month": "2", "reason": "Why"}))
    assert 'name="born_day" value="31"' in html
    assert ">\nWhy</textarea>" in html


def test_form_is_never_checked_by_the_browser() -> None:
    html = render_crispy_form(GalleryForm())
    assert "novalidate" in html
    assert " required" not in html


def test_textarea_counts_but_never_cuts_what_is_typed() -> None:
    html = render_crispy_form(GalleryForm())
    assert 'data-maxlength="500"' in html
    assert " maxlength" not in html


def test_first_choice_carries_the_id_of_its_field() -> None:
    html = render_crispy_form(GalleryForm())
    for name in ("consent", "ticks", "born", "started"):
        assert html.count(f'id="id_{name}"') == 1


def test_revealed_field_is_drawn_once_under_its_choice() -> None:
    html = render_crispy_form(GalleryForm({"consent": "NO"}))
    assert html.count('name="why_not"') == 1
    assert html.index('id="conditional-id_consent_1"') < html.index('name="why_not"')


def test_revealed_field_is_drawn_once_without_a_layout() -> None:
    class Form(forms.Form):
        agreed = forms.ChoiceField(
            choices=[("Y", "Yes"), ("N", "No")], widget=Radios(reveals={"N": ["why"]})
        )
        why = forms.CharField(required=False)

    assert render_crispy_form(Form()).count('name="why"') == 1


def test_question_as_heading_is_the_h1() -> None:
    class Form(PortalForm):
        town = forms.CharField()

        def layout(self) -> tuple[Question]:
            return (Question("town", heading=True),)

    html = render_crispy_form(Form())
    assert html.count("<h1") == 1
    assert html.count("<button") == 1


def test_layout_takes_several_buttons_and_words() -> None:
    class Form(PortalForm):
        submit = ""
        town = forms.CharField(required=False)

        def layout(self) -> tuple[object, ...]:
            return (
                Details("<More>", "town", text="Only if known"),
                Button("Save", name="save"),
                Button("Send", name="send", kind="secondary"),
            )

    html = render_crispy_form(Form())
    assert "&lt;More&gt;" in html
    assert 'name="save"' in html
    assert "govuk-button--secondary" in html


def test_untouched_date_has_not_changed() -> None:
    class Form(PortalForm):
        born = DateField()

    same = {"born_day": "27", "born_month": "3", "born_year": "2011"}
    initial = {"born": date(2011, 3, 27)}
    assert not Form(same, initial=initial).has_changed()
    assert Form({**same, "born_day": "28"}, initial=initial).has_changed()


def answers(field: forms.Field, value: object) -> bool:
    """True when the field takes the value or says what is wrong with it."""
    try:
        field.clean(value)
    except forms.ValidationError as refused:
        return all(refused.messages)
    return True


@given(st.lists(st.text(max_size=12), min_size=5, max_size=5))
def test_any_text_gets_an_answer_and_never_a_failure(typed: list[str]) -> None:
    for field in (DateField(), PartialDateField(), DateTimeField()):
        assert answers(field, typed)
    assert answers(TimeField(), typed[0])


@given(st.dates())
def test_any_date_is_read_back_as_it_was_shown(day: date) -> None:
    shown = DateInput().decompress(day)
    assert BORN.clean([*shown[:2], shown[2].zfill(4)]) == day
