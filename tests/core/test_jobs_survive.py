"""Workers, broker and web are killed with -9 under load: nothing lost, nothing repeated (J-4)."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection

from core.models import Effect, Event, StatusChange
from tests.core.survival.load import MARK
from tests.core.survival.stage import Stage, running

ACKNOWLEDGED = 100
CARRIED_OUT = 25
"""What must have happened between one fault and the next."""

FAULTS = (("worker",), ("broker", "writer"), ("worker", "broker"))
MANY_FAULTS = FAULTS[1:] * 5 + FAULTS[:1] * 10
"""Who is killed at once, each time with -9; shuffled. The writer stands in for the web."""


def database_url() -> str:
    """The address of the test's own database, for the processes it starts."""
    address = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(address._replace(path=f"/{connection.settings_dict['NAME']}"))


def marks() -> Counter[str]:
    """How often each fact left its mark."""
    rows = StatusChange.objects.filter(record_kind=MARK).values_list("record_id", flat=True)
    return Counter(str(pk) for pk in rows)


def much_happens(stage: Stage) -> None:
    """Wait until the web acknowledged, and the workers carried out, enough since now."""
    receipts, done = len(stage.acknowledged()), StatusChange.objects.count()
    stage.wait_until(
        lambda: (
            len(stage.acknowledged()) >= receipts + ACKNOWLEDGED
            and StatusChange.objects.count() >= done + CARRIED_OUT
        ),
        seconds=60,
    )


def survive(folder: Path, faults: Sequence[Sequence[str]], *, facts_a_second: float) -> None:
    """Kill under load, let it heal, and compare what was promised with what was done."""
    seed = int(os.environ.get("SURVIVAL_SEED", time.time_ns() % 1_000_000))
    print(f"SURVIVAL_SEED={seed}")  # noqa: T201 - shown by pytest when the test fails
    chance = random.Random(seed)
    with running(folder, database_url(), rate=facts_a_second) as stage:
        for victims in chance.sample(faults, len(faults)):
            much_happens(stage)
            stage.kill(victims, chance)
        much_happens(stage)
        stage.stop_writing()
        stage.wait_until(lambda: not Effect.objects.filter(done_at=None).exists(), seconds=300)
        acknowledged = set(stage.acknowledged())

    happened = {str(pk) for pk in Event.objects.values_list("record_id", flat=True)}
    assert acknowledged <= happened
    assert len(acknowledged) >= ACKNOWLEDGED * (len(faults) + 1)
    assert marks() == Counter(happened)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_repeated_when_everything_is_killed(tmp_path: Path) -> None:
    survive(tmp_path, FAULTS, facts_a_second=30)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_fifteen_dead_workers_and_ten_dead_brokers_lose_nothing(tmp_path: Path) -> None:
    survive(tmp_path, MANY_FAULTS, facts_a_second=60)
