"""The pages of accounts: found by name, opened, given, ended; no case and no name in an address."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    record_authentication,
)
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries

from agencies import services
from agencies.models import ProposedPost, User
from agencies.roles import MATRIX, Role
from cases.services import allocate
from duties.models import Clock
from duties.services import Owner, open_duty
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.agencies.test_accounts import a_post, asked_for
from tests.cases.factories import make_case
from tests.looking import barriers, show

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LIST, OPEN = reverse("agencies:accounts"), reverse("agencies:account_open")


@pytest.fixture
def admin() -> User:
    return UserFactory(role=Role.SYS_ADMIN, name="Reed Spanner")


@pytest.fixture
def client(client: Client, admin: User) -> Client:
    return sign_in(client, admin)


def to(name: str, row: Any) -> str:
    return reverse(f"agencies:{name}", args=[row.pk])


def posted(role: Role = Role.REFERRER, code: str = "SECONDARY", **more: str) -> dict[str, str]:
    return {"place": f"{agency(code).pk}:{authority().pk}", "role": role, **more}


def test_the_list_shows_everybody_of_the_authority_but_oneself(client: Client, admin: User) -> None:
    UserFactory(role=Role.SCREENER, name="Rowan Thimble")
    UserFactory(role=Role.SCREENER, role__serving=authority(SANDWELL), name="Willow Hinge")
    page = client.get(LIST).text
    assert "Rowan Thimble" in page
    assert "CSE team screener, " in page
    assert "Willow Hinge" not in page
    assert to("account", admin) not in page


def test_a_search_is_posted_and_finds_all_its_words(client: Client) -> None:
    UserFactory(role=Role.SCREENER, name="Rowan Thimble")
    UserFactory(role=Role.SCREENER, name="Rowan Hinge", is_active=False)
    page = client.post(LIST, {"words": "thim row"})
    assert page.status_code == 200
    assert "Rowan Thimble" in page.text
    assert "Rowan Hinge" not in page.text
    assert 'value="thim row"' in page.text
    assert "Nobody fits" in client.post(LIST, {"words": "%"}).text


def test_a_search_without_words_says_what_to_do(client: Client) -> None:
    page = client.post(LIST, {"words": " "})
    assert page.status_code == 400
    assert "Enter name or e-mail address" in page.text


@pytest.mark.parametrize(("show", "name"), [("dormant", "Sleepy"), ("closed", "Gone"), ("", "New")])
def test_the_tabs_tell_who_sleeps_and_who_is_gone(client: Client, show: str, name: str) -> None:
    UserFactory(role=Role.REFERRER, name="Sleepy", joined_at=NOW - timedelta(days=61))
    UserFactory(role=Role.REFERRER, name="Gone", is_active=False)
    UserFactory(role=Role.REFERRER, name="New", joined_at=NOW)
    page = client.get(LIST, {"show": show}).text
    expected = {"Sleepy", "New"} if not show else {name}
    assert {one for one in ("Sleepy", "Gone", "New") if f">{one}<" in page} == expected


def test_the_list_goes_on_page_by_page_without_a_name_in_its_address(client: Client) -> None:
    for number in range(120):
        UserFactory(role=Role.REFERRER, name=f"Person {number:03}")
    seen, address = [], LIST
    while address:
        page = client.get(address)
        lines = page.context["page"].lines
        assert len(lines) <= 50
        seen += [line.name for line in lines]
        address = page.context["page"].next_url
        assert "Person" not in address
    assert seen == sorted(seen)
    assert len(seen) == 120


@pytest.mark.parametrize("start", ["x", "' OR 1=1", "\x00"])
@pytest.mark.parametrize("name", ["from", "show"])
def test_a_place_or_state_that_is_none_is_refused(client: Client, name: str, start: str) -> None:
    assert client.get(LIST, {name: start}).status_code == 400


def test_a_place_that_is_gone_begins_at_the_first(client: Client) -> None:
    UserFactory(role=Role.REFERRER, name="Person One")
    gone = "00000000-0000-4000-8000-000000000000"
    assert "Person One" in client.get(LIST, {"from": gone}).text


@pytest.mark.parametrize("count", [10, 1000])
def test_the_list_costs_the_same_however_many(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [User(email=f"p{n}@example.org", name=f"Person {n}") for n in range(count)]
    User.objects.bulk_create(people)
    post = UserFactory(role=Role.REFERRER).memberships.get()
    type(post).objects.bulk_create(
        type(post)(
            user=user, agency=post.agency, authority=post.authority, role=post.role, from_on=NOW
        )
        for user in people
    )
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 7


def test_open_an_account_and_give_its_first_post(client: Client) -> None:
    answer = client.post(OPEN, posted(email="new@example.org", name="New Person"), follow=True)
    user = User.objects.get(email="new@example.org")
    assert answer.redirect_chain == [(to("account", user), 302)]
    assert "The post is given" in answer.text
    assert user.memberships.get().role == Role.REFERRER


def test_a_privileged_first_post_waits_and_is_shown_to_the_other_administrator(
    client: Client,
) -> None:
    typed = posted(Role.COORDINATOR, "CSE_TEAM", email="new@example.org", name="New Person")
    answer = client.post(OPEN, typed, follow=True)
    assert "opens nothing until another administrator approves it" in answer.text
    assert "Posts that wait for approval" in answer.text
    proposal = ProposedPost.objects.get()
    own = client.get(to("proposal", proposal)).text
    assert "Somebody else must approve what you asked for." in own
    assert client.post(to("proposal", proposal), {"decision": "approve"}).status_code == 400

    other = sign_in(Client(), UserFactory(role=Role.SYS_ADMIN))
    assert "New Person" in other.get(reverse("agencies:proposals")).text
    assert other.get(reverse("desk:home")).text.count("Posts to approve") == 1
    answer = other.post(to("proposal", proposal), {"decision": "approve"}, follow=True)
    assert "approved and held from now on" in answer.text
    assert proposal.user.memberships.get().role == Role.COORDINATOR
    assert "Approved" in other.get(to("proposal", proposal)).text


def test_what_was_typed_stays_when_it_is_wrong(client: Client) -> None:
    typed = posted(email="no address", name="New Person")
    page = client.post(OPEN, typed)
    assert page.status_code == 400
    assert "Enter an e-mail address, like name@example.org" in page.text
    assert 'value="New Person"' in page.text
    assert not User.objects.filter(name="New Person").exists()


def test_give_post_shows_a_refusal_beside_its_field(client: Client) -> None:
    person = UserFactory(role=Role.REFERRER)
    page = client.post(to("post_give", person), posted())
    assert page.status_code == 400
    assert "This person holds this post already." in page.text


def test_end_a_post_and_close_an_account(client: Client) -> None:
    person = UserFactory(role=Role.REFERRER)
    post = person.memberships.get()
    assert "End this post" in client.get(to("post_end", post)).text
    assert "The post has ended" in client.post(to("post_end", post), follow=True).text
    assert client.post(to("post_end", post)).status_code == 409
    assert "The account is closed" in client.post(to("account_close", person), follow=True).text
    assert client.post(to("account_close", person)).status_code == 409
    assert "The account is open" in client.post(to("account_wake", person), follow=True).text


def test_a_person_signed_out_by_an_administrator_is_out_at_the_next_request(client: Client) -> None:
    person = UserFactory(role=Role.REFERRER, joined_at=NOW)
    there = sign_in(Client(), person)
    assert there.get(reverse("desk:home")).status_code == 200
    client.post(to("account_sign_out", person))
    assert there.get(reverse("desk:home")).status_code == 302


def hold_by_name(person: User) -> tuple[Any, Any]:
    """A case and a duty that stay with nobody if the person leaves."""
    case = make_case()
    allocate(
        case, agency=agency("CSE_TEAM"), role=Role.SCREENER, user=person, by=None, at=case.opened_at
    )
    duty = open_duty(
        Clock.RECONSIDER,
        about=case,
        reference="R-TEST-DUTY",
        authority=authority(),
        owner=Owner(person=person),
        starts_at=NOW,
        by=None,
        at=NOW,
        case_id=case.pk,
        subject_id=case.child_id,
    )
    return case, duty


def test_what_a_leaver_holds_is_listed_by_reference_and_nothing_of_a_case(client: Client) -> None:
    person = UserFactory(role=Role.SCREENER)
    case, duty = hold_by_name(person)
    before = client.get(to("account_close", person)).text
    after = client.post(to("account_close", person), follow=True).text
    for page in (before, after, client.get(to("account", person)).text):
        assert case.reference in page
        assert duty.reference in page
        for word in (case.child.given_name, case.child.family_name):
            assert word not in page
        assert str(case.pk) not in page


def test_a_restricted_case_is_not_even_listed(client: Client) -> None:
    person = UserFactory(role=Role.SCREENER)
    plain = client.get(to("account", person)).text
    case, duty = hold_by_name(person)
    services.restrict(case.child_id, to=[person], because="Named", by=None, at=NOW)
    page = client.get(to("account", person)).text
    assert case.reference not in page
    assert duty.reference not in page
    assert page.count("Nothing to hand on") == plain.count("Nothing to hand on") == 1


STEP_UP = [
    lambda: (OPEN, posted(email="new@example.org", name="New Person")),
    lambda: (to("post_give", UserFactory(role=Role.LICENSING)), posted()),
    lambda: (to("account_wake", UserFactory(role=Role.REFERRER, is_active=False)), {}),
    lambda: (to("proposal", asked_for()[2]), {"decision": "approve"}),
]


@pytest.mark.parametrize("make", STEP_UP)
def test_SESS_4_a_stale_session_gives_nothing(client: Client, make: Any) -> None:
    path, typed = make()
    before = list(User.objects.values_list("pk", "is_active", "memberships"))
    assert client.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        for answer in (client.get(path), client.post(path, typed)):
            assert answer.status_code == 302
            assert "/reauthenticate/" in answer["Location"] or "confirm" in answer["Location"]
    assert list(User.objects.values_list("pk", "is_active", "memberships")) == before


@pytest.mark.parametrize(("proof", "opens"), [("password", False), ("webauthn", True)])
def test_AUTHN_2_an_administrator_shows_again_with_the_passkey_and_not_with_the_password(
    client: Client, admin: User, proof: str, opens: bool
) -> None:
    request = RequestFactory().get("/")
    request.session = client.session
    del request.session[AUTHENTICATION_METHODS_SESSION_KEY]
    record_authentication(request, admin, "mfa", type="webauthn")
    record_authentication(request, admin, "any", type=proof, reauthenticated=True)
    request.session.save()
    answer = client.get(OPEN)
    assert (answer.status_code == 200) is opens
    if not opens:
        assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_AZ_8_an_administrator_of_accounts_reads_no_case() -> None:
    content = ("case.", "child.", "referral.", "screening.", "episode.")
    assert not [one for one in MATRIX[Role.SYS_ADMIN] if one.startswith(content)]


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["<script>alert(1)</script>", "\x00", "' OR 1=1 --", "a" * 300, "=1+1"]),
)


@examples(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    typed=st.fixed_dictionaries(
        {
            "email": HOSTILE,
            "name": HOSTILE,
            "place": HOSTILE,
            "role": HOSTILE | st.sampled_from([*Role]),
            "until_on_day": HOSTILE,
            "until_on_month": HOSTILE,
            "until_on_year": HOSTILE,
            "words": HOSTILE,
            "decision": HOSTILE,
        }
    )
)
def test_I_1_bad_input_is_answered_in_words(client: Client, typed: dict[str, str]) -> None:
    person = User.objects.filter(email="known@example.org").first()
    person = person or UserFactory(role=Role.LICENSING, email="known@example.org")
    for path in (OPEN, LIST, to("post_give", person)):
        answer = client.post(path, typed)
        assert answer.status_code in (200, 302, 400)
        assert "<script>alert" not in answer.text


@pytest.mark.browser
@pytest.mark.parametrize("name", ["list", "found", "wrong", "account", "close", "proposals"])
def test_the_pages_have_no_barrier_with_people_on_them(
    client: Client, page: Page, name: str
) -> None:
    person, _, _ = asked_for()
    hold_by_name(person)
    services.give_post(
        person,
        a_post(Role.SCREENER, "CSE_TEAM"),
        by=UserFactory(role=Role.SYS_ADMIN),
        at=NOW,
    )
    answer = {
        "list": lambda: client.get(LIST),
        "found": lambda: client.post(LIST, {"words": "person"}),
        "wrong": lambda: client.post(OPEN, {"email": "x", "until_on_day": "31"}),
        "account": lambda: client.get(to("account", person)),
        "close": lambda: client.get(to("account_close", person)),
        "proposals": lambda: client.get(reverse("agencies:proposals")),
    }[name]()
    complaints = show(page, answer.text, policy=answer["Content-Security-Policy"])
    assert barriers(page) == []
    assert complaints == []
