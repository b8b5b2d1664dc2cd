"""The outbox: written with the fact, carried out once, tried again, and given up in the open."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from agencies.models import Authority
from core import outbox, trail
from core.courier import Courier
from core.models import Effect, Event
from cse_portal.celery import app
from ops.places import socket_folder
from ops.valkey import find_program


class OutboxEvent(StrEnum):
    HAPPENED = "outbox_test.happened"
    FAILED = "outbox_test.failed"


done: list[int] = []


@outbox.reacts_to(OutboxEvent.HAPPENED)
def remember(event: Event) -> None:
    done.append(event.pk)


@outbox.reacts_to(OutboxEvent.FAILED)
def fail(event: Event) -> None:
    Event.objects.create(name="half.done", record_kind="x", record_id=event.record_id, at=event.at)
    raise RuntimeError("Ann Example, 1 High Street")


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    done.clear()


def happens(event: OutboxEvent = OutboxEvent.HAPPENED) -> Effect:
    happened = trail.record(event, Authority(), by=None, at=timezone.now())
    return Effect.objects.get(event=happened)


@pytest.mark.django_db
def test_an_effect_is_carried_out_once() -> None:
    effect, now = happens(), timezone.now()
    assert outbox.carry_out(effect.pk, now=now)
    assert not outbox.carry_out(effect.pk, now=now)
    assert done == [effect.event_id]


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_is_rolled_back_leaves_no_effect() -> None:
    with transaction.atomic():
        happens()
        transaction.set_rollback(True)
    assert not Effect.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_a_failed_effect_leaves_nothing_behind_and_is_tried_again_later() -> None:
    effect, now = happens(OutboxEvent.FAILED), timezone.now()
    assert not outbox.carry_out(effect.pk, now=now)
    effect.refresh_from_db()
    assert not Event.objects.filter(name="half.done").exists()
    assert (effect.attempts, effect.done_at, effect.dead_at) == (1, None, None)
    assert effect.next_try_at == now + timedelta(minutes=1)
    assert effect.last_error == "RuntimeError"


@pytest.mark.django_db
def test_an_effect_that_always_fails_becomes_a_dead_letter() -> None:
    effect, now = happens(OutboxEvent.FAILED), timezone.now()
    for _ in range(outbox.MOST_ATTEMPTS):
        outbox.carry_out(effect.pk, now=now)
    effect.refresh_from_db()
    assert effect.dead_at == now
    assert effect.pk not in outbox.waiting(now=now + timedelta(days=30))


@pytest.mark.django_db
def test_dead_letters_are_listed_without_words_and_can_be_revived() -> None:
    effect, now, said = happens(OutboxEvent.FAILED), timezone.now(), StringIO()
    for _ in range(outbox.MOST_ATTEMPTS):
        outbox.carry_out(effect.pk, now=now)
    call_command("dead_letters", "--revive", stdout=said)
    assert f"{effect.pk} outbox_test.failed" in said.getvalue()
    assert "Ann Example" not in said.getvalue()
    assert effect.pk in outbox.waiting(now=timezone.now())
    assert not outbox.dead_letters()


@pytest.mark.django_db
def test_an_effect_that_kills_its_worker_becomes_a_dead_letter_too() -> None:
    effect, now = happens(), timezone.now()
    Effect.objects.filter(pk=effect.pk).update(attempts=outbox.MOST_ATTEMPTS)
    assert not outbox.carry_out(effect.pk, now=now)
    effect.refresh_from_db()
    assert effect.dead_at == now
    assert done == []


@pytest.mark.django_db
def test_the_sweep_sends_what_waits_and_not_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    monkeypatch.setattr(outbox, "hand_over", sent.extend)
    old, _young = happens(), happens()
    now = timezone.now()
    Effect.objects.filter(pk=old.pk).update(next_try_at=now - outbox.GRACE)
    for _ in range(2):
        outbox.sweep(now=now)
    assert sent == [old.pk]
    outbox.sweep(now=now + outbox.NOT_AGAIN_FOR + outbox.GRACE)
    assert sent.count(old.pk) == 2


@pytest.fixture
def stuck_broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker that listens and never answers."""
    folder = socket_folder(tmp_path)
    folder.mkdir(exist_ok=True)
    socket = folder / "stuck.sock"
    keeps_nothing = ["--port", "0", "--dir", str(tmp_path), "--save", ""]
    broker = subprocess.Popen(
        [find_program(), *keeps_nothing, "--unixsocket", str(socket)], stdout=subprocess.DEVNULL
    )
    while not socket.exists():
        time.sleep(0.02)
    os.kill(broker.pid, signal.SIGSTOP)
    monkeypatch.setattr(app, "_pool", None)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setitem(app.conf, "broker_url", f"redis+socket://{socket}")
    yield
    broker.kill()
    broker.wait()


@pytest.mark.usefixtures("stuck_broker")
@pytest.mark.django_db(transaction=True)
def test_no_request_waits_for_a_broker_that_does_not_answer() -> None:
    began = time.monotonic()
    for _ in range(20):
        happens()
    assert time.monotonic() - began < 5
    assert len(outbox.waiting(now=timezone.now())) == 20


def test_a_courier_that_cannot_deliver_drops_what_it_holds_and_goes_on() -> None:
    delivered: list[int] = []

    def deliver(item: int) -> None:
        if item == 1:
            time.sleep(0.2)
            raise ConnectionError
        delivered.append(item)

    courier = Courier(deliver)
    courier.hand_in([1, 2, 3])
    time.sleep(0.5)
    courier.hand_in([4])
    deadline = time.monotonic() + 5
    while delivered != [4] and time.monotonic() < deadline:
        time.sleep(0.02)
    assert delivered == [4]
