"""The two addresses a supervisor asks: no sign-in, one word, no detail."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/health/live", "/health/ready"])
def test_health_answers_without_sign_in(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.content) == (200, b"ok")


def test_ready_says_so_when_the_database_is_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_cursor() -> None:
        raise DatabaseError("host database, user portal_app")

    monkeypatch.setattr(connection, "cursor", no_cursor)
    response = client.get("/health/ready")
    assert (response.status_code, response.content) == (503, b"not ready")


def test_health_changes_nothing(client: Client) -> None:
    assert client.post("/health/live").status_code == 405
