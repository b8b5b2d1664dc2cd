"""What the demo's people find on their desks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.access import viewer_of
from agencies.roles import Role
from cases.events import CaseEvent
from core.models import Event
from demo.replay import put_away_notices
from duties import notices
from duties.models import Notice, NoticeKind
from duties.selectors import unread_of
from duties.services import About
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "unread"), [(59, 1), (61, 0)])
def test_what_happened_long_ago_was_read(days: int, unread: int) -> None:
    person, case, now = UserFactory(role=Role.COORDINATOR), make_case(), timezone.now()
    event = Event.objects.create(
        name=CaseEvent.ALLOCATED,
        record_kind="cases.case",
        record_id=case.pk,
        case_id=case.pk,
        at=now - timedelta(days=days),
    )
    about = About(case.reference)
    notices.tell(NoticeKind.ALLOCATED, [person.email], event=event, about=about, at=now)
    assert put_away_notices(now) == 1 - unread
    assert unread_of(viewer_of(person)) == unread
    assert bool(Notice.objects.get().read_at) is not bool(unread)
