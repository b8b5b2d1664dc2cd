"""A referral tied to a known child: nothing opens to somebody barred from the child."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agencies import access
from agencies import services as agencies
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.models import Case
from children.models import Address, Child
from children.search import ChildQuery
from children.selectors import find_children
from core.refusals import NotNow
from duties.selectors import duties_for
from referrals import services
from referrals.models import Referral
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.referrals.factories import (
    LATER,
    child_said,
    make_accepted,
    make_referrals,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def screener() -> User:
    return UserFactory(role=Role.SCREENER)


@pytest.fixture
def told() -> Referral:
    """A referral whose words gave an address and a school."""
    said = child_said(given_name="Marigold", address="4 Clockwork Road", school="Invented High")
    return make_referrals(said)[0]


def again(user: User) -> User:
    """The same person at the next request."""
    return User.objects.get(pk=user.pk)


def reads(user: User, child: Child) -> bool:
    return access.can(again(user), Permission.CHILD_VIEW, child)


def finds(user: User) -> list[Any]:
    return find_children(again(user), ChildQuery(given_name="Marigold"))


@pytest.mark.parametrize("barrier", ["restricted", "excluded"])
def test_facts_given_before_the_tie_close_to_whoever_is_barred_from_the_child(
    client: Client, screener: User, told: Referral, barrier: str
) -> None:
    relative, known, record = UserFactory(role=Role.SCREENER), make_accepted().child, told.child
    if barrier == "restricted":
        agencies.restrict(known.pk, to=[screener], because="x", by=None, at=LATER)
    else:
        agencies.exclude(known.pk, user=relative, because="x", by=None, at=LATER)
    assert Address.objects.filter(child=record).exists()
    assert reads(relative, record)
    assert finds(relative)
    assert duties_for(again(relative)).filter(record_id=told.pk).exists()

    services.tie_child(told, to=known, by=screener, at=LATER)
    assert not reads(relative, record)
    assert not finds(relative)
    assert not duties_for(again(relative)).filter(record_id=told.pk).exists()
    sign_in(client, again(relative))
    assert client.get(f"/children/{record.pk}").status_code == 404
    assert client.get(f"/children/{known.pk}").status_code == 404
    assert reads(screener, record)


def test_a_barrier_of_the_referred_child_closes_the_known_one(
    screener: User, told: Referral
) -> None:
    relative, known = UserFactory(role=Role.COORDINATOR), make_accepted()
    agencies.exclude(told.child_id, user=relative, because="x", by=None, at=LATER)
    assert reads(relative, known.child)
    services.tie_child(told, to=known.child, by=screener, at=LATER)
    assert not reads(relative, known.child)
    cases = access.visible(again(relative), Permission.CASE_VIEW, Case.objects.all())
    assert not cases.exists()


def test_a_referral_is_tied_once(screener: User, told: Referral) -> None:
    first, second = make_accepted().child, make_accepted().child
    stale = Referral.objects.get(pk=told.pk)
    services.tie_child(told, to=first, by=screener, at=LATER)
    for one in (told, stale):
        with pytest.raises(NotNow, match="tied to a known child already"):
            services.tie_child(one, to=second, by=screener, at=LATER)
    rows = Child.objects.filter(pk__in=(first.pk, second.pk))
    assert len({row.identity_id for row in rows}) == 2


def test_a_tie_is_offered_until_it_is_made(client: Client, screener: User) -> None:
    known = make_accepted().child
    said = child_said(given_name=known.given_name, family_name=known.family_name)
    referral = make_referrals(said)[0]
    sign_in(client, screener)
    page = reverse("referrals:detail", args=[referral.pk])
    assert "It is this child" in client.get(page).content.decode()
    services.tie_child(referral, to=known, by=screener, at=LATER)
    assert "It is this child" not in client.get(page).content.decode()
