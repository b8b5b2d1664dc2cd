"""An authority's own limits and ladder: who sets them, within which bounds, and the way back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agencies.access import viewer_of
from agencies.models import User
from agencies.roles import Role
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow
from duties import services
from duties.clocks import limit_of, rungs_of
from duties.models import Clock, ClockLimit, LimitChange, Raised, Rung
from duties.selectors import ladder_page, limits_page
from duties.services import Owner, OwnRung
from tests.agencies.clients import sign_in
from tests.agencies.factories import DUDLEY, SANDWELL, UserFactory, authority
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)
MASE = Clock.INITIAL_MASE
PAGE = reverse("duties:limit", args=[MASE])
LADDER = reverse("duties:ladder")
BECAUSE = "Agreed by the invented board."


@pytest.fixture
def manager() -> User:
    return UserFactory(role=Role.TEAM_MANAGER)


def client_of(person: User) -> Client:
    return sign_in(Client(), person)


def set_to(amount: int, by: User, clock: Clock = MASE, **more: Any) -> LimitChange:
    facts = {"seen": limit_of(clock, authority()).amount, "because": BECAUSE, **more}
    return services.set_limit(clock, authority=authority(), amount=amount, by=by, at=NOW, **facts)


def shipped_again(by: User, clock: Clock = MASE) -> LimitChange:
    return services.ship_limit_again(clock, authority=authority(), by=by, at=NOW)


def set_ladder(by: User, *rungs: OwnRung, **more: Any) -> LimitChange:
    facts = {"seen": ladder_page(viewer_of(by), asked="").seen, "because": BECAUSE, **more}
    return services.set_ladder(authority(), rungs=rungs, by=by, at=NOW, **facts)


ALONE = OwnRung(3, 0, 10)
QUICK = (OwnRung(1, 0, 10), OwnRung(2, 12, 10), OwnRung(3, 12, 10))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TEAM_MANAGER])
def test_an_own_limit_counts_for_clocks_that_start_after_it(role: Role) -> None:
    before = open_duty_of(make_case(), MASE, starts_at=NOW)
    change = set_to(5, UserFactory(role=role))
    after = open_duty_of(make_case(), MASE, starts_at=NOW)
    assert (before.due_at - NOW, after.due_at - NOW) == (timedelta(days=14), timedelta(days=7))
    before.refresh_from_db()
    assert before.due_at - NOW == timedelta(days=14)
    assert (change.before, change.after) == ("10 working days", "5 working days")
    event = Event.objects.get(name="limit.set")
    assert event.facts == {"clock": MASE, "from": 10, "to": 5}
    assert limit_of(MASE, authority(SANDWELL)).amount == 10


def test_an_own_limit_may_be_longer_where_the_rule_book_names_none(manager: User) -> None:
    set_to(15, manager)
    own = limit_of(MASE, authority())
    assert (own.amount, own.may_stop, own.unit) == (15, True, "WORKING_DAYS")


@pytest.mark.parametrize("role", [Role.SCREENER, Role.SYS_ADMIN, Role.HEAD_OF_SERVICE])
def test_nobody_else_changes_a_limit_or_the_ladder(role: Role) -> None:
    other = UserFactory(role=role)
    with pytest.raises(NotAllowed):
        set_to(5, other)
    with pytest.raises(NotAllowed):
        shipped_again(other)
    with pytest.raises(NotAllowed):
        services.ship_ladder_again(authority(), by=other, at=NOW)
    assert client_of(other).get(PAGE).status_code == 403


def test_a_coordinator_of_another_authority_changes_nothing_here() -> None:
    elsewhere = UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    with pytest.raises(NotAllowed):
        set_to(5, elsewhere)
    page = client_of(elsewhere).get(reverse("duties:limits"), {"authority": DUDLEY})
    assert page.status_code == 400


@pytest.mark.parametrize(
    ("clock", "amount"),
    [
        (Clock.URGENT_DECISION, 25),
        (Clock.RETURN_INTERVIEW, 73),
        (Clock.SCREEN_REFERRAL, 2),
        (Clock.RESCREEN, 4),
        (Clock.NEXT_ACCESS_REVIEW, 7),
        (Clock.NAME_ADULT_LEAD, 7),
        (MASE, 61),
        (MASE, 0),
        (MASE, -1),
        (MASE, 10),
    ],
)
def test_a_limit_out_of_bounds_is_refused(manager: User, clock: Clock, amount: int) -> None:
    with pytest.raises(Invalid) as refused:
        set_to(amount, manager, clock)
    assert refused.value.field == "amount"
    assert not LimitChange.objects.exists()


def test_a_statutory_limit_may_be_shorter(manager: User) -> None:
    set_to(12, manager, Clock.URGENT_DECISION)
    assert limit_of(Clock.URGENT_DECISION, authority()).amount == 12


def test_the_database_holds_the_rule_book_too() -> None:
    row = {"clock": Clock.URGENT_DECISION, "unit": "HOURS", "source": "x", "longest": 24}
    with pytest.raises(IntegrityError), transaction.atomic():
        ClockLimit.objects.create(authority=authority(), amount=25, **row)


def test_a_shipped_rule_that_is_stricter_draws_own_limits_in(manager: User) -> None:
    own = ClockLimit.objects.create(
        clock=Clock.RETURN_INTERVIEW, authority=authority(), amount=90, unit="HOURS", source="Old"
    )
    call_command("load_clocks", verbosity=0)
    own.refresh_from_db()
    assert (own.amount, own.longest) == (72, 72)


def test_a_limit_wants_a_reason(manager: User) -> None:
    with pytest.raises(Invalid) as refused:
        set_to(5, manager, because=" ")
    assert refused.value.field == "because"


def test_a_limit_that_somebody_changed_meanwhile_is_read_again_first(manager: User) -> None:
    set_to(5, manager)
    with pytest.raises(NotNow, match="changed it to 5 working days meanwhile"):
        set_to(7, manager, seen=10)


def test_the_way_back_to_the_shipped_limit(manager: User) -> None:
    set_to(5, manager)
    change = shipped_again(manager)
    assert limit_of(MASE, authority()).amount == 10
    assert change.after == "10 working days, as shipped"
    assert Event.objects.filter(name="limit.shipped_again").count() == 1
    with pytest.raises(NotNow, match="shipped limit already"):
        shipped_again(manager)


def test_own_rungs_are_climbed_by_their_own_times(manager: User) -> None:
    set_ladder(manager, *QUICK)
    owner = Owner(role=Role.SCREENER)
    duty = open_duty_of(make_case(), Clock.SCREEN_REFERRAL, starts_at=NOW, owner=owner)
    late = NOW + timedelta(days=1)
    for hours in (0, 12, 24):
        services.raise_late_duties(at=late + timedelta(hours=hours))
    roles = list(Raised.objects.filter(duty=duty).order_by("number").values_list("role", flat=True))
    assert roles == [Role.COORDINATOR, Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE]
    assert Event.objects.get(name="limit.ladder_set").facts == {"steps": 3}


def test_a_step_that_was_reached_before_a_change_loses_nobody_above(manager: User) -> None:
    owner = Owner(role=Role.SCREENER)
    duty = open_duty_of(make_case(), Clock.SCREEN_REFERRAL, starts_at=NOW, owner=owner)
    services.raise_late_duties(at=NOW + timedelta(days=1))
    services.raise_late_duties(at=NOW + timedelta(days=2))
    set_ladder(manager, ALONE)
    services.raise_late_duties(at=NOW + timedelta(days=3))
    assert Raised.objects.filter(duty=duty, role=Role.HEAD_OF_SERVICE).exists()


@pytest.mark.parametrize(
    ("rungs", "field"),
    [
        ((), "told"),
        ((OwnRung(1, 0, 10),), "told"),
        ((OwnRung(3, 121, 10),), "hours_3"),
        ((OwnRung(3, -1, 10),), "hours_3"),
        ((OwnRung(3, 0, -1),), "minutes_3"),
        ((OwnRung(2, 0, 361), OwnRung(3, 0, 360)), "minutes_3"),
    ],
)
def test_a_ladder_out_of_bounds_is_refused(
    manager: User, rungs: tuple[OwnRung, ...], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_ladder(manager, *rungs)
    assert refused.value.field == field
    assert not Rung.objects.exclude(authority=None).exists()


def test_a_ladder_that_changes_nothing_or_has_no_reason_is_refused(manager: User) -> None:
    with pytest.raises(Invalid, match="so already"):
        set_ladder(manager, OwnRung(1, 0, 30), OwnRung(2, 24, 30), OwnRung(3, 24, 30))
    with pytest.raises(Invalid, match="Say why"):
        set_ladder(manager, *QUICK, because="")


def test_a_ladder_that_somebody_changed_meanwhile_is_read_again_first(manager: User) -> None:
    seen = ladder_page(viewer_of(manager), asked="").seen
    set_ladder(manager, *QUICK)
    with pytest.raises(NotNow, match="meanwhile"):
        set_ladder(manager, ALONE, seen=seen)


def test_the_way_back_to_the_shipped_ladder(manager: User) -> None:
    set_ladder(manager, ALONE)
    services.ship_ladder_again(authority(), by=manager, at=NOW)
    assert [rung.number for rung in rungs_of(authority().pk)] == [1, 2, 3]
    with pytest.raises(NotNow, match="shipped ladder already"):
        services.ship_ladder_again(authority(), by=manager, at=NOW)


def test_the_list_shows_the_shipped_beside_the_own_and_who_changed_it(manager: User) -> None:
    set_to(5, manager)
    set_ladder(manager, ALONE)
    page = limits_page(viewer_of(manager), asked="")
    line = next(line for line in page.limits if line.clock == MASE)
    assert (line.shipped, line.own) == ("10 working days", "5 working days")
    assert len(page.limits) == len(Clock.values)
    assert [rung.own for rung in page.rungs] == [
        "is not told",
        "is not told",
        "at once when it is late; urgent: 10 minutes",
    ]
    text = client_of(manager).get(reverse("duties:limits")).content.decode()
    for said in ("5 working days", BECAUSE, manager.name, "Change who is told"):
        assert said in text


def test_the_page_of_a_limit_changes_it_and_goes_back(manager: User) -> None:
    client = client_of(manager)
    said = {"amount": "5", "because": BECAUSE, "seen": "10"}
    assert b"Go back to" not in client.get(PAGE).content
    answer = client.post(PAGE, said, follow=True)
    assert b"5 working days from now on" in answer.content
    assert client.post(PAGE, said).status_code == 409
    assert b"Go back to 10 working days" in client.get(PAGE).content
    answer = client.post(PAGE, {"shipped": "yes"}, follow=True)
    assert b"10 working days, as shipped" in answer.content
    assert client.post(PAGE, {"shipped": "yes"}).status_code == 409


def test_the_page_of_a_limit_says_what_is_wrong_and_keeps_it(manager: User) -> None:
    said = {"amount": "25", "because": BECAUSE, "seen": "24"}
    page = reverse("duties:limit", args=[Clock.URGENT_DECISION])
    answer = client_of(manager).post(page, said)
    assert answer.status_code == 400
    assert b"24 hours is the longest that is allowed: CSE procedures" in answer.content
    assert BECAUSE.encode() in answer.content


def test_a_clock_that_there_is_not_is_not_found(manager: User) -> None:
    assert client_of(manager).get(reverse("duties:limit", args=["TEA"])).status_code == 404


def test_the_page_of_the_ladder_changes_it_and_goes_back(manager: User) -> None:
    client = client_of(manager)
    seen = ladder_page(viewer_of(manager), asked="").seen
    times = {f"{what}_{number}": "10" for what in ("hours", "minutes") for number in (1, 2, 3)}
    said = {**times, "told": ["2"], "because": BECAUSE, "seen": seen}
    assert client.post(LADDER, said, follow=True).status_code == 200
    assert [rung.number for rung in rungs_of(authority().pk)] == [2, 3]
    assert client.post(LADDER, said).status_code == 409
    assert client.post(LADDER, {"shipped": "yes"}, follow=True).status_code == 200
    assert len(rungs_of(authority().pk)) == 3


def test_a_list_of_limits_asks_as_often_however_many_are_changed(
    manager: User, django_assert_num_queries: Any
) -> None:
    client, page = client_of(manager), reverse("duties:limits")
    client.get(page)
    with django_assert_num_queries(10) as few:
        client.get(page)
    for clock in (MASE, Clock.TELL_REFERRER, Clock.PLAN_REVIEW):
        set_to(1, manager, clock)
    with django_assert_num_queries(len(few)):
        client.get(page)
