"""A queue's question is kept for a viewer, so it must depend on the viewer alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from core.prepared import Question
from desk.queues import SOURCES, Length, question_of
from tests.agencies.factories import UserFactory

pytestmark = pytest.mark.django_db
LENGTHS = [source.count for source in SOURCES if isinstance(source.count, Length)]


def built(length: Length, user: User) -> Question:
    return question_of.__wrapped__(length.read, viewer_of(user))


@pytest.mark.parametrize("role", Role)
def test_a_queue_is_the_same_question_at_any_time(
    role: Role, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = UserFactory(role=role)
    viewer_of(user)
    with django_assert_num_queries(0):
        now = [built(length, user) for length in LENGTHS]
        with time_machine.travel(datetime(2031, 3, 4, 5, 6, tzinfo=UTC)):
            later = [built(length, user) for length in LENGTHS]
    assert [(one.text, one.params) for one in now] == [(one.text, one.params) for one in later]


@pytest.mark.parametrize("role", Role)
def test_a_queue_is_as_long_as_its_rows(role: Role) -> None:
    viewer = viewer_of(UserFactory(role=role))
    assert [length(viewer) for length in LENGTHS] == [
        length.read(viewer).count() for length in LENGTHS
    ]
