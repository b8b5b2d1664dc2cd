"""What tests of the pages of a return share: who asks, what is typed, what is read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from reporting.toolkit import Period
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory, authority

PAGES = ("detail", "compare", "sign_off", "revise")
"""Pages that take the id of a return and nothing else."""

WINTER = Period("Quarter 4", date(2016, 1, 1), date(2016, 1, 31))
TYPED = {
    "label": "Quarter 3",
    "start_day": "1",
    "start_month": "9",
    "start_year": "2015",
    "end_day": "31",
    "end_month": "12",
    "end_year": "2015",
}


def as_role(client: Client, role: Role, *, where: str | None = None) -> User:
    """Sign somebody in who holds a role, in Dudley or in `where`."""
    user = UserFactory(role=role, role__serving=authority(where) if where else None)
    sign_in(client, user)
    return user


def url(name: str, *args: Any) -> str:
    """The address of a page of a return."""
    return reverse(f"reporting:{name}", args=args)


def text_of(answer: Any) -> str:
    """What a reader sees, in one line."""
    visible = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(visible.split())


def queries_of(client: Client, address: str) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
