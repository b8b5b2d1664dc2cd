"""Merged by mistake: the same page takes the two apart and loses nothing of what was added."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from agencies import access
from agencies import services as agencies
from agencies.models import Exclusion, User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.models import Case
from children import selectors, services
from children.models import Child, MatchPair, Merge, Schooling
from children.search import ChildQuery, Match
from children.selectors import find_children
from core.models import Event
from core.refusals import Invalid, NotNow
from missing.models import Episode
from referrals.models import Referral
from referrals.services import tie_child
from screening.models import ReferrerTicks
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import make_case
from tests.children.factories import RECORDED, make_child
from tests.missing.factories import make_episode
from tests.referrals.factories import child_said, make_accepted, make_referrals
from tests.screening.factories import make_draft, tool_version

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER, SINCE, LAST = (NOW + timedelta(hours=hours) for hours in (1, 2, 3))
plain = pytest.mark.django_db


def known(**details: Any) -> Child:
    return make_case(child=make_child(**details)).child


def pair_of(one: Child, other: Child) -> MatchPair:
    services.note_pairs([(one, other, Match(90, ("same name",)))], by=None, at=NOW)
    return MatchPair.objects.of(one, other).get()


def merge(pair: MatchPair, *, by: User | None = None, at: datetime = LATER) -> Merge:
    return services.merge_pair(pair, seen="OPEN", because="Same school.", by=by, at=at)


def separate(
    pair: MatchPair, *, belongs: Mapping[UUID, UUID] | None = None, at: datetime = LAST
) -> Merge:
    return services.separate_pair(
        pair, seen="SAME", because="Cousins.", belongs=belongs or {}, by=None, at=at
    )


def reads(who: User, *children: Child) -> list[bool]:
    fresh = User.objects.get(pk=who.pk)
    return [access.can(fresh, Permission.CHILD_VIEW, child) for child in children]


@plain
def test_the_verified_and_then_the_older_record_keeps_its_identity() -> None:
    older = make_child(verified=False, at=RECORDED)
    newer = make_child(at=RECORDED + timedelta(days=9))
    done = merge(pair_of(older, newer))
    assert done.kept_id == newer.identity_id
    assert done.child == older


@plain
def test_a_merge_needs_a_reason() -> None:
    pair = pair_of(known(), known())
    with pytest.raises(Invalid, match="Say why"):
        services.merge_pair(pair, seen="OPEN", because=" ", by=None, at=LATER)
    assert not Merge.objects.exists()


@plain
def test_taking_apart_gives_each_record_what_it_was() -> None:
    one, other = known(), known()
    before = list(Child.objects.order_by("pk").values())
    pair = pair_of(one, other)
    merge(pair)
    undone = separate(pair)
    assert list(Child.objects.order_by("pk").values()) == before
    assert (undone.undone_at, undone.undone_because) == (LAST, "Cousins.")
    pair.refresh_from_db()
    assert pair.status == "NOT_SAME"
    names = Event.objects.filter(name__startswith="child.").values_list("name", flat=True)
    assert {"child.same_child", "child.separated"} <= set(names)


@plain
def test_merged_taken_apart_and_merged_again_keeps_both_acts() -> None:
    pair = pair_of(known(), known())
    merge(pair)
    separate(pair, at=SINCE)
    services.merge_pair(pair, seen="NOT_SAME", because="The school erred.", by=None, at=LAST)
    assert Merge.objects.filter(undone_at=None).count() == 1
    assert Merge.objects.exclude(undone_at=None).count() == 1


@plain
def test_a_search_sees_one_child_while_merged_and_two_after() -> None:
    one = known(given_name="Tansy", family_name="Orr")
    pair = pair_of(one, known(given_name="Tansy", family_name="Orr"))
    coordinator = UserFactory(role=Role.COORDINATOR)

    def found() -> int:
        query = ChildQuery(given_name="Tansy", family_name="Orr")
        return len(find_children(User.objects.get(pk=coordinator.pk), query))

    assert found() == 2
    merge(pair)
    assert found() == 1
    separate(pair)
    assert found() == 2


@plain
def test_barriers_of_the_merge_go_and_what_was_set_since_stays_on_both() -> None:
    one, other = known(), known()
    first, second = (UserFactory(role=Role.COORDINATOR) for _ in range(2))
    agencies.exclude(one.pk, user=first, because="A relative", by=None, at=NOW)
    pair = pair_of(one, other)
    merge(pair)
    agencies.exclude(other.pk, user=second, because="A neighbour", by=None, at=SINCE)
    assert reads(first, one, other) == reads(second, one, other) == [False, False]
    separate(pair)
    assert reads(first, one, other) == [False, True]
    assert reads(second, one, other) == [False, False]
    assert Exclusion.objects.filter(merge_id__isnull=False).count() == 1


@plain
def test_a_later_merge_is_taken_apart_first() -> None:
    one, other, third = known(), known(), known()
    first, second = pair_of(one, other), pair_of(other, third)
    merge(first)
    merge(second, at=SINCE)
    with pytest.raises(NotNow, match="merged with another later"):
        separate(first)
    separate(second)
    separate(first, at=LAST + timedelta(hours=1))
    assert len({row.identity_id for row in Child.objects.all()}) == 3


@plain
def test_a_decision_that_two_are_not_the_same_stands_in_the_way_of_a_third() -> None:
    one, other, third = known(), known(), known()
    no = pair_of(one, third)
    steward = UserFactory(role=Role.STEWARD, name="Sedge Bracket")
    services.say_not_same(no, seen="OPEN", because="Twins.", by=steward, at=NOW)
    merge(pair_of(one, other))
    with pytest.raises(NotNow, match="Sedge Bracket said so"):
        merge(pair_of(other, third), at=SINCE)
    assert Merge.objects.count() == 1


@plain
def test_two_who_are_named_as_sisters_are_not_one_child() -> None:
    one, other = known(), known()
    coordinator = UserFactory(role=Role.COORDINATOR)
    services.link_children(one, other, kind="SISTER", relation="sister", by=coordinator, at=NOW)
    with pytest.raises(NotNow, match="sister"):
        merge(pair_of(one, other))


@plain
def test_what_was_added_since_goes_to_whom_it_belongs() -> None:
    one, other = known(), make_child()
    make_case(child=other, where=authority(SANDWELL))
    pair = pair_of(one, other)
    old = services.set_schooling(
        one, status="SCH", school="Old School", from_on=None, by=None, at=RECORDED
    )
    merge(pair)
    alias = services.add_alias(one, name="Bex", kind="NICKNAME", by=None, at=SINCE)
    kept = services.add_alias(one, name="Becky", kind="NICKNAME", by=None, at=SINCE)
    number = services.add_identifier(
        one, kind="UPN", value="A1", source="School", by=None, at=SINCE
    )
    corrected = services.correct(old, school="New School", by=None, at=SINCE)
    page = selectors.pair_page(None, pair.pk)
    assert page.standing
    added = {row.title: row for row in page.standing.added}
    assert set(added) == {
        "Other name: Bex",
        "Other name: Becky",
        "Unique pupil number: A1",
        "School or education: New School",
    }
    assert "before the merge" in added["School or education: New School"].stays
    separate(pair, belongs={alias.pk: other.pk, number.pk: other.pk, corrected.pk: other.pk})
    assert [row.name for row in other.alias_rows.all()] == ["Bex"]
    assert [row.name for row in one.alias_rows.all()] == [kept.name]
    assert [row.value for row in other.identifier_rows.all()] == ["A1"]
    assert set(Schooling.objects.values_list("child", "school")) == {
        (one.pk, "Old School"),
        (one.pk, "New School"),
    }


@plain
def test_records_of_every_app_go_where_they_belong() -> None:
    one, other = make_child(), make_child()
    pair = pair_of(one, other)
    merge(pair)
    case = make_case(child=one, at=SINCE)
    screening = make_draft(case=case)
    said = child_said(ticks=())
    referral = make_referrals(said, at=SINCE)[0]
    Referral.objects.filter(pk=referral.pk).update(child=one)
    ticks = ReferrerTicks.objects.create(
        child=one,
        version=tool_version(),
        origin_kind="referrals.referral",
        origin_id=referral.pk,
        at=SINCE,
    )
    episode = make_episode(child=one, at=SINCE)
    page = selectors.pair_page(None, pair.pk)
    assert page.standing
    asked = {row.id for row in page.standing.added if not row.stays}
    assert asked == {case.pk, referral.pk, episode.pk}
    separate(pair, belongs=dict.fromkeys(asked, other.pk))
    for model, pk in ((Case, case.pk), (Referral, referral.pk), (Episode, episode.pk)):
        assert model.objects.get(pk=pk).child_id == other.pk, model
    ticks.refresh_from_db()
    screening.refresh_from_db()
    assert ticks.child_id == screening.case.child_id == other.pk


@plain
def test_a_choice_that_is_neither_of_the_two_is_refused() -> None:
    one, other, third = known(), known(), known()
    pair = pair_of(one, other)
    merge(pair)
    alias = services.add_alias(one, name="Bex", kind="NICKNAME", by=None, at=SINCE)
    with pytest.raises(Invalid, match="one of the two"):
        separate(pair, belongs={alias.pk: third.pk})


@plain
def test_a_case_that_cannot_go_says_so_and_nothing_is_half_done() -> None:
    one, other = make_child(), known()
    pair = pair_of(one, other)
    merge(pair)
    elsewhere = make_case(child=one, where=authority(SANDWELL), at=SINCE)
    make_case(child=make_child(), where=authority(SANDWELL))
    Case.objects.filter(child=other).update(authority=authority(SANDWELL))
    with pytest.raises(NotNow, match="open case there already"):
        separate(pair, belongs={elsewhere.pk: other.pk})
    assert Merge.objects.get().undone_at is None


@plain
def test_a_tie_at_triage_is_taken_apart_and_the_referral_goes_back() -> None:
    told = make_referrals(child_said(given_name="Marigold"))[0]
    record, target = told.child, make_accepted().child
    screener = UserFactory(role=Role.SCREENER)
    tie_child(told, to=target, by=screener, at=LATER)
    pair = MatchPair.objects.of(record, target).get()
    assert pair.status == "SAME"
    page = selectors.pair_page(None, pair.pk)
    assert page.standing
    (tied,) = page.standing.added
    assert tied.suggested == record.pk
    separate(pair, belongs={tied.id: tied.suggested})
    told.refresh_from_db()
    assert (told.child_id, told.child_tied_at) == (record.pk, None)


@plain
def test_whoever_comes_second_is_told_who_and_what() -> None:
    pair = pair_of(known(), known())
    stale = MatchPair.objects.select_related("one", "other").get(pk=pair.pk)
    merge(pair, by=UserFactory(role=Role.STEWARD, name="Sedge Bracket"))
    with pytest.raises(NotNow, match="Sedge Bracket has recorded “The same child”"):
        services.say_not_same(stale, seen="OPEN", because="Twins.", by=None, at=SINCE)
    with pytest.raises(NotNow, match="Sedge Bracket has recorded “The same child”"):
        merge(stale, at=SINCE)
    separate(pair, at=SINCE)
    with pytest.raises(NotNow, match="has recorded “Not the same child”"):
        separate(pair, at=LAST)


@plain
def test_of_a_pair_that_is_one_child_nobody_says_not_the_same_past_the_page() -> None:
    pair = pair_of(known(), known())
    merge(pair)
    with pytest.raises(NotNow, match="Take them apart"):
        services.say_not_same(pair, seen="SAME", because="x", by=None, at=SINCE)


@pytest.mark.django_db(transaction=True)
def test_of_two_stewards_at_once_exactly_one_merges() -> None:
    stewards: list[User] = [UserFactory(role=Role.STEWARD) for _ in range(6)]
    pair = pair_of(known(), known())

    def act(steward: User) -> str:
        fresh = MatchPair.objects.select_related("one", "other").get(pk=pair.pk)
        try:
            if stewards.index(steward) % 2:
                services.say_not_same(fresh, seen="OPEN", because="x", by=steward, at=LATER)
            else:
                merge(fresh, by=steward)
        except NotNow as refusal:
            return refusal.sentence
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(max_workers=6) as people:
        answers = list(people.map(act, stewards))
    assert answers.count("won") == 1
    assert all("has recorded" in answer for answer in answers if answer != "won")
    assert Merge.objects.count() <= 1


@pytest.mark.django_db(transaction=True)
def test_merges_in_a_ring_at_once_end_in_one_child_without_a_deadlock() -> None:
    rows = [known() for _ in range(4)]
    ring = [pair_of(one, other) for one, other in zip(rows, rows[1:] + rows[:1], strict=True)]

    def act(pair: MatchPair) -> bool:
        fresh = MatchPair.objects.select_related("one", "other").get(pk=pair.pk)
        try:
            merge(fresh)
        except NotNow:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=4) as people:
        won = list(people.map(act, ring))
    assert sum(won) == 3
    assert len({row.identity_id for row in Child.objects.all()}) == 1


@plain
def test_the_page_of_either_record_shows_one_child(client: Client) -> None:
    one = known(given_name="Marigold", family_name="Orr", born_on=date(2011, 3, 4))
    other = make_child(given_name="Mari", family_name="Orr", born_on=date(2011, 4, 3))
    services.set_schooling(
        other, status="SCH", school="Invented High", from_on=None, by=None, at=RECORDED
    )
    pair = pair_of(one, other)
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    assert "Invented High" not in page_of(client, one)
    merge(pair)
    assert "Invented High" in page_of(client, one)
    assert "Also recorded as Mari Orr, born 3 April 2011" in page_of(client, one)
    assert "Also recorded as Marigold Orr, born 4 March 2011" in page_of(client, other)
    separate(pair)
    assert "Also recorded as" not in page_of(client, one)
    assert "Invented High" not in page_of(client, one)


def page_of(client: Client, child: Child) -> str:
    return client.get(reverse("children:detail", args=[child.pk])).content.decode()
