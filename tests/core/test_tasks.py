"""Every task of the house may run twice, or twice at once, and what it does is done once (J-2)."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from agencies.models import Authority
from core import audit, trail
from core.models import AuditSeal, Effect
from tests.architecture.test_jobs import own_tasks
from tests.core.survival.load import SurvivalEvent

Arguments = tuple[Any, ...]


def an_effect() -> Arguments:
    happened = trail.record(SurvivalEvent.HAPPENED, Authority(), by=None, at=timezone.now())
    return (Effect.objects.get(event=happened).pk,)


ARGUMENTS: dict[str, Callable[[], Arguments]] = {"core.tasks.carry_out": an_effect}
"""What a task that takes an id is given; the others take nothing."""


def rows() -> dict[str, int]:
    """How many rows each table holds."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - names of our tables
            counts[table] = cursor.fetchone()[0]
    return counts


def run(name: str, arguments: Arguments) -> None:
    own_tasks()[name].run(*arguments)  # type: ignore[attr-defined]


def run_twice_at_once(name: str, arguments: Arguments) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            run(name, arguments)
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", sorted(own_tasks()))
def test_a_task_run_twice_does_nothing_more_than_once(name: str) -> None:
    arguments = ARGUMENTS.get(name, tuple)()
    run(name, arguments)
    after_one = rows()
    run(name, arguments)
    assert rows() == after_one
    run_twice_at_once(name, arguments)
    assert rows() == after_one


@pytest.mark.django_db(transaction=True)
def test_an_effect_carried_out_twice_at_once_leaves_one_mark() -> None:
    arguments = an_effect()
    before = rows()
    run_twice_at_once("core.tasks.carry_out", arguments)
    after = rows()
    assert after["core_statuschange"] == before["core_statuschange"] + 1


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_each_read_once() -> None:
    viewed = audit.Viewed("cases.case", (uuid.uuid4(),), (uuid.uuid4(),))
    audit.note(viewed, by=uuid.uuid4(), session="", route="")
    run_twice_at_once("core.tasks.seal_audit", ())
    assert sum(len(seal.row_ids) for seal in AuditSeal.objects.all()) == 1
    assert not list(audit.faults())
