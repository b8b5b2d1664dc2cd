"""One click signs in, in the demo only."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from agencies.access import viewer_of
from agencies.models import Membership, User
from agencies.roles import Role
from demo.people import demo_people, load_people

pytestmark = pytest.mark.django_db
COORDINATOR = "coordinator@demo.example"


def test_every_role_has_somebody_to_sign_in_as() -> None:
    assert {person.role for person in demo_people()} == set(Role)


def test_each_person_holds_the_role_of_the_page(people: dict[str, User]) -> None:
    for person in demo_people():
        assert viewer_of(people[person.email]).roles == {person.role}


def test_loading_people_twice_changes_nothing(people: dict[str, User]) -> None:
    load_people()
    assert User.objects.count() == len(people) == Membership.objects.count()


def test_nobody_of_the_demo_has_a_password(people: dict[str, User]) -> None:
    assert not any(user.has_usable_password() for user in people.values())


def test_the_page_needs_no_login_and_offers_every_role(
    client: Client, people: dict[str, User]
) -> None:
    answer = client.get(reverse("demo:sign_ins"))
    assert answer.status_code == 200
    for person in demo_people():
        assert f'value="{person.email}"' in answer.text


def test_a_page_behind_sign_in_leads_to_the_one_click_page(client: Client) -> None:
    answer = client.get(reverse("desk:home"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("demo:sign_ins"))


def test_one_click_signs_in(client: Client, people: dict[str, User]) -> None:
    answer = client.post(reverse("demo:sign_ins"), {"email": COORDINATOR})
    assert answer["Location"] == reverse("desk:home")
    assert client.session["_auth_user_id"] == str(people[COORDINATOR].pk)


def test_one_click_goes_where_one_wanted_to_go(client: Client, people: dict[str, User]) -> None:
    wanted = reverse("desk:waiting")
    answer = client.post(reverse("demo:sign_ins"), {"email": COORDINATOR, "next": wanted})
    assert answer["Location"] == wanted


def test_one_click_leads_to_no_other_site(client: Client, people: dict[str, User]) -> None:
    there = {"email": COORDINATOR, "next": "https://elsewhere.example/"}
    assert client.post(reverse("demo:sign_ins"), there)["Location"] == reverse("desk:home")


def test_looking_at_the_page_signs_nobody_in(client: Client, people: dict[str, User]) -> None:
    client.get(reverse("demo:sign_ins"), {"email": COORDINATOR})
    assert "_auth_user_id" not in client.session


def test_only_people_of_the_demo_are_signed_in(client: Client, people: dict[str, User]) -> None:
    User.objects.create_user("real@council.example", name="Real Account")
    for email in ("real@council.example", "nobody@demo.example", "", "\x00"):
        assert client.post(reverse("demo:sign_ins"), {"email": email}).status_code == 404
    assert "_auth_user_id" not in client.session


@override_settings(DEMO=False)
def test_without_the_demo_there_is_no_such_page(client: Client, people: dict[str, User]) -> None:
    assert client.get(reverse("demo:sign_ins")).status_code == 404
    assert client.post(reverse("demo:sign_ins"), {"email": COORDINATOR}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_sign_ins_are_printed_one_a_role() -> None:
    out = StringIO()
    call_command("demo_sign_ins", stdout=out)
    assert COORDINATOR in out.getvalue()
    assert len([line for line in out.getvalue().splitlines() if "@" in line]) == len(demo_people())
