"""Effects of events: written with the fact, sent after commit, swept from Postgres, done once.

Celery on Redis may lose or repeat a message when killed; the table carries the guarantee.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from core.models import Effect, Event

log = logging.getLogger(__name__)

Reaction = Callable[[Event], None]
MOST_ATTEMPTS = 8
SWEEP_BATCH = 500

_reactions: dict[str, Reaction] = {}
_by_event: dict[str, list[str]] = {}


def reacts_to(*names: StrEnum) -> Callable[[Reaction], Reaction]:
    """Register a reaction; it runs in one transaction with the mark that it has run."""

    def register(reaction: Reaction) -> Reaction:
        key = f"{reaction.__module__}.{reaction.__name__}"
        _reactions[key] = reaction
        for name in names:
            _by_event.setdefault(str(name), []).append(key)
        return reaction

    return register


def queue(event: Event) -> None:
    """Write one effect for each reaction to the event and send them when the fact is committed."""
    effects = Effect.objects.bulk_create(
        Effect(event=event, reaction=key) for key in _by_event.get(event.name, ())
    )
    if effects:
        ids = [effect.pk for effect in effects]
        transaction.on_commit(lambda: send(ids), robust=True)


def send(ids: Iterable[int]) -> None:
    """Hand effects to the workers; a broker that is down is no loss, the sweep comes round."""
    from core.tasks import carry_out

    for pk in ids:
        try:
            carry_out.apply_async((pk,), retry=False)
        except Exception as error:  # the broker may fail in many ways, and the write has happened
            log.warning("broker_unreachable", extra={"error": type(error).__name__})
            return


def waiting(*, now: datetime) -> list[int]:
    """Effects whose time has come, oldest first, at most one batch."""
    return list(
        Effect.objects.filter(done_at=None, dead_at=None, next_try_at__lte=now)
        .order_by("next_try_at")
        .values_list("pk", flat=True)[:SWEEP_BATCH]
    )


def carry_out(pk: int, *, now: datetime) -> bool:
    """Run one effect if it still waits and nobody else has it; True when it ran.

    A failure is counted and tried again after 1, 2, 4 … minutes; after eight it is a dead letter.
    """
    try:
        with transaction.atomic():
            effect = (
                Effect.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("event")
                .filter(pk=pk, done_at=None, dead_at=None)
                .first()
            )
            if effect is None:
                return False
            _reactions[effect.reaction](effect.event)
            effect.done_at = now
            effect.save(update_fields=["done_at"])
            return True
    except Exception as error:
        _count_failure(pk, error, now=now)
        return False


def _count_failure(pk: int, error: Exception, *, now: datetime) -> None:
    log.error("effect_failed", extra={"effect": pk, "error": type(error).__name__})
    with transaction.atomic():
        effect = Effect.objects.select_for_update().get(pk=pk)
        effect.attempts += 1
        effect.last_error = type(error).__name__
        effect.next_try_at = now + timedelta(minutes=2 ** (effect.attempts - 1))
        if effect.attempts >= MOST_ATTEMPTS:
            effect.dead_at = now
        effect.save()
