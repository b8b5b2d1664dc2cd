"""Jobs keep their promises: scheduled, fed with ids only, sent by the outbox alone (J-1 to J-3)."""

from __future__ import annotations

import ast
import inspect
import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings

from cse_portal.celery import app
from tests.architecture.house import APPS, HOUSE, ROOT, calls, rooms

SENDERS = ("apply_async", "delay", "send_task")
ID_TYPES = {int, str, uuid.UUID, "int", "str", "uuid.UUID"}


def own_tasks() -> dict[str, object]:
    """The tasks of the house; Celery brings a few of its own."""
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if not name.startswith("celery.")}


def task_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of a tasks room that Celery runs."""
    for name in APPS:
        path = ROOT / name / "tasks.py"
        if not path.exists():
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(
                "shared_task" in ast.unparse(mark) for mark in node.decorator_list
            ):
                yield f"{name}.tasks.{node.name}", node


def test_every_task_of_the_house_is_seen_by_these_guards() -> None:
    assert {name for name, _ in task_functions()} == set(own_tasks())


@pytest.mark.parametrize("name", HOUSE)
def test_only_the_outbox_speaks_to_the_broker(name: str) -> None:
    for path in rooms(name):
        if path == ROOT / "core" / "outbox.py":
            continue
        sent = [call for call in calls(path) if call.rpartition(".")[2] in SENDERS]
        assert not sent, f"{path.relative_to(ROOT)} sends a job past the outbox: {sent}"


@pytest.mark.parametrize("name", sorted(own_tasks()))
def test_a_task_takes_ids_only(name: str) -> None:
    taken = inspect.signature(own_tasks()[name].run).parameters.values()  # type: ignore[attr-defined]
    for parameter in taken:
        assert parameter.name.endswith("_id"), f"{name} takes {parameter.name}"
        assert parameter.annotation in ID_TYPES, f"{name} takes {parameter.annotation}"


@pytest.mark.parametrize("entry", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_what_is_scheduled_exists_and_needs_nothing(entry: str) -> None:
    task = own_tasks()[settings.CELERY_BEAT_SCHEDULE[entry]["task"]]
    assert not inspect.signature(task.run).parameters  # type: ignore[attr-defined]


def test_the_sweep_and_the_seal_come_round_every_minute() -> None:
    every = {row["task"]: row["schedule"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert every["core.tasks.sweep"] <= 60
    assert every["core.tasks.seal_audit"] <= 60


def test_celery_is_told_to_lose_as_little_as_it_can() -> None:
    conf = app.conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.worker_soft_shutdown_timeout > 0
    assert conf.broker_transport_options["visibility_timeout"] > conf.task_time_limit
    assert conf.accept_content == ["json"]
    assert conf.result_backend is None
    assert conf.timezone == "UTC"
