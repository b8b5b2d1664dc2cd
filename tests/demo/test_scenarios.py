"""The children of 2015 make the figures Dudley reported, whatever happens to them afterwards."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from agencies import selectors as agencies
from agencies.access import HOUSE, viewer_of
from agencies.models import User
from demo.models import DemoRecord
from demo.people import load_people
from demo.replay import load_scenario
from demo.replay.stage import FOLDER
from desk.selectors import home_of
from duties.models import Duty
from missing.selectors import duty_faults, episodes_for
from reporting.models import Return
from reporting.selectors import contents, returns_for
from reporting.services import draft_return
from reporting.toolkit import Period
from tests.database import empty_tables
from tests.demo.oracle import DUDLEY, figures

Q3 = Period("Quarter 3", date(2015, 9, 1), date(2015, 12, 31))
NEXT = Period("First months of 2016", date(2016, 1, 1), date(2016, 3, 31))
REPORTED = {
    "M001": 64,
    "M002": 12,
    "M010": 13,
    "M011": 7,
    "M040": 87,
    "M041": 174,
    "M042": 62,
    "M043": 86,
    "M044": 32,
    "M045": 86,
    "M047": 2,
}
"""What Dudley reported for 1 September to 31 December 2015 (seed001, paragraphs 20 to 21)."""

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
CHILDREN = "dudley-2015-q3"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, User]]:
    """Both scenarios, committed, as `./portal up` loads them."""
    with django_db_blocker.unblock():
        call_command("load_tools", stdout=StringIO())
        load_scenario(CHILDREN, now=NOW)
        load_scenario("today", now=NOW)
        yield load_people()
        empty_tables()


def counted(people: dict[str, User], period: Period) -> dict[str, int | None]:
    """The figures of a return the analyst drafts."""
    analyst = people["analyst@demo.example"]
    draft = draft_return(agencies.authority(DUDLEY), period=period, by=analyst, at=NOW)
    return {figure.code: figure.value for figure in contents(draft).figures}


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / CHILDREN / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_quarter_comes_out_as_reported(loaded: dict[str, User]) -> None:
    found = counted(loaded, Q3)
    assert {code: found[code] for code in REPORTED} == REPORTED
    assert found["M046"] in (7, 8, 9)


@pytest.mark.parametrize("period", [Q3, NEXT], ids=["quarter", "next"])
def test_the_portal_counts_what_plain_counting_counts(
    loaded: dict[str, User], period: Period
) -> None:
    expected = figures(FOLDER / CHILDREN, period.start, period.end)
    found = counted(loaded, period)
    assert {code: found[code] for code in expected} == expected


def test_the_return_that_stands_in_the_demo_is_the_one_reported(loaded: dict[str, User]) -> None:
    (made,) = DemoRecord.objects.filter(scenario=CHILDREN, key__startswith="return:")
    found = {one.code: one.value for one in contents(Return.objects.get(pk=made.record_id)).figures}
    assert {code: found[code] for code in REPORTED} == REPORTED


def test_the_second_period_has_figures_of_its_own(loaded: dict[str, User]) -> None:
    first, second = (figures(FOLDER / CHILDREN, p.start, p.end) for p in (Q3, NEXT))
    assert first["M001"] != second["M001"]
    assert first["M041"] != second["M041"]
    assert second["M048"]


def printed() -> dict[str, Any]:
    """What `manage.py quarterly_return` prints for the quarter."""
    out = StringIO()
    period = (f"--start={Q3.start}", f"--end={Q3.end}", f"--label={Q3.label}")
    call_command("quarterly_return", f"--authority={DUDLEY}", *period, stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_the_reported_figures_and_twice_the_same_sum(
    loaded: dict[str, User],
) -> None:
    first, second = printed(), printed()
    values = {figure["code"]: figure["value"] for figure in first["figures"]}
    assert {code: values[code] for code in REPORTED} == REPORTED
    assert first == second
    assert len(first["checksum"]) == 64


def test_groups_of_episodes_add_up_and_groups_of_children_need_not(
    loaded: dict[str, User],
) -> None:
    sums = {
        (figure["code"], split["code"]): sum(cell["value"] for cell in split["cells"])
        for figure in printed()["figures"]
        for split in figure["breakdowns"]
    }
    assert sums["M041", "setting"] == sums["M041", "duration"] == REPORTED["M041"]
    assert sums["M045", "looked_after_by"] == REPORTED["M045"]
    for split in ("gender", "age_band", "ethnicity", "disability", "level", "ward"):
        assert sums["M001", split] == REPORTED["M001"]
    assert sums["M040", "police_category"] > REPORTED["M040"]


def test_loading_again_changes_nothing(loaded: dict[str, User]) -> None:
    kinds = {row.record_kind for row in DemoRecord.objects.all()} | {"core.event", "duties.duty"}
    before = {kind: apps.get_model(kind)._default_manager.count() for kind in kinds}
    assert load_scenario(CHILDREN, now=NOW) == load_scenario("today", now=NOW) == 0
    assert {kind: apps.get_model(kind)._default_manager.count() for kind in kinds} == before


def test_another_authoritys_analyst_sees_none_of_it(loaded: dict[str, User]) -> None:
    counted(loaded, Q3)
    stranger = viewer_of(loaded["sandwell.analyst@demo.example"])
    assert not returns_for(stranger).exists()
    assert returns_for(viewer_of(loaded["analyst@demo.example"])).exists()


def test_the_children_of_2015_owe_nobody_anything_today(loaded: dict[str, User]) -> None:
    assert not Duty.objects.filter(status__in=["OPEN", "STOPPED"], opened_at__year__lt=2020)
    assert not duty_faults()


def test_nothing_of_today_is_more_than_three_weeks_late(loaded: dict[str, User]) -> None:
    owed = Duty.objects.filter(status__in=["OPEN", "STOPPED"])
    assert owed.exists()
    assert not owed.filter(due_at__lt=NOW - timedelta(weeks=3))


def test_the_replay_left_no_effect_undone(loaded: dict[str, User]) -> None:
    effects = apps.get_model("core.effect")._default_manager
    assert effects.exists()
    assert not effects.filter(done_at=None).exists()


def test_every_episode_was_logged_by_a_person_at_its_time(loaded: dict[str, User]) -> None:
    for episode in episodes_for(HOUSE).filter(started_at__year=2015):
        assert episode.recorded_by is not None
        assert episode.recorded_at >= episode.started_at


def test_every_ward_is_one_of_dudleys() -> None:
    with (FOLDER / "wards_dudley_2004.csv").open(newline="", encoding="utf-8") as file:
        wards = {row["name"] for row in csv.DictReader(file)}
    assert len(wards) == 24
    assert {row["ward"] for row in rows_of("children")} - {""} <= wards


WORKING = (
    *("referrer", "screener", "coordinator", "manager", "head", "socialworker", "police"),
    *("intelligence", "runaways", "directworker", "masechair", "panelchair", "adultlead"),
    *("analyst", "steward", "board", "licensing", "auditor", "administrator", "governance"),
)
"""Everybody whose role opens something; panel members and strategic members wait for theirs."""


@pytest.mark.parametrize("name", WORKING)
def test_no_roles_home_is_empty_today(loaded: dict[str, User], name: str) -> None:
    home = home_of(viewer_of(loaded[f"{name}@demo.example"]), now=NOW)
    assert home.soonest or any(queue.count for queue in home.queues)
