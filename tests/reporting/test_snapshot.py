"""A return is of one moment and whole, whoever writes and whatever dies (requirement C-5)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from itertools import count
from threading import Event, Thread

import pytest
from django.db import Error, connection, connections, transaction

from cases.models import RiskLevel, RiskLevelSet
from reporting.models import Return
from reporting.selectors import contents
from reporting.selectors.returns import checksum_as_stored
from reporting.selectors.snapshot import ALIAS, snapshot
from reporting.selectors.toolkits import toolkit_for
from tests.reporting.factories import AUTUMN, NOW, at_risk, draft

pytestmark = pytest.mark.django_db(transaction=True)
KILLS, WRITERS = 30, 4


@contextmanager
def beside(work: Callable[[], None]) -> Iterator[None]:
    """Do something over and over in a thread, each time in a transaction of its own."""
    stop = Event()

    def run() -> None:
        while not stop.is_set():
            with transaction.atomic():
                work()
        connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def swapping() -> Callable[[], None]:
    """Two children, one serious and one at risk, who change places in one transaction."""
    pair = [at_risk(level).levels.get().pk for level in (RiskLevel.SERIOUS, RiskLevel.AT_RISK)]

    def swap() -> None:
        for row in RiskLevelSet.objects.select_for_update().filter(pk__in=pair).order_by("pk"):
            up = row.level == RiskLevel.AT_RISK
            row.level = RiskLevel.SERIOUS if up else RiskLevel.AT_RISK
            row.save(update_fields=["level"])

    return swap


def whole(record: Return, pairs: int) -> None:
    """Every figure is there, of one moment, and the sum still fits."""
    shown = contents(record)
    assert len(shown.figures) == len(toolkit_for(AUTUMN).measures)
    assert (shown.value("M002"), shown.value("M004")) == (pairs, pairs)
    assert record.checksum == checksum_as_stored(record)


def test_a_return_is_of_one_moment_while_others_write() -> None:
    with beside(swapping()):
        built = [draft(at=NOW + timedelta(seconds=n)) for n in range(12)]
    for record in built:
        whole(record, pairs=1)
    assert len({record.checksum for record in built}) > 1


def test_a_snapshot_reads_what_was_committed_when_it_began_and_cannot_write() -> None:
    level = at_risk(RiskLevel.SERIOUS).levels.get()
    with snapshot() as using:
        rows = RiskLevelSet.objects.using(using)
        assert rows.get().level == RiskLevel.SERIOUS
        RiskLevelSet.objects.filter(pk=level.pk).update(level=RiskLevel.AT_RISK)
        assert rows.get().level == RiskLevel.SERIOUS
        with pytest.raises(Error, match="read-only"), transaction.atomic(using=using):
            rows.update(level=RiskLevel.SIGNIFICANT)
    assert RiskLevelSet.objects.get().level == RiskLevel.AT_RISK


def kill_drafts(stop: Event) -> None:
    """End the database sessions of a draft at moments of its life, early and late."""
    chance = random.Random(2015)
    with connection.cursor() as cursor:
        while not stop.is_set():
            time.sleep(chance.uniform(0, 0.06))
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'doomed' AND state <> 'idle'"
                " AND usename = current_user AND backend_type = 'client backend'"
            )
    connection.close()


def doomed_draft(number: int, died: list[int]) -> None:
    """A draft in a session that announces itself to the killer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET application_name = 'doomed'")
        draft(at=NOW + timedelta(seconds=number))
    except Error:
        died.append(number)
    finally:
        connection.close()


def test_no_partial_return_is_seen_after_thirty_kills_while_four_write() -> None:
    stop, died = Event(), list[int]()
    with ExitStack() as stack:
        for _ in range(WRITERS):
            stack.enter_context(beside(swapping()))
        killer = Thread(target=kill_drafts, args=(stop,))
        killer.start()
        for number in count():
            thread = Thread(target=doomed_draft, args=(number, died))
            thread.start()
            thread.join()
            if len(died) >= KILLS:
                break
        stop.set()
        killer.join()
        draft(at=NOW + timedelta(hours=1))
    for record in Return.objects.all():
        whole(record, pairs=WRITERS)


def test_a_snapshot_closes_its_connection() -> None:
    with snapshot() as using:
        opened = connections[using]
        assert opened.connection is not None
    assert opened.connection is None
    assert ALIAS not in {one.alias for one in connections.all(initialized_only=True)}
