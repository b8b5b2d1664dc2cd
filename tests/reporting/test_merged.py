"""A return counts one child while two records are merged, and two again after it is undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import RiskLevel
from children import services
from children.models import Child, MatchPair
from children.search import Match
from desk.queues import queues_of
from missing.models import Setting
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case
from tests.children.factories import make_child
from tests.missing.factories import make_episode
from tests.reporting.counting import cells, counted, values
from tests.reporting.factories import at_risk

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def queue(one: Child, other: Child) -> MatchPair:
    services.note_pairs([(one, other, Match(90, ("same name",)))], by=None, at=NOW)
    return MatchPair.objects.of(one, other).get()


def merge(pair: MatchPair) -> None:
    services.merge_pair(pair, seen="OPEN", because="Same school.", by=None, at=NOW)


def separate(pair: MatchPair) -> None:
    services.separate_pair(pair, seen="SAME", because="Cousins.", belongs={}, by=None, at=LATER)


def test_children_at_risk_are_counted_by_identity() -> None:
    pair = queue(at_risk(RiskLevel.SIGNIFICANT).child, at_risk(RiskLevel.SERIOUS).child)
    before = counted()
    assert [values()[code] for code in ("M001", "M002", "M003")] == [2, 1, 1]
    merge(pair)
    assert [values()[code] for code in ("M001", "M002", "M003")] == [1, 1, 0]
    assert sum(cells(counted()["M001"], "gender").values()) == 1
    separate(pair)
    assert counted() == before


def test_missing_children_are_counted_by_identity_and_episodes_are_not() -> None:
    one, other = make_child(), make_child()
    make_episode(child=one)
    make_episode(child=other, setting=Setting.CARE)
    pair = queue(one, other)
    asked = ("M040", "M041")
    assert [values()[code] for code in asked] == [2, 2]
    merge(pair)
    assert [values()[code] for code in asked] == [1, 2]
    separate(pair)
    assert [values()[code] for code in asked] == [2, 2]


def test_the_stewards_home_counts_the_pairs_that_wait() -> None:
    steward = UserFactory(role=Role.STEWARD)
    pair = queue(make_case().child, make_child())

    def counted_at_home() -> int:
        queues = queues_of(viewer_of(User.objects.get(pk=steward.pk)))
        return next(one.count for one in queues if one.label == "Records that may be one child")

    assert counted_at_home() == 1
    merge(pair)
    assert counted_at_home() == 0
