"""One's own password: changed by those who have one, and not offered to the others."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.roles import Role
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory

pytestmark = pytest.mark.django_db
CHANGE = reverse("account_change_password")


def test_a_person_with_a_password_may_change_it(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.SCREENER))
    assert client.get(CHANGE).status_code == 200
    assert CHANGE in client.get(reverse("desk:home")).text


def test_a_person_without_a_password_is_told_so(client: Client) -> None:
    user = UserFactory(role=Role.SCREENER)
    sign_in(client, user)
    user.set_unusable_password()
    user.save()
    client.force_login(user, backend="agencies.sign_in.PortalBackend")
    answer = client.get(CHANGE)
    assert answer.status_code == 403
    assert "You sign in without a password" in answer.text
    assert CHANGE not in client.get(reverse("desk:home")).text
