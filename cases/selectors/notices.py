"""Whom to tell of a case: addresses of accounts, nothing of the case."""

from __future__ import annotations

import uuid

from agencies.models import User
from cases.models import Case, HandOver


def case_of_event(case_id: uuid.UUID) -> Case | None:
    """The case an event is about, for the portal itself."""
    return Case.objects.filter(pk=case_id).first()


def offer_of_event(offer_id: uuid.UUID) -> HandOver | None:
    """The hand-over an event is about, for the portal itself."""
    return HandOver.objects.select_related("case", "by").filter(pk=offer_id).first()


def address_of_person(user_id: str) -> list[str]:
    """Where a person with an open account is told."""
    return list(User.objects.filter(pk=user_id, is_active=True).values_list("email", flat=True))
