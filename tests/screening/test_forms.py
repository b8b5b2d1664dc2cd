"""Whatever is typed or forged, a form answers with a message and keeps what was typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agencies.models import User
from agencies.roles import Role
from screening.forms import DraftForm, OutcomeForm, ThresholdForm, TickForm, UseForm
from screening.models import Screening
from screening.scoring import known_ticks
from screening.selectors import drafts_of
from screening.tool import evidence_name, field_name, parse, shipped_definition
from tests.access.answers import answers_to
from tests.agencies.clients import sign_in
from tests.screening.factories import make_draft, person

TOOL = parse(shipped_definition("WM-REGIONAL-2015"))
SHOWN = frozenset(indicator.code for _, indicator in TOOL.indicators())
BASES = (("FACT", "Fact"), ("REPORTED", "Reported"), ("OPINION", "Professional opinion"))
TODAY = date(2026, 11, 22)
LOTS = settings(max_examples=500, deadline=None)


def posted(names: list[str]) -> st.SearchStrategy[QueryDict]:
    """Any of the fields with anything in them, some of them twice."""

    def query(typed: dict[str, list[str]]) -> QueryDict:
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        return data

    return answers_to(dict.fromkeys(names, ("2015", "2026", "AT_RISK", "FACT"))).map(query)


TICK_FIELDS = [
    "page",
    "edition",
    "completed_on_day",
    "completed_on_month",
    "completed_on_year",
    "voice_of_child",
    "protective_factors",
    *(
        field_name(indicator.code, window)
        for group, indicator in TOOL.indicators()
        for window in group.windows
    ),
    *(f"basis_{code}" for code in sorted(SHOWN)),
    *(evidence_name(code) for code in sorted(SHOWN)),
]


def tick_form(data: Any, *, complete: bool) -> TickForm:
    return TickForm(data, tool=TOOL, shown=SHOWN, bases=BASES, today=TODAY, complete=complete)


@LOTS
@given(posted(TICK_FIELDS), st.booleans())
def test_the_tick_list_answers_anything_with_ticks_or_with_words(
    data: QueryDict, complete: bool
) -> None:
    form = tick_form(data, complete=complete)
    valid = form.is_valid()
    assert valid or all(str(text) for texts in form.errors.values() for text in texts)
    assert known_ticks(TOOL, form.ticks()) == form.ticks()
    if valid and complete:
        assert all(answer.basis for answer in form.answers() if answer.windows)
        assert form.cleaned_data["completed_on"] <= TODAY


@LOTS
@given(
    posted(["level", "rationale", "difference_reason"]),
    st.sampled_from(["", "AT_RISK", "SERIOUS"]),
)
def test_the_outcome_is_one_of_the_version_and_a_difference_has_its_reason(
    data: QueryDict, suggested: str
) -> None:
    outcomes = [(str(one.level), one.label, one.meaning) for one in TOOL.outcomes]
    form = OutcomeForm(data, outcomes=outcomes, suggested=suggested)
    if form.is_valid():
        chosen = form.cleaned_data
        assert chosen["level"] in {level for level, _, _ in outcomes}
        assert not suggested or chosen["level"] == suggested or chosen["difference_reason"]


THRESHOLD_FIELDS = [
    "open_to_social_care",
    "discussed_with",
    "decision",
    "because",
    *(f"discussed_at_{part}" for part in ("day", "month", "year", "time", "which")),
]


@LOTS
@given(posted(THRESHOLD_FIELDS))
def test_a_threshold_discussion_lies_in_the_past_or_is_refused(data: QueryDict) -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    form = ThresholdForm(data, decisions=[("REFERRED", "Referred")], now=now)
    if form.is_valid():
        assert form.cleaned_data["discussed_at"] <= now


@LOTS
@given(
    posted(
        [
            "name",
            "new_code",
            "new_label",
            "new_group",
            "new_marks",
            "label_S01",
            "group_S01",
            "marks_S01",
            "remove_S01",
        ]
    )
)
def test_the_editor_of_a_draft_answers_anything(data: QueryDict) -> None:
    form = DraftForm(data, tool=TOOL)
    assert not form.is_valid()
    assert form.errors


@LOTS
@given(
    posted(
        [
            "version",
            "rule",
            "agreed_by",
            "floors",
            *(f"agreed_on_{part}" for part in ("day", "month", "year")),
        ]
    )
)
def test_the_rule_in_use_answers_anything(data: QueryDict) -> None:
    form = UseForm(
        data, versions=[("2", "A form")], rules=[("2", "A rule")], floors=[], today=TODAY
    )
    if form.is_valid():
        assert form.cleaned_data["version"] == "2"


@pytest.fixture
def screener(db: None) -> User:
    return person(Role.SCREENER)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=posted([*TICK_FIELDS, "go"]), step=st.sampled_from(["fill", "autosave", "suggest"]))
def test_no_page_of_a_draft_fails_on_anything_typed(
    client: Client, screener: User, data: QueryDict, step: str
) -> None:
    draft = screener_draft(screener)
    sign_in(client, screener)
    answer = client.post(
        reverse(f"screening:{step}", args=[draft.pk]),
        data.urlencode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code in {200, 204, 302, 400, 409}


def screener_draft(screener: User) -> Screening:
    return drafts_of(screener).first() or make_draft(by=screener, ticked=())
