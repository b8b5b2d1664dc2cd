"""The command that lets the first administrator in."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agencies.models import User
from agencies.roles import Role
from tests.agencies.factories import DUDLEY

pytestmark = pytest.mark.django_db


def open_account(email: str = "first@example.org", **more: str) -> None:
    asked = {"name": "First Admin", "agency": "CSE_TEAM", "role": "SYS_ADMIN", **more}
    call_command("open_account", email, stdout=StringIO(), **asked)


def test_open_account_gives_a_post_and_no_password() -> None:
    open_account()
    user = User.objects.get(email="first@example.org")
    assert not user.has_usable_password()
    post = user.memberships.get()
    assert (post.role, post.agency.code) == (Role.SYS_ADMIN, "CSE_TEAM")
    assert not user.is_superuser


def test_a_second_post_needs_no_second_account() -> None:
    open_account()
    open_account(role="STEWARD")
    assert User.objects.get().memberships.count() == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"agency": "NOWHERE"}, "no such agency"),
        ({"authority": "E99999999"}, "no such agency or authority"),
        ({"agency": "WMP", "role": "POLICE_CSE"}, "which authority"),
        ({"email": "not an address"}, "no e-mail address"),
    ],
)
def test_what_cannot_be_is_refused_in_words(more: dict[str, str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        open_account(**more)
    assert not User.objects.exists()


def test_a_region_wide_agency_serves_the_authority_named() -> None:
    open_account(agency="WMP", role="POLICE_CSE", authority=DUDLEY)
    assert User.objects.get().memberships.get().authority.ons_code == DUDLEY  # type: ignore[union-attr]
