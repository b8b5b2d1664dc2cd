"""A signed-in browser for tests of pages: as the demo's one click, without a second factor."""

from __future__ import annotations

from django.test import Client

from agencies.models import User


def sign_in(client: Client, user: User) -> Client:
    """Sign a person in and give the client back."""
    client.force_login(user, backend="agencies.sign_in.PortalBackend")
    session = client.session
    session["demo"] = True
    session.save()
    return client
