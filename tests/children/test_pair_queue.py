"""The steward's queue: what is in it, for whom, in which order, and what it never shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies import services as agencies
from agencies.models import User
from agencies.roles import Role
from cases.services import open_case
from children import selectors, services
from children.models import Child, MatchPair
from children.search import Match
from core.models import ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case
from tests.children.factories import RECORDED, make_child

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
TODAY = date(2026, 1, 5)
SECRET = "17 Hidden Lane"
LONG_GONE = {"until_day": "1", "until_month": "1", "until_year": "2015"}


@pytest.fixture
def steward() -> User:
    return UserFactory(role=Role.STEWARD)


def known(**details: Any) -> Child:
    """A child with a case in Dudley."""
    return make_case(child=make_child(**details)).child


def queue(one: Child, other: Child, *, score: int = 90) -> MatchPair:
    """The pair of two records in the queue."""
    match = Match(score, ("same name",), why_not=("another date of birth",))
    services.note_pairs([(one, other, match)], by=None, at=NOW)
    return MatchPair.objects.of(one, other).get()


def waiting(who: User, *, today: date = TODAY) -> list[Any]:
    fresh = User.objects.get(pk=who.pk)
    return [card.pair_id for card in selectors.pair_queue(fresh, today=today).cards]


def test_the_best_pair_comes_first(steward: User) -> None:
    low, high = queue(known(), make_child(), score=61), queue(known(), make_child(), score=99)
    assert waiting(steward) == [high.pk, low.pk]


def test_a_pair_waits_once_however_often_it_is_found(steward: User) -> None:
    one, other = known(), make_child()
    first = queue(one, other)
    assert queue(other, one, score=95).pk == first.pk
    assert waiting(steward) == [first.pk]
    assert MatchPair.objects.get().score == 95


def test_what_was_decided_is_remembered_for_ever(steward: User) -> None:
    one, other = known(), make_child()
    pair = queue(one, other)
    services.say_not_same(pair, seen="OPEN", because="Twins.", by=steward, at=NOW)
    queue(one, other, score=100)
    assert waiting(steward) == []
    assert waiting(steward, today=TODAY + timedelta(days=4000)) == []
    assert MatchPair.objects.get().score == 90


def test_a_pair_put_off_comes_back_on_its_day(steward: User) -> None:
    pair = queue(known(), make_child())
    until = TODAY + timedelta(days=7)
    services.put_off(pair, seen="OPEN", until=until, because="School.", by=steward, at=NOW)
    assert waiting(steward, today=until - timedelta(days=1)) == []
    assert waiting(steward, today=until) == [pair.pk]


def test_what_is_likely_no_longer_waits_no_more(steward: User) -> None:
    pair = queue(known(), make_child(), score=70)
    services.note_pairs([(pair.one, pair.other, Match(59, ("same name",)))], by=None, at=NOW)
    assert waiting(steward) == []
    assert MatchPair.objects.get().score == 59


def test_what_somebody_found_or_put_off_or_has_a_number_in_common_waits_all_the_same(
    steward: User,
) -> None:
    found, put_off, number = ((known(), make_child()) for _ in range(3))
    low, same = Match(40, ("same name",)), Match(40, ("same NHS number",))
    services.note_pairs([(*found, low)], by=steward, at=NOW)
    later = queue(*put_off, score=70)
    until = TODAY + timedelta(days=1)
    services.put_off(later, seen="OPEN", until=until, because="School.", by=steward, at=NOW)
    services.note_pairs([(*put_off, low), (*number, same)], by=None, at=NOW)
    assert set(waiting(steward, today=until)) == set(MatchPair.objects.values_list("pk", flat=True))


def test_a_fallen_pair_hides_no_other_of_the_same_two_children(steward: User) -> None:
    one, again, other = known(), make_child(), make_child()
    services.same_child(again, as_=one, because="x", by=None, at=NOW)
    queue(again, other, score=59)
    services.note_pairs([(one, other, Match(50, ("same name",)))], by=steward, at=NOW)
    assert waiting(steward) == [MatchPair.objects.of(one, other).get().pk]


def test_a_child_of_another_authority_is_compared_with_ours(steward: User) -> None:
    ours, theirs = known(), make_case(where=authority(SANDWELL)).child
    pair = queue(ours, theirs)
    neighbour = UserFactory(role=Role.STEWARD, role__serving=authority(SANDWELL))
    assert waiting(steward) == waiting(neighbour) == [pair.pk]
    queue(theirs, make_child())
    assert waiting(steward) == [pair.pk]
    assert len(waiting(neighbour)) == 2


@pytest.mark.parametrize("side", ["one", "other"])
def test_a_pair_with_a_restricted_side_goes_to_the_people_named_only(
    steward: User, side: str
) -> None:
    pair, named = queue(known(), known()), UserFactory(role=Role.STEWARD)
    agencies.restrict(getattr(pair, side).pk, to=[named], because="x", by=None, at=NOW)
    assert waiting(steward) == []
    assert waiting(named) == [pair.pk]


@pytest.mark.parametrize("side", ["one", "other"])
def test_whoever_is_barred_from_a_side_sees_no_pair(steward: User, side: str) -> None:
    pair = queue(known(), known())
    agencies.exclude(getattr(pair, side).pk, user=steward, because="x", by=None, at=NOW)
    assert waiting(steward) == []


def test_a_restricted_pair_leaves_the_bytes_of_the_page_as_they_were(
    client: Client, steward: User
) -> None:
    sign_in(client, steward)

    def page() -> str:
        text = client.get(reverse("children:pairs")).content.decode()
        return "\n".join(
            line
            for line in text.splitlines()
            if not any(word in line for word in ("nonce", "csrf"))
        )

    nobody = page()
    pair = queue(known(given_name="Canary"), make_child())
    named = UserFactory(role=Role.STEWARD)
    agencies.restrict(pair.other_id, to=[named], because="x", by=None, at=NOW)
    assert page() == nobody


def test_two_pairs_about_the_same_two_children_are_one(steward: User) -> None:
    one, again, other = known(), make_child(), make_child()
    weak, strong = queue(one, other, score=70), queue(again, other, score=80)
    assert set(waiting(steward)) == {weak.pk}
    services.same_child(again, as_=one, because="x", by=None, at=NOW)
    assert waiting(steward) == [strong.pk]
    services.say_not_same(strong, seen="OPEN", because="Cousins.", by=steward, at=NOW)
    assert waiting(steward) == []


def test_a_steward_sees_identity_and_never_what_was_said(client: Client, steward: User) -> None:
    one = known(given_name="Marigold", born_on=date(2011, 3, 4))
    services.set_address(one, lines=SECRET, safe=True, from_on=None, by=None, at=RECORDED)
    services.set_schooling(
        one, status="SCH", school="Invented High", from_on=None, by=None, at=RECORDED
    )
    services.add_key_person(one, name="Canary Person", relation="aunt", by=None, at=RECORDED)
    services.add_identifier(one, kind="NHS", value="9434765919", source="GP", by=None, at=RECORDED)
    other = make_child(given_name="Mari")
    services.set_address(other, lines="4 Kite Hill", from_on=None, by=None, at=RECORDED)
    pair = queue(one, other)
    sign_in(client, steward)
    for page in (reverse("children:pairs"), reverse("children:pair", args=[pair.pk])):
        text = client.get(page).content.decode()
        for shown in ("Marigold", "4 March 2011", "Invented High", "9434765919", "4 Kite Hill"):
            assert shown in text, shown
        assert SECRET not in text
        assert "Canary Person" not in text
        assert "Another date of birth" in text


def test_the_queue_leaves_one_read_event_with_both_children(client: Client, steward: User) -> None:
    pair = queue(known(), make_child())
    sign_in(client, steward)
    client.get(reverse("children:pairs"))
    seen = ReadEvent.objects.get()
    assert (seen.action, seen.record_ids) == ("LIST", [pair.pk])
    assert seen.subject_ids == [pair.one_id, pair.other_id]


def test_the_pages_of_the_queue_lose_no_pair(steward: User) -> None:
    pairs = {queue(known(), make_child(), score=60 + n % 3).pk for n in range(23)}
    fresh, start, seen = User.objects.get(pk=steward.pk), "", []
    for _ in range(3):
        page = selectors.pair_queue(fresh, today=TODAY, start=start)
        seen += [card.pair_id for card in page.cards]
        start = page.next_url.partition("from=")[2].replace("%3D", "=")
    assert len(seen) == len(pairs)
    assert set(seen) == pairs
    assert not start


def asked(who: User) -> int:
    """How many queries a page of the queue takes."""
    viewer = User.objects.get(pk=who.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        selectors.pair_queue(viewer, today=TODAY)
    return len(queries)


def test_a_long_queue_takes_as_many_queries_as_a_short_one(steward: User) -> None:
    anchor = known()
    for _ in range(3):
        queue(anchor, make_child())
    few = asked(steward)
    rows = [make_child() for _ in range(60)]
    for number, row in enumerate(rows):
        if number % 3 == 0:
            services.add_alias(row, name=f"Nick{number}", kind="NICKNAME", by=None, at=RECORDED)
        queue(anchor, row)
    assert asked(steward) == few


def test_a_new_record_that_is_alike_goes_to_the_queue(steward: User) -> None:
    first = known(given_name="Rebecca", family_name="Smythe", born_on=date(2011, 3, 4))
    second = make_child(given_name="Becky", family_name="Smythe", born_on=date(2011, 3, 4))
    make_child(given_name="Quentin", family_name="Zebra", born_on=date(2009, 9, 9))
    for child in (first, second):
        services.find_doubles(child.pk, at=NOW)
    pair = MatchPair.objects.get()
    assert {pair.one_id, pair.other_id} == {first.pk, second.pk}
    assert "short form of the same name" in pair.why


def test_a_shared_number_goes_to_the_queue() -> None:
    first = make_child(given_name="Ida", born_on=date(2011, 3, 4))
    second = make_child(given_name="Eve", family_name="Other", born_on=date(2010, 1, 1))
    for child in (first, second):
        services.add_identifier(
            child, kind="NHS", value="9434765919", source="GP", by=None, at=RECORDED
        )
    assert services.find_doubles(second.pk, at=NOW) == 1


@pytest.mark.parametrize(
    ("route", "data"),
    [
        ("children:pair", {"seen": "OPEN", "because": ""}),
        ("children:pair_not_same", {"seen": "OPEN", "because": " "}),
        ("children:pair_later", {"seen": "OPEN", "because": "x", "until_day": "31"}),
        ("children:pair_later", {"seen": "OPEN", "because": "x", **LONG_GONE}),
    ],
)
def test_a_decision_without_its_reason_or_day_is_asked_for_again(
    client: Client, steward: User, route: str, data: dict[str, str]
) -> None:
    pair = queue(known(), make_child())
    sign_in(client, steward)
    answer = client.post(reverse(route, args=[pair.pk]), data)
    assert answer.status_code == 400
    assert "There is a problem" in answer.content.decode()
    assert MatchPair.objects.get().status == "OPEN"


def test_the_three_buttons_do_what_they_say(client: Client, steward: User) -> None:
    sign_in(client, steward)
    pairs = [queue(known(), make_child()) for _ in range(3)]
    day = timezone.localdate() + timedelta(days=30)
    until = {f"until_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    given = {"seen": "OPEN", "because": "Asked the school."}
    routes = ("children:pair", "children:pair_not_same", "children:pair_later")
    for pair, route in zip(pairs, routes, strict=True):
        answer = client.post(reverse(route, args=[pair.pk]), {**given, **until})
        assert answer.status_code == 302, answer.content
    states = [MatchPair.objects.get(pk=pair.pk).status for pair in pairs]
    assert states == ["SAME", "NOT_SAME", "LATER"]


def test_two_records_found_by_hand_are_compared(client: Client) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR)
    one = known(given_name="Tansy", family_name="Orr")
    other = known(given_name="Tansey", family_name="Orr")
    sign_in(client, coordinator)
    page = reverse("children:doubles", args=[one.pk])
    assert "Tansey Orr" in client.get(page).content.decode()
    answer = client.post(page, {"other": str(other.pk)})
    pair = MatchPair.objects.get()
    assert answer["Location"] == reverse("children:pair", args=[pair.pk])
    assert pair.found_by == coordinator


@pytest.mark.parametrize("other", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_comparing_with_nobody_is_not_found(client: Client, other: str) -> None:
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    page = reverse("children:doubles", args=[known().pk])
    assert client.post(page, {"other": other}).status_code == 404


def test_a_record_is_not_compared_with_itself(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    one = known()
    answer = client.post(reverse("children:doubles", args=[one.pk]), {"other": str(one.pk)})
    assert answer.status_code == 400
    assert "with itself" in answer.content.decode()


def test_a_case_does_not_open_to_a_steward(client: Client, steward: User) -> None:
    one = known()
    case = open_case(one, authority=authority(), by=None, at=NOW)
    sign_in(client, steward)
    pair = queue(one, make_child())
    text = client.get(reverse("children:pair", args=[pair.pk])).content.decode()
    assert case.reference in text
    assert reverse("desk:case", args=[case.pk]) not in text
    assert client.get(reverse("desk:case", args=[case.pk])).status_code == 403
    assert client.get(reverse("children:detail", args=[one.pk])).status_code == 403


def test_what_was_decided_can_be_looked_up_the_latest_first(client: Client, steward: User) -> None:
    first, second = queue(known(), make_child()), queue(known(), make_child())
    barred = queue(known(given_name="Canary"), make_child())
    for pair, at in ((first, NOW), (second, NOW + timedelta(hours=1)), (barred, NOW)):
        services.say_not_same(pair, seen="OPEN", because="Twins.", by=steward, at=at)
    agencies.exclude(barred.one_id, user=steward, because="x", by=None, at=NOW)
    sign_in(client, User.objects.get(pk=steward.pk))
    text = client.get(reverse("children:pairs_decided")).content.decode()
    places = [text.index(str(pair.pk)) for pair in (second, first)]
    assert places == sorted(places)
    assert "Canary" not in text
    assert set(ReadEvent.objects.get().record_ids) == {first.pk, second.pk}
