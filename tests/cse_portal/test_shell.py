"""The frame of a page: the menu holds what the viewer's roles open, and a demo says so."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from agencies.access import viewer_of
from agencies.roles import Role
from cse_portal.shell import ACCOUNT, FOOTER, MENU, Place, links
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case

pytestmark = pytest.mark.django_db
BANNER = "Every child, person and address in it is invented"


@pytest.mark.parametrize("role", Role)
def test_the_menu_of_a_role_holds_only_what_it_may_open(role: Role) -> None:
    viewer = viewer_of(UserFactory(role=role))
    shown = {link.label for link in links(MENU, viewer)}
    for place in MENU:
        opens = not place.needs or any(viewer.holds(need) for need in place.needs)
        assert opens or place.label not in shown
    assert "Home" in shown


@pytest.mark.parametrize(("role", "stands"), [(Role.REFERRER, True), (Role.COORDINATOR, False)])
def test_logging_stands_in_the_menu_of_those_without_the_page_of_episodes(
    role: Role, stands: bool
) -> None:
    shown = {link.label for link in links(MENU, viewer_of(UserFactory(role=role)))}
    assert ("Log a missing child" in shown) is stands
    assert ("Missing" in shown) is not stands


@pytest.mark.parametrize("place", [*MENU, *ACCOUNT, *FOOTER], ids=lambda place: place.label)
def test_every_place_of_the_menu_is_there(place: Place) -> None:
    assert reverse(place.route)


def test_the_menu_marks_the_page_one_is_on() -> None:
    viewer = viewer_of(UserFactory(role=Role.COORDINATOR))
    here = {link.label: link.current for link in links(MENU, viewer, here=reverse("desk:home"))}
    assert here["Home"] is True
    assert sum(here.values()) == 1


def test_every_page_of_the_demo_says_that_its_children_are_invented(client: Client) -> None:
    assert BANNER in client.get(reverse("demo:sign_ins")).text
    sign_in(client, UserFactory(role=Role.SCREENER))
    assert BANNER in client.get(reverse("desk:home")).text
    assert BANNER in client.get("/no-such-page").text


@override_settings(DEMO=False)
def test_without_the_demo_no_page_says_so(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.SCREENER))
    assert BANNER not in client.get(reverse("desk:home")).text


def test_the_frame_names_the_person_the_role_and_the_agency(client: Client) -> None:
    user = UserFactory(role=Role.SCREENER)
    sign_in(client, user)
    page = client.get(reverse("desk:home")).text
    assert user.name in page
    assert "CSE team screener" in page
    assert "Dudley CSE team" in page


@pytest.mark.parametrize(("role", "finds"), [(Role.COORDINATOR, True), (Role.REFERRER, False)])
def test_whoever_finds_has_the_box_on_every_page_but_that_one(
    client: Client, role: Role, finds: bool
) -> None:
    box = 'id="find-anything"'
    sign_in(client, UserFactory(role=role))
    assert (box in client.get(reverse("desk:home")).text) is finds
    assert (box in client.get("/no-such-page").text) is finds
    assert box not in client.get(reverse("desk:find")).text


def test_the_box_of_the_frame_finds_a_case_by_its_reference(client: Client) -> None:
    case = make_case()
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    assert case.child.full_name in client.post(reverse("desk:find"), {"text": case.reference}).text
