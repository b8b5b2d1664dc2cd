"""Every form answers bad input with a message: 500 examples on the form, 25 through the page."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings

from agencies.roles import Role
from referrals import forms
from referrals.forms import Setting, asked, form_for
from referrals.forms.pages import PageForm
from referrals.models import Draft
from screening.tool import Tool, parse, shipped_definitions
from tests.access.answers import answers_to
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory

pytestmark = pytest.mark.django_db
OFFERED = ("YES", "NOT_SOUGHT")
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
MANY = settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def tool() -> Tool:
    return next(parse(one) for one in shipped_definitions() if one["code"] == "DUDLEY-2015")


@pytest.fixture(scope="module")
def setting() -> Setting:
    shown = frozenset(one.code for _, one in tool().indicators())
    return Setting(now=NOW, for_another=True, tool=tool(), shown=shown)


PAGES = [
    "name",
    "about",
    "home",
    "people",
    "contact",
    "signs",
    "voice",
    "consent",
    "reason",
    "heard",
    "came",
]


def names_of(form: PageForm) -> list[str]:
    """Every name the page posts, the parts of dates among them."""
    names = []
    for name, field in form.fields.items():
        parts = getattr(field.widget, "widgets_names", None)
        names += [name + part for part in parts] if parts else [name]
    return names


@pytest.mark.parametrize("slug", PAGES)
def test_no_page_of_the_form_breaks(slug: str, setting: Setting) -> None:
    one = next(q for q, _ in asked(setting, 1) if q.slug == slug)
    names = names_of(form_for(one, setting))

    @MANY
    @given(answers_to(dict.fromkeys(names, OFFERED)))
    def check(typed: dict[str, list[str]]) -> None:
        form = form_for(one, setting, MultiValueDict(typed))
        form.is_valid()
        form.said()
        form.unread()
        kept = form.typed().answers
        assert all("\x00" not in value for values in kept.values() for value in values)
        again = form_for(one, setting, MultiValueDict(kept))
        assert again.typed().answers == kept, "what is kept is read back as it was typed"

    check()


FORMS: dict[str, Callable[[Any], Any]] = {
    "decision": lambda data: forms.DecisionForm(
        data,
        outcomes=[("ESCALATED", "E"), ("DUPLICATE", "D"), ("MORE_INFORMATION", "M")],
        social_care=[("1", "One")],
        agencies=[("1", "One")],
        today=date(2026, 1, 5),
    ),
    "reconsider": lambda data: forms.ReconsiderForm(data, decisions=[("STANDS", "Stands")]),
    "course": lambda data: forms.CourseForm(data, courses=[("SECTION_47", "Section 47")]),
    "acknowledge": forms.AcknowledgeForm,
    "tell": forms.TellForm,
    "answer": forms.AnswerForm,
    "disagree": forms.DisagreeForm,
    "search": forms.SearchForm,
}


@pytest.mark.parametrize("name", FORMS)
def test_no_other_form_breaks(name: str) -> None:
    fields = names_of(FORMS[name](None))

    @MANY
    @given(answers_to(dict.fromkeys(fields, OFFERED)))
    def check(typed: dict[str, list[str]]) -> None:
        form = FORMS[name](MultiValueDict(typed))
        assert form.is_valid() or form.errors

    check()


@pytest.fixture
def web(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.SCREENER))


@pytest.mark.parametrize("slug", PAGES)
def test_no_page_answers_500_and_nothing_typed_is_lost(
    slug: str, web: Client, setting: Setting
) -> None:
    web.post(reverse("referrals:record_search"), {"begin": "new"})
    draft = Draft.objects.get()
    one, number = next((q, n) for q, n in asked(setting, 1) if q.slug == slug)
    address = reverse("referrals:page", args=[draft.pk, number, slug])
    names = [*names_of(form_for(one, setting)), "window", "edition", "unknown"]

    @FEW
    @given(answers_to(dict.fromkeys(names, OFFERED)))
    def check(typed: dict[str, list[str]]) -> None:
        assert web.post(address, typed).status_code in (302, 400, 404)
        assert web.get(address).status_code in (200, 404)

    check()


@FEW
@given(query=answers_to(dict.fromkeys(["view", "status", "urgent", "source", "start"], ())))
def test_no_query_breaks_a_list(query: dict[str, list[str]], web: Client) -> None:
    for name in ("triage", "mine"):
        answer = web.get(reverse(f"referrals:{name}"), query)
        assert answer.status_code in (200, 400)
        assert answer.status_code == 400 or not query.get("start", [""])[-1], "no place is said"


@FEW
@given(typed=answers_to(dict.fromkeys(["given_name", "family_name", "identifier"], ())))
def test_no_search_breaks(typed: dict[str, list[str]], web: Client) -> None:
    assert web.post(reverse("referrals:record_search"), typed).status_code in (200, 400)


@pytest.mark.parametrize(
    ("slug", "typed", "sentence"),
    [
        ("name", {"given_name": "x" * 300}, "First name, or what the child is called"),
        ("name", {}, "Enter the child's name, or what the child is called"),
        (
            "about",
            {"born_on_day": "30", "born_on_month": "2", "born_on_year": "2010"},
            "Date of birth must be a real date",
        ),
        (
            "about",
            {"born_on_day": "1", "born_on_month": "1", "born_on_year": "2030"},
            "Date of birth must not be in the future",
        ),
        ("about", {"nhs_number": "485 777 3456"}, "not a valid NHS number"),
        ("about", {"disabilities": ["NONE", "MOB"]}, "Select what applies"),
        ("people", {"relation_1": "uncle"}, "Enter who this is"),
        ("reason", {}, "Answer “What are you worried about?”"),
        ("heard", {"plates": "x" * 201}, "Each line must be 200 characters or fewer"),
        ("heard", {"plates": "AB12 CDE\n" * 31}, "Enter at most 30 lines"),
    ],
)
def test_a_wrong_answer_is_said_in_words(
    slug: str, typed: dict[str, Any], sentence: str, setting: Setting
) -> None:
    one = next(q for q, _ in asked(setting, 1) if q.slug == slug)
    lists = {key: value if isinstance(value, list) else [value] for key, value in typed.items()}
    form = form_for(one, setting, MultiValueDict(lists))
    assert not form.is_valid()
    said = " ".join(str(text) for texts in form.errors.values() for text in texts)
    assert sentence in said


def test_an_unknown_draft_is_not_found(web: Client) -> None:
    address = reverse("referrals:page", args=[uuid.uuid4(), 0, "reason"])
    assert web.get(address).status_code == 404
