"""Many at once: exactly one decision each, one referral for one key."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from agencies.models import User
from agencies.roles import Role
from cases.models import Case
from core.models import StatusChange
from core.refusals import NotNow
from referrals import services
from referrals.models import Referral
from referrals.said import ContactSaid
from tests.agencies.factories import UserFactory, agency, authority
from tests.referrals.factories import LATER, child_said, make_referral, make_referrals

pytestmark = pytest.mark.django_db(transaction=True)
DECIDERS = 8
REFERRALS = 12
SUBMITS = 20


def at_once(act: Callable[[Any], Any], each: Iterable[Any]) -> list[Any]:
    """Run in threads, each with a database connection of its own."""

    def alone(one: Any) -> Any:
        try:
            return act(one)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=DECIDERS) as people:
        return list(people.map(alone, each))


def test_of_eight_people_exactly_one_decides_each_referral() -> None:
    people: list[User] = [UserFactory(role=Role.SCREENER) for _ in range(DECIDERS)]
    referrals = [make_referral() for _ in range(REFERRALS)]

    def decide(pair: tuple[User, Referral]) -> str:
        person, referral = pair
        fresh = Referral.objects.get(pk=referral.pk)
        try:
            if people.index(person) % 2:
                services.decide_not_cse(fresh, because="Invented.", by=person, at=LATER)
            else:
                services.accept_referral(fresh, by=person, at=LATER)
        except NotNow as refusal:
            return refusal.sentence
        return "won"

    answers = at_once(decide, [(person, one) for one in referrals for person in people])
    assert Counter(answers)["won"] == REFERRALS
    assert all("has recorded" in answer for answer in answers if answer != "won")
    deciding = StatusChange.objects.filter(to_status__in=("ACCEPTED", "NOT_CSE"))
    assert Counter(deciding.values_list("record_id", flat=True)) == {one.pk: 1 for one in referrals}
    accepted = Referral.objects.filter(status="ACCEPTED").count()
    assert Case.objects.count() == accepted


def test_twenty_submits_of_one_key_give_one_referral() -> None:
    person, key = UserFactory(role=Role.REFERRER), uuid.uuid4()
    said = child_said()

    def submit(_: int) -> str:
        return make_referrals(said, by=person, key=key)[0].reference

    assert len(set(at_once(submit, range(SUBMITS)))) == 1
    assert Referral.objects.count() == 1


def test_two_windows_send_one_draft_once() -> None:
    person = UserFactory(role=Role.REFERRER)
    draft = services.begin_draft(
        authority=authority(), agency=agency("SECONDARY"), by=person, at=LATER
    )

    def send(_: int) -> str:
        return services.send_draft(
            draft,
            children=(said,),
            contact=ContactSaid(reason="Invented worry."),
            tool=None,
            by=person,
            at=LATER,
        )[0].reference

    said = child_said()
    assert len(set(at_once(send, range(SUBMITS)))) == 1
    assert Referral.objects.count() == 1
