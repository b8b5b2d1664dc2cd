"""The one e-mail the portal sends: something waits behind sign-in. It never says what or whose."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage, get_connection

SUBJECT = "Something waits for you in the CSE portal"
TEXT = (
    "Something waits for you in the CSE portal.\n\n"
    "Sign in to read it. This message says nothing more, because e-mail is not safe enough.\n\n"
    "If a child is in danger, call 999."
)


def tell(addresses: Iterable[str]) -> int:
    """Tell each person, one message each so that nobody reads another's address."""
    messages = [EmailMessage(SUBJECT, TEXT, to=[address]) for address in sorted(set(addresses))]
    return get_connection().send_messages(messages) or 0 if messages else 0
