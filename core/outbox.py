"""Effects of events: written with the fact, sent after commit, swept from Postgres, done once.

Celery on Redis may lose or repeat a message when killed; the table carries the guarantee
(requirements J-1, J-2, J-4). Nothing else in the house calls the broker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from celery import current_app
from django.db import transaction
from django.db.models import QuerySet

from core.courier import Courier
from core.models import Effect, Event

log = structlog.get_logger(__name__)

Reaction = Callable[[Event], None]
CARRY_OUT = "core.tasks.carry_out"
MOST_ATTEMPTS = 8
SWEEP_BATCH = 5000
GRACE = timedelta(seconds=10)
NOT_AGAIN_FOR = timedelta(minutes=2)

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
    """Let the courier hand effects to the workers: a request never waits for the broker.

    A broker that is down, or a process that ends first, is no loss: the sweep comes round.
    """
    if current_app.conf.task_always_eager:
        hand_over(ids)
    else:
        _courier.hand_in(ids)


def hand_over(ids: Iterable[int]) -> None:
    """Put effects into the workers' queue, here and now; for jobs, which may wait."""
    for pk in ids:
        _deliver(pk)


def _deliver(pk: int) -> None:
    current_app.tasks[CARRY_OUT].apply_async((pk,), retry=False)


_courier = Courier(_deliver)


def sweep(*, now: datetime) -> None:
    """Send again what still waits well after its time: lost messages and failed tries.

    What runs at this moment is locked and left alone. What was sent is not sent again for a
    while, so that a long queue does not grow by its own sweep.
    """
    with transaction.atomic():
        ids = waiting(now=now - GRACE)
        Effect.objects.filter(pk__in=ids).update(next_try_at=now + NOT_AGAIN_FOR)
    hand_over(ids)


def waiting(*, now: datetime) -> list[int]:
    """Effects whose time has come and that nobody runs, oldest first, at most one batch."""
    rows = Effect.objects.filter(done_at=None, dead_at=None, next_try_at__lte=now)
    rows = rows.order_by("next_try_at").select_for_update(skip_locked=True)
    with transaction.atomic():
        return list(rows.values_list("pk", flat=True)[:SWEEP_BATCH])


def dead_letters() -> QuerySet[Effect]:
    """The effects that were given up, oldest first; somebody has to look at them."""
    return Effect.objects.exclude(dead_at=None).select_related("event").order_by("pk")


def revive(*, now: datetime) -> int:
    """Let every dead letter be tried afresh from the next sweep on; returns how many."""
    return dead_letters().update(dead_at=None, attempts=0, next_try_at=now)


def carry_out(pk: int, *, now: datetime) -> bool:
    """Run one effect if it still waits and nobody else has it; True when it ran.

    The try is counted before it is made, so that an effect which kills its worker ends too. A
    failure is tried again after 1, 2, 4 … minutes; after eight tries it is a dead letter.
    """
    try:
        return _count_try(pk, now=now) and _run(pk, now=now)
    except Exception as error:
        _put_off(pk, error, now=now)
        return False


@transaction.atomic
def _count_try(pk: int, *, now: datetime) -> bool:
    effect = _claim(pk)
    if effect is None:
        return False
    if effect.attempts >= MOST_ATTEMPTS:
        effect.dead_at = now
        log.error("effect_dead", effect=pk, error=effect.last_error)
    else:
        effect.attempts += 1
    effect.save(update_fields=["attempts", "dead_at"])
    return effect.dead_at is None


@transaction.atomic
def _run(pk: int, *, now: datetime) -> bool:
    effect = _claim(pk)
    if effect is None:
        return False
    _reactions[effect.reaction](effect.event)
    effect.done_at = now
    effect.save(update_fields=["done_at"])
    return True


def _claim(pk: int) -> Effect | None:
    waiting = Effect.objects.filter(pk=pk, done_at=None, dead_at=None)
    return waiting.select_related("event").select_for_update(skip_locked=True, of=("self",)).first()


def _put_off(pk: int, error: Exception, *, now: datetime) -> None:
    log.error("effect_failed", effect=pk, error=type(error).__name__)
    with transaction.atomic():
        effect = Effect.objects.select_for_update().get(pk=pk)
        effect.last_error = type(error).__name__
        effect.next_try_at = now + timedelta(minutes=2 ** max(effect.attempts - 1, 0))
        if effect.attempts >= MOST_ATTEMPTS:
            effect.dead_at = now
        effect.save(update_fields=["last_error", "next_try_at", "dead_at"])
