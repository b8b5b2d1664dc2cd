"""A list, its saved filter, its count and its export are the same rows; a filter is data."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.test import Client

from agencies import services as agencies
from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Case, CaseStatus, RiskLevel
from cases.services import set_level
from core.refusals import NotAllowed, OutOfReach, Unreadable
from desk.charts import chart_page
from desk.lists import LISTS, list_for
from missing.models import Setting
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import OPENED, make_case
from tests.missing.factories import CAME_BACK, make_episode
from tests.referrals.factories import make_escalated, make_recorded, make_referral

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)
REFERENCE = re.compile(r"\b(?:CSE|REF|R|ME|EP|M)-\w{4}-\w{4}\b")
FILTERS = [
    ("cases", ""),
    ("cases", "status=SCREENING"),
    ("cases", "status=CLOSED&status=SCREENING&level=NONE"),
    ("cases", "level=SERIOUS"),
    ("cases", "late=on"),
    ("triage", ""),
    ("triage", "view=social_care"),
    ("triage", "view=tell"),
    ("triage", "view=waiting&urgent=1"),
    ("triage", "source=1B&status=RECEIVED"),
    ("missing", ""),
    ("missing", "show=returned"),
    ("missing", "show=unscreened&setting=HOME"),
    ("missing", "show=all&setting=HOME"),
]


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def records() -> None:
    """A little of everything, some of it out of reach."""
    case = make_case()
    set_level(case, level=RiskLevel.SERIOUS, from_at=NOW, reached=case, by=None, at=NOW)
    make_case(where=authority(SANDWELL))
    shut = make_case()
    agencies.restrict(shut.child_id, to=[UserFactory()], because="x", by=None, at=OPENED)
    make_referral()
    make_recorded()
    make_escalated()
    make_episode()
    make_episode(ended_at=CAME_BACK)
    make_episode(setting=Setting.values[-1])
    make_episode(child=shut.child)
    Case.objects.filter(pk=case.pk).update(due_at=NOW - timedelta(days=1))


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(("name", "asked"), FILTERS)
def test_a_filter_leaves_the_rows_of_the_page(
    name: str, asked: str, coordinator: User, client: Client
) -> None:
    listed, viewer = LISTS[name], viewer_of(coordinator)
    values = listed.asked(QueryDict(asked))
    rows = listed.rows(viewer, values, NOW)
    page = sign_in(client, coordinator).get(listed.url(values))
    assert page.status_code == 200
    shown = list(dict.fromkeys(REFERENCE.findall(re.sub("<[^>]+>", " ", page.text))))
    references = [row.reference for row in rows]
    assert shown == references
    assert [line[0] for line in listed.cells(rows, NOW)] == references
    assert listed.how_many(viewer, values, NOW) == len(references)


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(("name", "asked"), FILTERS)
def test_every_bar_of_a_chart_counts_the_rows_it_leads_to(
    name: str, asked: str, coordinator: User
) -> None:
    listed, viewer, query = LISTS[name], viewer_of(coordinator), QueryDict(asked)
    page = chart_page(viewer, name, query, now=NOW)
    total = listed.how_many(viewer, listed.asked(query), NOW)
    assert page.splits
    for split in page.splits:
        assert sum(bar.value or 0 for bar in split.bars) == page.total == total
        for bar in (one for one in split.bars if one.url):
            narrower = listed.asked(QueryDict(urlsplit(bar.url).query))
            assert bar.value == listed.how_many(viewer, narrower, NOW)


def test_a_chart_asks_once_for_each_thing_it_draws(
    coordinator: User, client: Client, django_assert_num_queries: Any
) -> None:
    make_case()
    few = viewer_of(coordinator)
    with django_assert_num_queries(2):
        chart_page(few, "cases", QueryDict(), now=NOW)
    for _ in range(10):
        make_case()
    with django_assert_num_queries(2):
        assert chart_page(few, "cases", QueryDict(), now=NOW).total == 11
    page = sign_in(client, coordinator).get("/lists/cases/chart?level=NONE")
    assert "<svg" in page.text
    assert "<table" in page.text


@pytest.mark.usefixtures("records")
def test_these_filters_are_no_empty_proof(coordinator: User) -> None:
    viewer = viewer_of(coordinator)
    for name, least in (("cases", 1), ("triage", 2), ("missing", 2)):
        assert LISTS[name].how_many(viewer, LISTS[name].read({}), NOW) >= least


@pytest.mark.parametrize("name", LISTS)
def test_every_choice_that_is_kept_is_offered_by_the_page(
    name: str, coordinator: User, client: Client
) -> None:
    sign_in(client, coordinator)
    listed = LISTS[name]
    for option in listed.options:
        for value, _ in option.choices():
            assert client.get(listed.url({option.name: [value]})).status_code == 200
        assert client.get(listed.url({option.name: ["NONSENSE"]})).status_code == 400


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("cases", {"status": ["NONSENSE"]}),
        ("cases", {"unknown": ["x"]}),
        ("cases", {"late": ["\0"]}),
        ("triage", {"view": ["waiting", "tell"]}),
        ("missing", {"setting": ["HOME'; DROP"]}),
    ],
)
def test_what_a_list_does_not_offer_is_refused(name: str, said: Any) -> None:
    with pytest.raises(Unreadable):
        LISTS[name].read(said)


def test_the_order_of_what_was_ticked_makes_no_other_filter() -> None:
    listed = LISTS["cases"]
    assert listed.asked(QueryDict("status=CLOSED&status=SCREENING&from=x")) == listed.asked(
        QueryDict("status=SCREENING&status=CLOSED&status=SCREENING")
    )


def test_a_list_is_open_to_those_whose_page_it_is(coordinator: User) -> None:
    assert list_for(viewer_of(coordinator), "triage") is LISTS["triage"]
    with pytest.raises(NotAllowed):
        list_for(viewer_of(UserFactory(role=Role.REFERRER)), "triage")
    with pytest.raises(OutOfReach):
        list_for(viewer_of(coordinator), "nonsense")


def test_a_filter_is_said_in_words() -> None:
    words = LISTS["cases"].words({"status": [CaseStatus.CLOSED], "late": ["on"]})
    assert words == ("Status: closed", "Time limits: only what is late")
    assert LISTS["missing"].words(LISTS["missing"].read({})) == ("List: missing now",)
