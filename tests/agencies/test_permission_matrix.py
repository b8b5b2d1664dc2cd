"""The matrix in words, printed and as a page."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from agencies.permissions import MEANINGS, Permission
from agencies.roles import Role
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory


def test_the_command_says_each_permission_in_words_above_its_roles() -> None:
    printed = StringIO()
    call_command("permission_matrix", stdout=printed)
    lines = printed.getvalue().splitlines()
    assert sum(not line.startswith(" ") for line in lines) == len(Permission)
    at = lines.index("Answer somebody who disagrees with an outcome (referral.reconsider)")
    below = lines[at + 1 : at + 3]
    assert [line.split()[:2] for line in below] == [["CSE", "team"], ["Head", "of"]]


@pytest.mark.django_db
def test_the_page_says_each_permission_in_words(client: Client) -> None:
    sign_in(client, UserFactory(role=Role.SYS_ADMIN))
    page = client.get(reverse("agencies:permission_matrix")).text
    assert all(meaning.replace("'", "&#x27;") in page for meaning in MEANINGS.values())
