"""Doors for the clock: carry out effects, sweep what waits, seal the read audit."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core import audit, outbox


@shared_task(ignore_result=True)
def carry_out(effect_id: int) -> None:
    """Carry out one effect of the outbox; safe to run twice or in parallel."""
    outbox.carry_out(effect_id, now=timezone.now())


@shared_task(ignore_result=True)
def sweep() -> None:
    """Send again whatever waits: lost messages and failed tries heal within a minute."""
    outbox.sweep(now=timezone.now())


@shared_task(ignore_result=True)
def seal_audit() -> None:
    """Close the finished read events into the next seal of the chain."""
    audit.seal()
