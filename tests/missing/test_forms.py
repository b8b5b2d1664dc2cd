"""The forms: whatever is typed, an answer or a plain message. No database."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings

from missing.forms import CategoryForm, CorrectForm, LogForm, ReturnForm
from tests.access.answers import single_answers_to

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
LISTS = {
    "child": [("NEW", "A new child")],
    "authority": [("ONE", "One")],
    "setting": [("HOME", "Home"), ("CARE", "Care")],
    "reported_by": [("POLICE", "Police")],
    "category": [("MISSING", "Missing")],
}
PARTS = [
    f"{name}_{part}"
    for name in ("born_on", "started_at", "reported_at", "ended_at", "from_at")
    for part in ("day", "month", "year", "time", "which")
]
FIELDS = [*LISTS, "given_name", "family_name", "away", "police_reference", "because", *PARTS]
OFFERED = [
    *("x" * 300, "NEW", "HOME", "CARE", "\x00", "01:30", "10:00", "23:59", "24:00"),
    *(str(number) for number in (*range(-5, 32), *range(1999, 2028), 3000)),
    *(f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 29, 59)),
]
TOLD = single_answers_to(dict.fromkeys(FIELDS, OFFERED))


@settings(max_examples=500, deadline=None)
@given(TOLD)
def test_whatever_is_typed_is_cleaned_or_answered_in_words(told: dict[str, str]) -> None:
    forms = (
        LogForm(told, today=NOW, lists=LISTS),
        ReturnForm(told, now=NOW, started_at=datetime(2026, 3, 1, tzinfo=UTC)),
        CategoryForm(told, now=NOW, categories=LISTS["category"]),
        CorrectForm(told, now=NOW, settings=LISTS["setting"], ended=True),
    )
    for form in forms:
        if form.is_valid():
            start, end = (form.cleaned_data.get(name) for name in ("started_at", "ended_at"))
            assert not (start and end) or start <= end
        else:
            assert all(sentence for row in form.errors.values() for sentence in row)


def told(**parts: str) -> dict[str, str]:
    return {
        "given_name": "Invented",
        "child": "NEW",
        "authority": "ONE",
        "setting": "HOME",
        "reported_by": "POLICE",
        "started_at_day": "28",
        "started_at_month": "3",
        "started_at_year": "2026",
        "started_at_time": "10:00",
        **parts,
    }


def test_a_time_that_the_clocks_skipped_is_refused_in_words() -> None:
    assert LogForm(told(), today=NOW, lists=LISTS).is_valid()
    skipped = told(started_at_day="29", started_at_time="01:30")
    form = LogForm(skipped, today=NOW, lists=LISTS)
    assert "does not exist" in str(form.errors["started_at"])


def test_a_time_ahead_and_a_birth_ahead_are_refused_in_words() -> None:
    ahead = told(started_at_year="2027", born_on_day="1", born_on_month="1", born_on_year="2027")
    errors = LogForm(ahead, today=NOW, lists=LISTS).errors
    assert "future" in str(errors["started_at"])
    assert "future" in str(errors["born_on"])


def test_a_name_of_three_hundred_letters_is_refused_in_words() -> None:
    form = LogForm(told(given_name="x" * 300), today=NOW, lists=LISTS)
    assert "100 characters" in str(form.errors["given_name"])
