"""A referral starts from a search among the referrer's own records, and nothing is asked twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from agencies import access
from agencies.models import User
from agencies.roles import Role
from agencies.services import exclude, restrict
from children.search import ChildQuery
from core.layout import Row
from core.models import ReadEvent
from referrals.models import Draft, Referral
from referrals.selectors import known_before, triage_page
from referrals.services import tie_child
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case
from tests.referrals.factories import LATER, RECEIVED, child_said, make_referral, make_referrals

pytestmark = pytest.mark.django_db
SEARCH = reverse_lazy("referrals:search")


@pytest.fixture
def teacher() -> User:
    return UserFactory(role=Role.REFERRER)


@pytest.fixture
def web(client: Client, teacher: User) -> Client:
    return sign_in(client, teacher)


@pytest.fixture
def earlier(teacher: User) -> Referral:
    said = child_said(given_name="Wren", family_name="Teacup", born_on=date(2002, 3, 27))
    return make_referrals(said, by=teacher)[0]


def pages(draft: Draft) -> dict[str, dict[str, list[str]]]:
    return {page.key: page.answers for page in draft.pages.all()}


def test_the_page_asks_for_the_danger_card_once_for_each_referral(web: Client) -> None:
    card = reverse("referrals:start")
    assert web.get(SEARCH).headers["Location"] == card
    assert web.post(card, {"danger_card": "seen"}).headers["Location"] == str(SEARCH)
    assert web.get(SEARCH).status_code == 200
    web.post(SEARCH, {"given_name": "Jay"})
    assert web.get(SEARCH).headers["Location"] == card


def test_what_was_sent_without_the_card_is_never_turned_away(web: Client) -> None:
    assert web.post(SEARCH, {"given_name": "Jay"}).status_code == 302
    assert Draft.objects.count() == 1


def test_a_recorded_referral_starts_from_the_card_too(client: Client) -> None:
    desk = sign_in(client, UserFactory(role=Role.SCREENER))
    search, card = reverse("referrals:record_search"), reverse("referrals:record")
    assert desk.get(search).headers["Location"] == card
    desk.post(card, {"danger_card": "seen"})
    assert desk.get(search).status_code == 200
    desk.post(search, {"begin": "new"})
    assert desk.get(search).headers["Location"] == card


def test_nobody_found_begins_the_draft_with_what_was_typed(web: Client) -> None:
    typed = {"given_name": "Jay", "family_name": "Kite", "born_month": "3", "identifier": "12"}
    answer = web.post(SEARCH, typed)
    draft = Draft.objects.get()
    assert answer.headers["Location"] == reverse("referrals:page", args=[draft.pk, 0, "reason"])
    filled = pages(draft)
    assert (filled["1.name"]["given_name"], filled["1.name"]["family_name"]) == (["Jay"], ["Kite"])
    assert (filled["1.about"]["born_on_month"], filled["1.about"]["nhs_number"]) == (["3"], ["12"])
    assert not draft.pages.get(key="1.about").complete


def test_the_own_referral_is_found_by_another_spelling_and_goes_along(
    web: Client, earlier: Referral
) -> None:
    typed = {"given_name": "Ren", "family_name": "Teacupp", "born_year": "2002"}
    shown = web.post(SEARCH, typed)
    assert not Draft.objects.exists()
    assert earlier.reference in shown.content.decode()
    assert ReadEvent.objects.filter(subject_ids=[earlier.child_id], action="SEARCH").exists()
    web.post(SEARCH, {**typed, "begin": earlier.reference})
    name = pages(Draft.objects.get())["1.name"]
    assert (name["given_name"], name["known_as"]) == (["Ren"], [earlier.reference])


def test_none_of_these_keeps_what_was_typed(web: Client, earlier: Referral) -> None:
    web.post(SEARCH, {"given_name": "Wren", "family_name": "Teacup", "begin": ""})
    name = pages(Draft.objects.get())["1.name"]
    assert (name["given_name"], "known_as" in name) == (["Wren"], False)


def test_an_outsider_is_told_of_nobody(teacher: User, earlier: Referral) -> None:
    query = {"given_name": "Wren", "family_name": "Teacup"}
    stranger = Client()
    sign_in(stranger, UserFactory(role=Role.REFERRER))
    answer = stranger.post(SEARCH, query)
    assert answer.status_code == 302, "as if nobody were known"


@pytest.mark.parametrize("how", ["restricted", "barred"])
def test_a_child_closed_to_the_referrer_is_nobody(
    web: Client, teacher: User, earlier: Referral, how: str
) -> None:
    if how == "restricted":
        restrict(earlier.child_id, to=[UserFactory()], because="Named", by=None, at=LATER)
    else:
        exclude(earlier.child_id, user=teacher, because="A relative", by=None, at=LATER)
    assert web.post(SEARCH, {"given_name": "Wren", "family_name": "Teacup"}).status_code == 302


def test_too_little_to_search_for_is_said_and_kept(web: Client) -> None:
    answer = web.post(SEARCH, {"born_month": "3"})
    assert answer.status_code == 400
    assert 'value="3"' in answer.content.decode()


def test_triage_reads_the_reference_first(teacher: User, earlier: Referral) -> None:
    screener = UserFactory(role=Role.SCREENER)
    again = make_referrals(child_said(given_name="R.", known_as=earlier.reference), by=teacher)[0]
    page = triage_page(screener, again.pk, at=LATER)
    assert page.candidates[0].child_id == earlier.child_id
    assert page.candidates[0].why[0] == "the reference given leads here"
    assert Row("Referred before as", earlier.reference) in page.child


def test_a_reference_out_of_reach_leads_nowhere(teacher: User, earlier: Referral) -> None:
    restrict(earlier.child_id, to=[UserFactory()], because="Named", by=None, at=RECEIVED)
    again = make_referrals(child_said(given_name="R.", known_as=earlier.reference), by=teacher)[0]
    page = triage_page(UserFactory(role=Role.SCREENER), again.pk, at=LATER)
    assert page.candidates == ()


def test_the_latest_of_several_referrals_stands_for_the_child(
    teacher: User, earlier: Referral
) -> None:
    latest = make_referral(by=teacher, at=LATER)
    tie_child(latest, to=earlier.child, by=UserFactory(role=Role.SCREENER), at=LATER)
    query = ChildQuery.of("Wren", "Teacup", None)
    (found,) = known_before(access.viewer_of(teacher), query)
    assert (found.reference, found.own) == (latest.reference, True)


def test_who_reads_the_case_finds_the_child_by_it() -> None:
    case = make_case()
    reader = UserFactory(role=Role.COORDINATOR)
    query = ChildQuery.of(case.child.given_name, case.child.family_name, case.child.born_on)
    (found,) = known_before(access.viewer_of(reader), query)
    assert (found.reference, found.own) == (case.reference, False)
