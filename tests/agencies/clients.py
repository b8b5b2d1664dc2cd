"""A signed-in client for tests: password, passkey, and asked again a moment ago who it is."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.test import Client, RequestFactory

from agencies.models import User


def sign_in(client: Client, user: User) -> Client:
    """Take a person through every step of signing in and give the client back."""
    Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.WEBAUTHN, defaults={"data": {}}
    )
    client.force_login(user, backend="agencies.sign_in.PortalBackend")
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, user, "mfa", type="webauthn", reauthenticated=True)
    request.session.save()
    return client
