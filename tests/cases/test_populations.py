"""Ours here, ours elsewhere, others' here: each open case is in exactly one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from cases.selectors.populations import Population, populations
from children.services import look_after, place
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 5)
AT = datetime(2026, 1, 4, 9, tzinfo=UTC)
SINCE = date(2025, 6, 1)


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def looked_after(case: Case, *, by: str = "", in_: str = "", outside: bool = False) -> Case:
    """A child in care of an authority (Dudley by default), placed somewhere."""
    responsible = authority(by) if by else authority()
    said: dict[str, Any] = {"from_on": SINCE, "by": None, "at": AT}
    look_after(case.child, legal_status="C2", responsible=responsible, **said)
    if in_ or outside:
        lies_in = authority(in_) if in_ else None
        place(case.child, placement_type="K2", lies_in=lies_in, outside_region=outside, **said)
    return case


def counts(who: User) -> dict[str, int]:
    return {group.name: group.count for group in populations(viewer_of(who), today=TODAY)}


def test_each_case_is_in_exactly_one(coordinator: User) -> None:
    make_case()
    looked_after(make_case())
    looked_after(make_case(), in_=SANDWELL)
    looked_after(make_case(), outside=True)
    looked_after(make_case(), by=SANDWELL)
    looked_after(make_case(), by=SANDWELL, in_=SANDWELL)
    assert counts(coordinator) == {
        Population.OURS_HERE: 2,
        Population.OURS_ELSEWHERE: 2,
        Population.OTHERS_HERE: 2,
    }


def test_the_lists_say_who_is_responsible_and_where_the_child_lives(coordinator: User) -> None:
    looked_after(make_case(), outside=True)
    looked_after(make_case(), by=SANDWELL)
    _, elsewhere, others = populations(viewer_of(coordinator), today=TODAY)
    assert elsewhere.lines[0].lives_in == "Outside the region"
    assert (others.lines[0].responsible, others.lines[0].lives_in) == ("Sandwell", "Dudley")


def test_nobody_is_counted_beyond_the_viewers_reach() -> None:
    looked_after(make_case(), by=SANDWELL)
    there = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    assert set(counts(there).values()) == {0}


def test_the_questions_are_as_many_however_many_live_elsewhere(coordinator: User) -> None:
    def asked() -> int:
        viewer = viewer_of(coordinator)
        with CaptureQueriesContext(connection) as queries:
            populations(viewer, today=TODAY)
        return len(queries)

    looked_after(make_case(), in_=SANDWELL)
    few = asked()
    for _ in range(12):
        looked_after(make_case(), in_=SANDWELL)
    assert asked() == few
