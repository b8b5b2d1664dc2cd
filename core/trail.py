"""Say what happened: one row in the trail and, in the same transaction, what follows from it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.db import models, transaction

from core import outbox
from core.models import Event, kind_of

_FACT = re.compile(r"[A-Za-z0-9_.:+-]{0,80}")


class Person(Protocol):
    """Whoever did it: anything with an id."""

    @property
    def pk(self) -> uuid.UUID: ...


def record(
    event: StrEnum,
    about: models.Model,
    *,
    by: Person | None,
    at: datetime,
    case: uuid.UUID | None = None,
    facts: Mapping[str, str | int | bool | None] | None = None,
) -> Event:
    """Add one event to the trail and queue every reaction to it.

    `facts` takes codes, ids and numbers; a value that reads like free text raises ValueError,
    so that no name or note of a person ever enters the trail.
    """
    facts = dict(facts or {})
    for name, value in facts.items():
        if isinstance(value, str) and not _FACT.fullmatch(value):
            raise ValueError(f"the trail takes codes and ids only: {name}")
    with transaction.atomic(savepoint=False):
        happened = Event.objects.create(
            name=str(event),
            record_kind=kind_of(about),
            record_id=about.pk,
            case_id=case,
            by_id=by.pk if by else None,
            at=at,
            facts=facts,
        )
        outbox.queue(happened)
    return happened
