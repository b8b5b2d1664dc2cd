"""The timeline tells of a record only those who read that record."""

from __future__ import annotations

import pytest

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from cases.services import allocate
from desk.timeline import timeline_of
from screening.models import Screening
from tests.agencies.factories import UserFactory, agency
from tests.screening.factories import NOW, make_signed

pytestmark = pytest.mark.django_db


def titles(who: User, screening: Screening) -> set[str]:
    viewer = viewer_of(User.objects.get(pk=who.pk))
    return {entry.title for entry in timeline_of(viewer, screening.case).entries}


def test_what_is_to_do_is_named_in_the_title() -> None:
    shown = titles(UserFactory(role=Role.COORDINATOR), make_signed())
    assert "To do: Screen again" in shown
    assert "To do" not in shown


def test_a_screening_is_told_to_those_who_read_it_and_to_nobody_else() -> None:
    screening = make_signed()
    runaways = UserFactory(role=Role.RUNAWAYS)
    allocate(screening.case, agency=agency("RUNAWAYS"), role=Role.RUNAWAYS, by=None, at=NOW)
    assert "Screening signed" in titles(UserFactory(role=Role.COORDINATOR), screening)
    told = titles(runaways, screening)
    assert "Case opened" in told
    assert "Screening signed" not in told
