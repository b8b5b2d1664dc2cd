"""Notices and the one e-mail the portal sends: something waits behind sign-in.

The e-mail never says what or whose. Whom a notice is open to is asked again when it is mailed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from agencies.models import User
from core.models import Event
from duties import services
from duties.models import NoticeKind
from duties.selectors import notices as selectors
from duties.services import About

__all__ = ["SUBJECT", "TEXT", "About", "NoticeKind", "send", "send_digests", "tell"]

SUBJECT = "Something waits for you in the CSE portal"
TEXT = (
    "Something waits for you in the CSE portal.\n\n"
    "Sign in to read it. This message says nothing more, because e-mail is not safe enough.\n\n"
    "If a child is in danger, call 999."
)


def tell(
    kind: NoticeKind,
    addresses: Iterable[str],
    *,
    event: Event,
    about: About,
    at: datetime,
    mailed: Iterable[str] | None = None,
) -> int:
    """Write the notices of an event and mail those that are mailed at once; how many mails.

    `mailed`, where it is given, are the only ones who get mail: somebody else has told the rest.
    """
    services.write_notices(kind, addresses, event=event, about=about)
    now = selectors.to_mail_now(event.pk)
    if mailed is not None:
        only = set(mailed)
        now = [notice for notice in now if notice.user.email in only]
    services.note_mailed((notice.pk for notice in now), at=at)
    return send(notice.user.email for notice in now)


def send_digests(*, at: datetime) -> int:
    """One e-mail a person for what was kept, on working days, at most once a day; how many.

    A mail that fails holds up nobody else's: it is raised when all have been tried, and the next
    run sends it.
    """
    sent, failed = 0, []
    for person in selectors.awaiting_digest():
        try:
            sent += _send_digest(person, at=at)
        except (OSError, SMTPException) as error:
            failed.append(error)
    if failed:
        raise failed[0]
    return sent


@transaction.atomic
def _send_digest(person: User, *, at: datetime) -> int:
    return send([person.email]) if services.claim_digest(person, at=at) else 0


def send(addresses: Iterable[str]) -> int:
    """One message each, so that nobody reads another's address."""
    messages = [EmailMessage(SUBJECT, TEXT, to=[address]) for address in sorted(set(addresses))]
    return get_connection().send_messages(messages) or 0 if messages else 0
