"""Queues refresh themselves: what has not changed is neither sent nor read again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from agencies.models import User
from agencies.roles import Role
from cases.models import RiskLevel
from core.models import Event, ReadEvent
from duties.models import Clock, NoticeKind
from duties.services import About, write_notices
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of
from tests.journeys.portal import Portal, portal
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
__all__ = ["portal"]
QUEUES = (
    "desk:home",
    "desk:waiting",
    "desk:raised",
    "desk:notices",
    "desk:cases",
    "referrals:triage",
    "missing:list",
    "screening:list",
)
QUEUES_OF = {"missing:parked": Role.STEWARD, "children:pairs": Role.STEWARD}


@pytest.fixture
def client() -> Client:
    who: User = UserFactory(role=Role.COORDINATOR)
    return sign_in(Client(), who)


def sign_of(text: str) -> str:
    found = re.search(r'data-poll-sign="([0-9a-f]{64})"', text)
    assert found
    return found[1]


@pytest.mark.parametrize("name", QUEUES)
def test_what_has_not_changed_is_not_sent_again_and_is_no_reading(
    client: Client, name: str
) -> None:
    open_duty_of(make_case(), Clock.INITIAL_MASE, starts_at=timezone.now())
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        sign = sign_of(client.get(reverse(name)).content.decode())
        read = ReadEvent.objects.count()
        again = client.get(reverse(name), headers={"x-polling": sign})
        assert (again.status_code, again.content) == (304, b"")
        assert ReadEvent.objects.count() == read


@pytest.mark.parametrize("name", QUEUES_OF)
def test_the_queues_of_other_roles_refresh_too(name: str) -> None:
    client = sign_in(Client(), UserFactory(role=QUEUES_OF[name]))
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        sign = sign_of(client.get(reverse(name)).content.decode())
        assert client.get(reverse(name), headers={"x-polling": sign}).status_code == 304


def test_a_screening_that_comes_to_be_countersigned_is_sent() -> None:
    client = sign_in(Client(), UserFactory(role=Role.TEAM_MANAGER))
    page = f"{reverse('screening:list')}?show=countersign"
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        sign = sign_of(client.get(page).content.decode())
        signed = make_signed(level=RiskLevel.SERIOUS)
        again = client.get(page, headers={"x-polling": sign})
    assert again.status_code == 200
    assert signed.case.reference in again.text


def test_a_new_notice_is_sent() -> None:
    worker: User = UserFactory(role=Role.COORDINATOR)
    client = sign_in(Client(), worker)
    page = reverse("desk:notices")
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        sign = sign_of(client.get(page).content.decode())
        case = make_case()
        event = Event.objects.create(
            name="case.allocated", record_kind="cases.case", record_id=case.pk, at=timezone.now()
        )
        about = About(case.reference)
        write_notices(NoticeKind.ALLOCATED, [worker.email], event=event, about=about)
        assert case.reference in client.get(page, headers={"x-polling": sign}).text


def test_a_change_is_sent_and_read(client: Client) -> None:
    sign = sign_of(client.get(reverse("desk:cases")).content.decode())
    case = make_case()
    again = client.get(reverse("desk:cases"), headers={"x-polling": sign})
    assert again.status_code == 200
    assert case.reference in again.content.decode()
    assert ReadEvent.objects.filter(action="LIST").exists()


def test_what_is_left_of_a_time_limit_is_written_anew(client: Client) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        sign = sign_of(client.get(reverse("desk:waiting")).content.decode())
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        again = client.get(reverse("desk:waiting"), headers={"x-polling": sign})
        assert again.status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_said_and_a_new_one_takes_it_back(page: Page, portal: Portal) -> None:
    page.clock.install()
    portal.sign_in("coordinator")
    portal.visit("desk:cases")
    expect(portal.main).not_to_contain_text("CSE-")
    page.context.set_offline(True)
    page.clock.run_for(31_000)
    expect(portal.main).to_contain_text("Connection lost: this list may be out of date.")
    page.context.set_offline(False)
    case = make_case()
    page.clock.run_for(31_000)
    expect(portal.main).to_contain_text(case.reference)
    expect(portal.main).not_to_contain_text("Connection lost")
