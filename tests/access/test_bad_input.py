"""Every form and page of the portal answers bad input in words: generated from the URLconf.

500 examples go to each form a page builds, 25 through each page and each query string. A form
that no page builds is named below with the test that asks it instead.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html import escape
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from hypothesis import HealthCheck, given, settings

from cases.forms import WrittenAnswerForm
from children.forms import RelateForm, SeparateForm
from children.forms.facts import OneDisabilityForm, SafeAddressForm
from children.kinds import FactKind
from children.selectors.pairs import Added
from core.layout import PortalForm
from desk.forms import ChangeFilterForm
from duties.forms import StopForm
from missing.forms import LogForm
from referrals.forms.concern import CameForm
from referrals.forms.signs import SignsForm
from screening.forms.steps import AbandonForm, CourseForm, OutcomeForm, ThresholdForm
from screening.forms.ticks import TickForm
from screening.forms.tools import DraftForm
from tests.access.answers import Asked, read
from tests.access.knocking import read_card, somebody_at
from tests.access.test_urls import OURS
from tests.access.urls import URLS
from tests.agencies.clients import sign_in
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MANY = settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ANSWERED = {200, 204, 302, 303, 400, 403, 404, 409, 413}
PAGES_OF_A_CHILD = ("name", "about", "home", "people", "contact", "voice", "consent")
ALSO: dict[str, tuple[dict[str, Any], ...]] = {
    "children:fact_add": tuple({"kind": str(kind)} for kind in FactKind),
    "referrals:page": (
        *({"number": 1, "slug": slug} for slug in PAGES_OF_A_CHILD),
        {"number": 0, "slug": "reason"},
        {"number": 0, "slug": "heard"},
    ),
}
"""What else the path of an address may name, where each is a form of its own."""


def doors(method: str) -> list[Any]:
    """Every address that takes the method, once for each form its path may name."""
    found = []
    for name in OURS:
        if method in URLS[name].methods:
            for also in ALSO.get(name, ({},)):
                found.append(
                    pytest.param(name, also, id="-".join([name, *map(str, also.values())]))
                )
    return found


ASKED_ELSEWHERE = {
    OutcomeForm: "screening/test_forms.py",
    ThresholdForm: "screening/test_forms.py",
    TickForm: "screening/test_forms.py",
    DraftForm: "screening/test_forms.py",
    LogForm: "missing/test_forms.py",
    CameForm: "referrals/test_bad_input.py",
    SignsForm: "referrals/test_bad_input.py",
}
"""Forms whose page needs more than a record: where 500 examples are given to each."""
TODAY = date(2026, 1, 5)
OTHER_STATES: tuple[Callable[[], PortalForm], ...] = (
    lambda: AbandonForm(),
    lambda: ChangeFilterForm(audiences=[("SCREENER_1", "Everybody who is a screener")]),
    lambda: WrittenAnswerForm(),
    lambda: CourseForm(courses=[("SECTION_47", "Section 47")]),
    lambda: OneDisabilityForm(today=TODAY),
    lambda: RelateForm(other=uuid4(), today=TODAY),
    lambda: StopForm(reasons=[("CHILD_UNWELL", "Unwell"), ("OTHER", "Another reason")]),
    lambda: SafeAddressForm(today=TODAY, may_open=True),
    lambda: SeparateForm(
        added=[Added(uuid4(), "A note", datetime(2026, 1, 5, tzinfo=UTC), uuid4(), stays="")],
        names={uuid4(): "Ada Invented", uuid4(): "Ida Invented"},
    ),
)
"""Forms that a page shows only after something else has happened."""


class Knock:
    """Somebody who may, at the door of one address."""

    def __init__(self, name: str, also: dict[str, Any]) -> None:
        entry = URLS[name]
        user, record = somebody_at(entry)
        self.entry, self.client = entry, sign_in(Client(), user)
        self.path = reverse(name, kwargs={**entry.kwargs(record), **also})
        read_card(self.client, name)

    def asks(self) -> Asked:
        """What the page asks for; an address without a page asks what the table sends to it."""
        html = ""
        if "GET" in self.entry.methods:
            answer = self.client.get(self.path)
            if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
                html = answer.content.decode()
        asked = read(html)
        for name, value in self.entry.data.items():
            asked.posted.setdefault(name, set()).add(str(value))
        return asked


@pytest.fixture
def first_to_ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[type[PortalForm]], bool]:
    """Is this the first page that builds the form, of all processes of this run?"""
    base = tmp_path_factory.getbasetemp()
    marks = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "forms-asked"
    marks.mkdir(exist_ok=True)

    def claim(form: type[PortalForm]) -> bool:
        try:
            (marks / f"{form.__module__}.{form.__qualname__}").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return claim


@pytest.fixture(autouse=True)
def tools() -> None:
    tool_version()


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[PortalForm]:
    """The forms that a page builds while it answers."""
    forms: list[PortalForm] = []
    make = PortalForm.__init__

    def remembered(self: PortalForm, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        forms.append(self)

    monkeypatch.setattr(PortalForm, "__init__", remembered)
    return forms


def told(form: PortalForm, typed: dict[str, list[str]]) -> PortalForm:
    """The form again, as if this had been sent to it."""
    form.data, form.files, form.is_bound = MultiValueDict(typed), MultiValueDict(), True
    form.full_clean()
    return form


@pytest.mark.parametrize(("name", "also"), doors("GET"))
def test_no_form_of_a_page_breaks(
    name: str,
    also: dict[str, Any],
    built: list[PortalForm],
    first_to_ask: Callable[[type[PortalForm]], bool],
) -> None:
    Knock(name, also).asks()
    for kind, form in {type(one): one for one in built}.items():
        if first_to_ask(kind):
            ask_often(form)


def ask_often(form: PortalForm) -> None:
    fields = "".join(str(form[name]) for name in form.fields)

    @MANY
    @given(read(fields).typed())
    def check(typed: dict[str, list[str]]) -> None:
        again = told(form, typed)
        said = [sentence for row in again.errors.values() for sentence in row]
        assert again.is_valid() or all(said)

    check()


@pytest.mark.parametrize("make", OTHER_STATES)
def test_no_form_of_another_state_breaks(make: Callable[[], PortalForm]) -> None:
    ask_often(make())


def test_every_form_of_the_house_is_asked(built: list[PortalForm]) -> None:
    for name, also in (door.values for door in doors("GET")):
        with transaction.atomic():
            Knock(name, also).asks()
            transaction.set_rollback(True)
    for make in OTHER_STATES:
        make()
    asked = {type(form) for form in built} | set(ASKED_ELSEWHERE)
    missed = sorted(f"{form.__module__}.{form.__name__}" for form in leaves() if form not in asked)
    assert not missed, f"no test gives these forms bad input: {', '.join(missed)}"


@pytest.mark.parametrize(("name", "also"), doors("POST"))
def test_no_page_breaks_and_nothing_typed_is_lost(name: str, also: dict[str, Any]) -> None:
    knock = Knock(name, also)
    asked = knock.asks()

    @FEW
    @given(asked.typed())
    def check(typed: dict[str, list[str]]) -> None:
        with transaction.atomic():
            answer = knock.client.post(knock.path, typed)
            transaction.set_rollback(True)
        assert answer.status_code in ANSWERED
        if answer.status_code == 400:
            page = answer.content.decode()
            for text in kept(asked, typed):
                assert escape(text) in page, f"{text!r} is lost"

    check()


@pytest.mark.parametrize(("name", "also"), doors("GET"))
def test_no_query_breaks_a_page(name: str, also: dict[str, Any]) -> None:
    knock = Knock(name, also)
    asked = knock.asks()

    @FEW
    @given(asked.query())
    def check(query: dict[str, list[str]]) -> None:
        with transaction.atomic():
            answer = knock.client.get(knock.path, query)
            transaction.set_rollback(True)
        assert answer.status_code in ANSWERED
        if answer.status_code == 200:
            left = {
                name: said[-1] for name, said in query.items() if not may_say(asked, name, said)
            }
            assert not left, f"{left} was left out without a word"

    if asked.queried:
        check()


def may_say(asked: Asked, name: str, said: list[str]) -> bool:
    """Is this one of the answers offered, nothing, a number of a page, or free text?"""
    one = said[-1]
    offered = asked.queried[name] | {""}
    return name in asked.written or one in offered or (name == "page" and one.isdigit())


def kept(asked: Asked, typed: dict[str, list[str]]) -> Iterator[str]:
    """The texts a refused page has to show again: what was written and can be shown."""
    for name in asked.written & set(typed):
        text = typed[name][-1]
        if text.strip() and not any(unicodedata.category(sign) == "Cc" for sign in text):
            yield text


def leaves(form: type[PortalForm] = PortalForm) -> Iterator[type[PortalForm]]:
    """The forms of the house that no other form is built on."""
    below = [one for one in form.__subclasses__() if not one.__module__.startswith("tests")]
    for one in below:
        yield from leaves(one)
    if not below:
        yield form
