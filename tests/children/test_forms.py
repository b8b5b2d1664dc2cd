"""The forms: whatever is typed, an answer or a plain message. No choice list is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from children.forms import EndForm, SearchForm
from children.forms.facts import AddressForm, AliasForm, IdentifierForm, KeyPersonForm
from core.layout import PortalForm
from tests.access.answers import single_answers_to

TODAY = date(2026, 1, 5)
FIELDS = [
    *("given_name", "family_name", "identifier", "name", "kind", "value", "source", "lines"),
    *("relation", "parental_responsibility", "must_not_be_told", "why_not_told", "postcode"),
    *(f"{name}_{part}" for name in ("born", "on", "from_on") for part in ("day", "month", "year")),
]
OFFERED = [
    *("x" * 301, "YES", "NO", "NHS", "NICKNAME", "\x00", "9434765919"),
    *(str(number) for number in (*range(-5, 32), *range(1999, 2028), 3000)),
]
TOLD = single_answers_to(dict.fromkeys(FIELDS, OFFERED))


def forms_of(told: dict[str, str]) -> list[PortalForm]:
    dated: dict[str, Any] = {"today": TODAY}
    plain = [
        form(told, **dated) for form in (AddressForm, AliasForm, IdentifierForm, KeyPersonForm)
    ]
    return [SearchForm(told), EndForm(told, today=TODAY, earliest=date(2015, 9, 1)), *plain]


@settings(max_examples=500, deadline=None)
@given(TOLD)
def test_whatever_is_typed_is_cleaned_or_answered_in_words(told: dict[str, str]) -> None:
    for form in forms_of(told):
        if not form.is_valid():
            assert all(sentence for row in form.errors.values() for sentence in row)
        elif isinstance(form, SearchForm):
            assert form.query.says_enough


@settings(max_examples=500, deadline=None)
@given(TOLD)
def test_a_fact_never_ends_before_it_begins_or_in_the_future(told: dict[str, str]) -> None:
    form = EndForm(told, today=TODAY, earliest=date(2015, 9, 1))
    if form.is_valid():
        assert date(2015, 9, 1) <= form.cleaned_data["on"] <= TODAY
