"""The pages of a review: every post, keep or end, signed off as a whole."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Membership, User
from agencies.roles import Role
from duties.models import AccessReview, ReviewedPost
from tests.agencies.clients import sign_in
from tests.agencies.factories import AgencyFactory, UserFactory, authority
from tests.duties.test_reviews import review_of, works_at
from tests.looking import barriers, show

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LIST = reverse("duties:reviews")


@pytest.fixture
def client(client: Client) -> Client:
    return sign_in(client, UserFactory(role=Role.SYS_ADMIN, role__agency=AgencyFactory()))


@pytest.fixture
def school() -> Agency:
    return AgencyFactory(name="An Invented School")


def to(review: AccessReview) -> str:
    return reverse("duties:review", args=[review.pk])


def of(*answers: tuple[Membership, str]) -> dict[str, str]:
    return {post.pk.hex: decision for post, decision in answers}


def test_the_list_leads_to_the_review_and_home_says_that_it_is_owed(
    client: Client, school: Agency
) -> None:
    works_at(school)
    review = review_of(school, NOW)
    for page in (LIST, reverse("desk:home")):
        assert to(review) in client.get(page).text
    assert "Review who has access" in client.get(reverse("desk:home")).text


def test_every_post_is_shown_with_its_last_sign_in(client: Client, school: Agency) -> None:
    works_at(school, name="Tansy Ladle")
    works_at(school, name="Myrtle Anchor", last_login=NOW - timedelta(days=400))
    works_at(AgencyFactory(), name="Works Elsewhere")
    page = client.get(to(review_of(school, NOW))).text
    assert page.index("Myrtle Anchor") < page.index("Tansy Ladle")
    assert "Never" in page
    assert f"{(NOW - timedelta(days=400)):%B %Y}" in page
    assert "Works Elsewhere" not in page


def test_a_skipped_post_is_named_and_what_was_chosen_stays(client: Client, school: Agency) -> None:
    chosen, skipped = works_at(school), works_at(school, name="Tansy Ladle")
    review = review_of(school, NOW)
    page = client.post(to(review), of((chosen, "END")))
    assert page.status_code == 400
    assert "Say keep or end for Tansy Ladle, Practitioner" in page.text
    assert f'href="#id_{skipped.pk.hex}"' in page.text
    assert f'id="id_{skipped.pk.hex}"' in page.text
    assert page.text.count(" checked") == 1
    chosen.refresh_from_db()
    assert chosen.until_on is None


def test_signing_off_shows_what_was_decided_and_nothing_more_to_do(
    client: Client, school: Agency
) -> None:
    stays, goes = works_at(school, name="Stays Here"), works_at(school, name="Goes Away")
    review = review_of(school, NOW)
    page = client.post(to(review), of((stays, "KEEP"), (goes, "END")), follow=True).text
    assert "The review is signed off" in page
    assert "Sign the review off" not in page
    assert ReviewedPost.objects.count() == 2
    goes.refresh_from_db()
    assert goes.until_on is not None
    assert "Signed off by" in client.get(to(review)).text
    assert client.post(to(review), of((stays, "KEEP"), (goes, "END"))).status_code == 409


def test_a_thousand_posts_are_signed_off_in_one_go(client: Client, school: Agency) -> None:
    many(school, 1001)
    review = review_of(school, NOW)
    posts = Membership.objects.filter(agency=school)
    answer = client.post(to(review), of(*((post, "KEEP") for post in posts)))
    assert answer.status_code == 302
    assert ReviewedPost.objects.count() == 1001


def many(school: Agency, count: int) -> None:
    people = [User(email=f"p{n}@example.org", name=f"Person {n}") for n in range(count - 1)]
    User.objects.bulk_create(people)
    post = works_at(school)
    Membership.objects.bulk_create(
        Membership(
            user=user,
            agency=school,
            authority=post.authority,
            role=post.role,
            from_on=post.from_on,
        )
        for user in people
    )


@pytest.mark.parametrize("count", [10, 1000])
def test_a_review_costs_the_same_however_many_posts(
    client: Client, school: Agency, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(school, count)
    review = review_of(school, NOW)
    client.get(to(review))
    with django_assert_num_queries(REVIEW_QUERIES):
        client.get(to(review))


REVIEW_QUERIES = 8


@pytest.mark.parametrize("count", [10, 1000])
def test_the_list_costs_the_same_however_many(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    agencies = [Agency(code=f"A{n}", name=f"Agency {n}", sector="OTHER") for n in range(count)]
    Agency.objects.bulk_create(agencies)
    where = authority()
    AccessReview.objects.bulk_create(
        AccessReview(reference=f"AR-{n}", agency=agency, authority=where, opened_at=NOW)
        for n, agency in enumerate(agencies)
    )
    client.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST)


LIST_QUERIES = 7
HOSTILE = st.one_of(
    st.text(max_size=50), st.sampled_from(["", "KEEP", "END", "keep", "\x00", "<script>"])
)


@examples(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=HOSTILE, second=HOSTILE, start=HOSTILE)
def test_I_1_bad_input_is_answered_in_words(
    client: Client, school: Agency, first: str, second: str, start: str
) -> None:
    posts = list(Membership.objects.filter(agency=school))
    posts = posts or [works_at(school), works_at(school)]
    review = AccessReview.objects.filter(agency=school, signed_off_at=None).first()
    review = review or AccessReview.objects.create(
        reference=f"AR-{AccessReview.objects.count()}",
        agency=school,
        authority=authority(),
        opened_at=NOW,
    )
    answer: Any = client.post(to(review), of((posts[0], first), (posts[1], second)))
    assert answer.status_code in (302, 400)
    assert client.get(LIST, {"from": start}).status_code == (400 if start else 200)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["list", "review", "wrong", "done"])
def test_the_pages_have_no_barrier(client: Client, page: Page, school: Agency, name: str) -> None:
    stays, goes = works_at(school), works_at(school)
    review = review_of(school, NOW)
    if name in ("list", "done"):
        client.post(to(review), of((stays, "KEEP"), (goes, "END")))
    answer = {
        "list": lambda: client.get(LIST),
        "review": lambda: client.get(to(review)),
        "wrong": lambda: client.post(to(review), of((stays, "KEEP"))),
        "done": lambda: client.get(to(review)),
    }[name]()
    complaints = show(page, answer.text, policy=answer["Content-Security-Policy"])
    assert barriers(page) == []
    assert complaints == []
