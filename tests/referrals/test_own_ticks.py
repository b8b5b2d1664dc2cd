"""What was ticked with a referral is read again with every word, by the team and by who sent it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from referrals.models import Referral
from referrals.said import TickSaid
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.referrals.factories import child_said, make_referrals
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db
NOW, BEFORE = "Two nights this week.", "Last winter, too."


@pytest.fixture
def teacher() -> User:
    return UserFactory(role=Role.REFERRER)


@pytest.fixture
def referral(teacher: User) -> Referral:
    ticks = (
        TickSaid("S01", "PRIOR_6M", BEFORE),
        TickSaid("S01", "CURRENT_6M", NOW),
        TickSaid("R11", "TICK"),
    )
    return make_referrals(child_said(ticks=ticks), by=teacher, tool=tool_version())[0]


def test_triage_reads_what_was_written_of_each_window(client: Client, referral: Referral) -> None:
    sign_in(client, UserFactory(role=Role.SCREENER))
    shown = client.get(reverse("referrals:detail", args=[referral.pk])).text
    assert shown.index(NOW) < shown.index(BEFORE), "in the order of the form"


def test_the_referrer_reads_the_own_ticks_again(
    client: Client, referral: Referral, teacher: User
) -> None:
    sign_in(client, teacher)
    shown = client.get(reverse("referrals:follow", args=[referral.pk])).text
    assert "Signs you ticked" in shown
    assert NOW in shown
    assert BEFORE in shown


def test_without_ticks_nothing_is_said_of_them(client: Client, teacher: User) -> None:
    plain = make_referrals(by=teacher)[0]
    sign_in(client, teacher)
    assert "Signs you" not in client.get(reverse("referrals:follow", args=[plain.pk])).text
