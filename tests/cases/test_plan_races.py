"""Eight people save one plan two hundred times each, and no text is lost silently (C-1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from agencies.roles import Role
from cases.models import Plan, PlanAction
from cases.services import change_action, change_plan
from core.refusals import Stale
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import action_said, make_action, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2015, 9, 17, 9, tzinfo=UTC)
WRITERS, EDITS = 8, 200


def all_at_once(write: Callable[[int], None]) -> None:
    """Every writer in a thread and a connection of its own, starting together."""
    start = Barrier(WRITERS)

    def run(writer: int) -> None:
        try:
            start.wait()
            write(writer)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(writer,)) for writer in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def history_of(model: type, column: str) -> list[str]:
    """Every text that was ever saved, as the database itself kept it, in order."""
    events = model.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    return list(events.values_list(column, flat=True))


def test_eight_writers_of_two_hundred_edits_each_lose_no_text_silently() -> None:
    plan = make_plan(aim="As it was begun.")
    saved: dict[str, int] = {}
    refused: list[str] = []

    def write(writer: int) -> None:
        for edit in range(EDITS):
            edition = Plan.objects.values_list("edition", flat=True).get(pk=plan.pk)
            text = f"Writer {writer}, edit {edit}."
            try:
                change_plan(plan, edition=edition, aim=text, by=None, at=NOW)
                saved[text] = edition
            except Stale:
                refused.append(text)

    all_at_once(write)
    plan.refresh_from_db()
    assert refused, "the writers did not meet"
    assert len(saved) + len(refused) == len({*saved, *refused}) == WRITERS * EDITS
    begun_from = sorted(saved.values())
    assert begun_from == list(range(1, len(saved) + 1)), "a text replaced one its writer never saw"
    assert plan.edition == 1 + len(saved)
    kept = [text for text in history_of(Plan, "aim") if text != "As it was begun."]
    assert sorted(kept) == sorted(saved)
    assert plan.aim == kept[-1]


def test_writers_who_merge_what_was_refused_all_come_through() -> None:
    action = make_action(what="Begun.")
    each = 5

    def write(writer: int) -> None:
        for edit in range(each):
            while True:
                now = PlanAction.objects.get(pk=action.pk)
                merged = action_said(what=f"{now.what} {writer}.{edit}")
                try:
                    change_action(now, merged, edition=now.edition, by=None, at=NOW)
                except Stale:
                    continue
                break

    all_at_once(write)
    action.refresh_from_db()
    wanted = {f"{writer}.{edit}" for writer in range(WRITERS) for edit in range(each)}
    assert set(action.what.split()[1:]) == wanted


def test_every_refused_page_holds_both_texts() -> None:
    plan = make_plan(aim="As it was begun.")
    address = f"/cases/plans/{plan.pk}/text"
    clients = [sign_in(Client(), UserFactory(role=Role.COORDINATOR)) for _ in range(WRITERS)]
    answers: list[tuple[int, str, str]] = []

    def write(writer: int) -> None:
        for edit in range(3):
            text = f"Page of writer {writer}, edit {edit}."
            sent = {"aim": text, "keeping_safe": "", "edition": "1"}
            answer = clients[writer].post(address, sent)
            answers.append((answer.status_code, text, answer.content.decode()))

    all_at_once(write)
    saved = [text for status, text, _ in answers if status == 302]
    assert len(saved) == 1
    refusals = [(text, page) for status, text, page in answers if status == 409]
    assert len(refusals) == WRITERS * 3 - 1
    for text, page in refusals:
        assert text in page
        assert saved[0] in page
