"""Two open cases of one child after a merge: one goes on with all of it; undoing parts them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agencies.models import User
from agencies.roles import Role
from cases.models import Case, CaseStatus
from cases.services import allocate, close_as_second, close_case, open_case
from children import services as children
from children.models import MatchPair
from children.search import Match
from core import outbox
from core.refusals import Invalid, NotAllowed, NotNow
from duties.models import Clock, Duty
from duties.selectors import duties_for, open_for
from missing.selectors import duty_faults
from referrals.models import Referral
from screening.services import start_screening
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child
from tests.referrals.factories import LATER as ACCEPTED
from tests.referrals.factories import make_accepted
from tests.screening.factories import tool_version

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER, LAST = NOW + timedelta(hours=1), NOW + timedelta(hours=2)


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


def follow_up() -> None:
    """What the workers do meanwhile."""
    while waiting := outbox.waiting(now=timezone.now()):
        for effect in waiting:
            assert outbox.carry_out(effect, now=timezone.now())


def merged(older: Referral | Case, newer: Referral | Case) -> MatchPair:
    """The children of two records are one, and what follows has happened."""
    pair = (older.child, newer.child)
    children.note_pairs([(*pair, Match(90, ("same name",)))], by=None, at=NOW)
    found = MatchPair.objects.of(*pair).get()
    children.merge_pair(found, seen="OPEN", because="Same school.", by=None, at=LATER)
    follow_up()
    return found


def part(pair: MatchPair) -> None:
    children.separate_pair(pair, seen="SAME", because="Cousins.", belongs={}, by=None, at=LAST)
    follow_up()


def two() -> tuple[Referral, Referral]:
    """Two accepted referrals about one child that nobody has recognised."""
    return make_accepted(), make_accepted(at=ACCEPTED + timedelta(hours=1))


def case_of(referral: Referral) -> Case:
    referral.refresh_from_db()
    assert referral.case
    return Case.objects.select_related("child", "authority").get(pk=referral.case.pk)


def owed(case: Case) -> set[str]:
    return set(open_for(case.pk).values_list("clock", flat=True))


def test_a_merge_leaves_the_coordinator_one_case_to_close(coordinator: User) -> None:
    first, second = two()
    merged(first, second)
    assert Clock.CLOSE_SECOND_CASE in owed(case_of(second))
    assert Clock.CLOSE_SECOND_CASE not in owed(case_of(first))
    duty = duties_for(coordinator).get(clock=Clock.CLOSE_SECOND_CASE)
    assert duty.record_id == case_of(second).pk


def test_cases_of_two_authorities_stand_beside_each_other() -> None:
    merged(make_case(), make_case(where=authority(SANDWELL)))
    assert not Duty.objects.filter(clock=Clock.CLOSE_SECOND_CASE).exists()


def test_the_case_that_goes_on_owes_everything_and_holds_every_referral(
    coordinator: User,
) -> None:
    first, second = two()
    merged(first, second)
    goes_on, closes = case_of(first), case_of(second)
    close_as_second(closes, because="The older one is worked on.", by=coordinator, at=LAST)
    follow_up()
    closes.refresh_from_db()
    assert closes.status == CaseStatus.CLOSED
    spell = closes.spells.get()
    assert (spell.closure_reason, spell.second_of) == ("DUPLICATE", goes_on)
    assert case_of(second) == goes_on
    assert not owed(closes)
    assert owed(goes_on) == {Clock.SCREEN_REFERRAL}
    assert Duty.objects.filter(case_id=goes_on.pk, clock=Clock.SCREEN_REFERRAL).count() == 2
    assert not duty_faults()


def test_either_of_the_two_may_close(coordinator: User) -> None:
    first, second = two()
    merged(first, second)
    close_as_second(case_of(first), because="The newer is right.", by=coordinator, at=LAST)
    follow_up()
    assert case_of(first) == case_of(second)
    assert Clock.CLOSE_SECOND_CASE not in owed(case_of(second))


def test_no_third_case_opens_and_the_older_is_the_one(coordinator: User) -> None:
    first, second = two()
    merged(first, second)
    for referral in (first, second):
        again = open_case(referral.child, authority=authority(), by=None, at=LAST)
        assert again == case_of(first)


def test_an_ordinary_closing_ends_what_was_owed(coordinator: User) -> None:
    older, newer = make_case(), make_case(at=NOW)
    merged(older, newer)
    Case.objects.filter(pk=newer.pk).update(status=CaseStatus.OUTCOME_SET)
    newer.refresh_from_db()
    close_case(newer, reason="DUPLICATE", by=coordinator, at=LAST)
    follow_up()
    assert not Duty.objects.filter(clock=Clock.CLOSE_SECOND_CASE, status="OPEN").exists()


def test_an_ordinary_closing_of_the_older_leaves_the_newer_alone(coordinator: User) -> None:
    older, newer = make_case(), make_case(at=NOW)
    merged(older, newer)
    Case.objects.filter(pk=older.pk).update(status=CaseStatus.OUTCOME_SET)
    older.refresh_from_db()
    close_case(older, reason="DUPLICATE", by=coordinator, at=LAST)
    follow_up()
    assert not owed(newer)


def test_a_case_alone_is_no_second_case(coordinator: User) -> None:
    with pytest.raises(NotNow, match="no other open case"):
        close_as_second(make_case(), because="x", by=coordinator, at=LAST)


def test_closing_a_second_case_needs_a_reason(coordinator: User) -> None:
    first, second = two()
    merged(first, second)
    with pytest.raises(Invalid, match="Say why"):
        close_as_second(case_of(second), because=" ", by=coordinator, at=LAST)


def test_a_signature_that_is_awaited_comes_first(coordinator: User) -> None:
    first, second = two()
    merged(first, second)
    case = case_of(second)
    Duty.objects.filter(case_id=case.pk, clock=Clock.SCREEN_REFERRAL).update(
        clock=Clock.COUNTERSIGN
    )
    with pytest.raises(NotNow, match="waits for a signature"):
        close_as_second(case, because="x", by=coordinator, at=LAST)


def test_only_who_gives_cases_out_decides_which_of_two_goes_on() -> None:
    first, second = two()
    merged(first, second)
    worker = UserFactory(role=Role.SOCIAL_WORKER)
    case = case_of(second)
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, user=worker, by=None, at=NOW)
    with pytest.raises(NotAllowed):
        close_as_second(case, because="x", by=User.objects.get(pk=worker.pk), at=LAST)
    case.refresh_from_db()
    assert case.status != CaseStatus.CLOSED


def test_taking_apart_opens_the_second_case_again_with_what_is_its_own(
    coordinator: User,
) -> None:
    first, second = two()
    pair = merged(first, second)
    goes_on, closes = case_of(first), case_of(second)
    close_as_second(closes, because="The older one is worked on.", by=coordinator, at=LAST)
    follow_up()
    part(pair)
    assert case_of(second) == closes
    assert case_of(first) == goes_on
    assert closes.status != Case.objects.get(pk=closes.pk).status == CaseStatus.SCREENING
    for case in (goes_on, closes):
        assert owed(case) == {Clock.SCREEN_REFERRAL}
        assert Duty.objects.filter(case_id=case.pk, status="OPEN").count() == 1


def test_a_referral_taken_into_the_one_case_goes_to_the_childs_own_when_parted() -> None:
    older, newer = make_case(), make_child()
    pair = merged(older, make_case(child=newer, where=authority(SANDWELL)))
    referral = make_accepted(at=LATER)
    Referral.objects.filter(pk=referral.pk).update(child=newer, case=older)
    Duty.objects.filter(record_id=referral.pk).update(case_id=older.pk, subject_id=newer.pk)
    part(pair)
    case = case_of(referral)
    assert case.child_id == newer.pk
    assert case.pk != older.pk
    assert set(Duty.objects.filter(record_id=referral.pk).values_list("case_id", flat=True)) == {
        case.pk
    }


def test_both_files_say_that_there_are_two_and_the_page_closes_one(
    client: Client, coordinator: User
) -> None:
    first, second = two()
    merged(first, second)
    goes_on, closes = case_of(first), case_of(second)
    sign_in(client, coordinator)
    for case, other in ((goes_on, closes), (closes, goes_on)):
        text = client.get(reverse("desk:case", args=[case.pk])).content.decode()
        assert "Two open cases" in text
        assert other.reference in text
    page = reverse("cases:close_second", args=[closes.pk])
    assert goes_on.reference in client.get(page).content.decode()
    assert "There is a problem" in client.post(page, {}).content.decode()
    answer = client.post(page, {"because": "The older one is worked on."})
    assert answer["Location"] == reverse("desk:case", args=[goes_on.pk])
    text = client.get(reverse("desk:case", args=[goes_on.pk])).content.decode()
    assert "Two open cases" not in text


def test_a_case_without_a_second_offers_no_such_step(client: Client, coordinator: User) -> None:
    sign_in(client, coordinator)
    case = make_case()
    text = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "second case" not in text


def test_a_screening_begun_in_the_second_case_stays_to_be_read(coordinator: User) -> None:
    tool_version()
    first, second = two()
    merged(first, second)
    case = case_of(second)
    draft = start_screening(case, by=UserFactory(role=Role.SCREENER), at=LATER)
    close_as_second(case, because="x", by=coordinator, at=LAST)
    draft.refresh_from_db()
    assert draft.case == case
