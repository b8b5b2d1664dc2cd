"""Missing episodes that start in a period: children distinct, episodes added up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agencies.models import Authority
from children.models import Child
from missing.models import Episode, EpisodeCategory, Setting
from tests.agencies.factories import SANDWELL, authority
from tests.children.factories import make_child
from tests.missing.factories import make_episode
from tests.reporting.counting import cells, counted, values
from tests.reporting.factories import looked_after

pytestmark = pytest.mark.django_db
START = datetime(2015, 8, 31, 23, tzinfo=UTC)
"""Local midnight of 1 September, in British Summer Time."""
END = datetime(2016, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def went(
    child: Child,
    setting: Setting = Setting.HOME,
    *,
    day: int = 1,
    hours: float | None = 5,
    **more: Any,
) -> Episode:
    """A child missing from six in the evening of an October day, for some hours."""
    started = datetime(2015, 10, day, 17, tzinfo=UTC)
    ended = started + timedelta(hours=hours) if hours is not None else None
    return make_episode(child=child, setting=setting, started_at=started, ended_at=ended, **more)


@pytest.mark.parametrize(
    ("started_at", "counts"),
    [(START - SECOND, 0), (START, 1), (END - SECOND, 1), (END, 0)],
)
def test_an_episode_counts_if_it_starts_in_the_period_by_local_time(
    started_at: datetime, counts: int
) -> None:
    make_episode(started_at=started_at, at=END + timedelta(days=5))
    found = values()
    assert (found["M040"], found["M041"]) == (counts, counts)


def test_children_are_distinct_and_episodes_are_not() -> None:
    first, second, third = make_child(), make_child(), make_child()
    went(first, day=1)
    went(first, day=3)
    went(first, Setting.CARE, day=5)
    went(second, Setting.CARE, day=1)
    went(third, Setting.UNKNOWN, day=1)
    went(third, Setting.EDUCATION, day=3)
    assert {code: n for code, n in values().items() if code >= "M040"} == {
        "M040": 3,
        "M041": 6,
        "M042": 1,
        "M043": 2,
        "M044": 2,
        "M045": 2,
        "M046": 1,
        "M047": 1,
        "M048": 1,
    }


def test_a_merged_child_counts_once() -> None:
    first, second = make_child(), make_child()
    went(first)
    went(second, Setting.CARE)
    Child.objects.filter(pk=second.pk).update(identity=first.identity_id)
    found = values()
    assert [found[code] for code in ("M040", "M041", "M046")] == [1, 2, 1]


def test_an_episode_held_by_another_authority_is_not_ours() -> None:
    make_episode(where=authority(SANDWELL))
    assert values()["M041"] == 0
    assert values(authority(SANDWELL))["M041"] == 1


@pytest.mark.parametrize(
    ("hours", "band"),
    [
        (5.99, "UNDER_6"),
        (6, "6_TO_24"),
        (23.99, "6_TO_24"),
        (24, "24_TO_72"),
        (72, "24_TO_72"),
        (72.01, "OVER_72"),
        (None, "OPEN"),
    ],
)
def test_how_long_an_episode_lasted(hours: float | None, band: str) -> None:
    went(make_child(), hours=hours)
    assert cells(counted()["M041"], "duration") == {band: 1}


def test_an_episode_that_outlasts_the_period_was_open_as_it_ended() -> None:
    make_episode(started_at=END - 3 * SECOND, ended_at=END, at=END + timedelta(days=1))
    make_episode(started_at=END - 3 * SECOND, ended_at=END - SECOND, at=END + timedelta(days=1))
    assert cells(counted()["M041"], "duration") == {"OPEN": 1, "UNDER_6": 1}


@pytest.mark.parametrize(
    ("placed_by", "by", "key"),
    [
        ("OURS", None, "OURS"),
        ("OTHER", None, "OTHERS"),
        ("", "E08000027", "OURS"),
        ("", SANDWELL, "OTHERS"),
        ("", None, "NOT_KNOWN"),
        ("OTHER", "E08000027", "OTHERS"),
    ],
)
def test_episodes_from_care_are_split_by_who_looks_after_the_child(
    placed_by: str, by: str | None, key: str
) -> None:
    child = make_child()
    if by:
        looked_after(child, by=Authority.objects.get(ons_code=by))
    went(child, Setting.CARE, placed_by=placed_by)
    assert cells(counted()["M045"], "looked_after_by") == {key: 1}


def test_looked_after_is_asked_of_the_day_the_episode_started() -> None:
    ended, later, never = make_child(), make_child(), make_child()
    looked_after(ended, until_on=date(2015, 10, 1))
    looked_after(later, from_on=date(2015, 10, 2))
    for child in (ended, later, never):
        went(child, day=1)
    assert cells(counted()["M040"], "looked_after") == {"YES": 1, "NO": 2}


def test_age_is_as_the_episode_started_so_a_birthday_counts_the_child_in_both_bands() -> None:
    child = make_child(born_on=date(1999, 10, 3))
    went(child, day=2)
    went(child, day=4)
    found = counted()["M040"]
    assert found.value == 1
    assert cells(found, "age_band") == {"13-15": 1, "16-17": 1}


def test_the_last_police_category_counts() -> None:
    episode = went(make_child())
    for hour, category in ((18, "ABSENT"), (20, "MISSING")):
        moment = datetime(2015, 10, 1, hour, tzinfo=UTC)
        EpisodeCategory.objects.create(
            episode=episode, category=category, from_at=moment, recorded_at=moment
        )
    went(make_child())
    assert cells(counted()["M040"], "police_category") == {"MISSING": 1, "NOT_KNOWN": 1}
