"""The read audit: written before the page, only ever growing, sealed whole, and no page without."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from agencies.roles import Role
from core import audit
from core.models import AuditSeal, ReadEvent
from tests.agencies.clients import sign_in
from tests.agencies.factories import UserFactory
from tests.cases.factories import make_case
from tests.database import owner_connection

# A seal waits for every open transaction of the server, also for those of another worker.
pytestmark = pytest.mark.alone
WRITERS, READS_EACH = 6, 25


def look(**more: object) -> ReadEvent:
    viewed = audit.Viewed("cases.case", (uuid.uuid4(),), (uuid.uuid4(),), **more)  # type: ignore[arg-type]
    return audit.note(viewed, by=uuid.uuid4(), session="s", route="desk:case")


def sealed_ids() -> list[int]:
    return [pk for seal in AuditSeal.objects.all() for pk in seal.row_ids]


def tamper(statement: str, *values: Any) -> None:
    """Change the audit as nobody may: as the owner, with the guards set aside."""
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute("ALTER TABLE core_readevent DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE core_auditseal DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE core_auditseal ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE core_readevent ENABLE TRIGGER USER")


def verdict(*arguments: str) -> str:
    """What the command says; it must refuse to call the audit whole."""
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", *arguments, stderr=said, stdout=said)
    return said.getvalue()


def write_slowly(seed: int, failures: list[BaseException]) -> None:
    """Write reads in transactions that stay open for a while, as busy pages do."""
    chance = random.Random(seed)
    try:
        for _ in range(READS_EACH):
            with transaction.atomic():
                look()
                time.sleep(chance.random() * 0.02)
    except BaseException as error:
        failures.append(error)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_no_row_slips_behind_a_seal_while_many_write() -> None:
    failures: list[BaseException] = []
    writers = [
        threading.Thread(target=write_slowly, args=(seed, failures)) for seed in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        audit.seal()
        time.sleep(0.01)
    audit.seal()
    assert not failures
    assert AuditSeal.objects.count() > 1
    assert sorted(sealed_ids()) == sorted(ReadEvent.objects.values_list("pk", flat=True))
    assert len(sealed_ids()) == WRITERS * READS_EACH
    assert not list(audit.faults())


@pytest.mark.django_db(transaction=True)
def test_a_read_not_yet_committed_waits_for_a_later_seal() -> None:
    look()
    written, sealed = threading.Event(), threading.Event()

    def hold_open() -> None:
        with transaction.atomic():
            look()
            written.set()
            sealed.wait(10)
        connection.close()

    late = threading.Thread(target=hold_open)
    late.start()
    written.wait(10)
    look()
    audit.seal()
    first = set(sealed_ids())
    sealed.set()
    late.join()
    audit.seal()
    assert len(first) == 1
    assert len(sealed_ids()) == 3
    assert not list(audit.faults())


@pytest.mark.django_db(transaction=True)
def test_a_whole_audit_is_called_whole() -> None:
    look()
    audit.seal()
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert said.getvalue() == "The read audit is whole.\n"


CHANGES = {
    "at": "at - interval '1 day'",
    "by_id": "gen_random_uuid()",
    "action": "'LIST'",
    "record_kind": "'children.child'",
    "record_ids": "record_ids || gen_random_uuid()",
    "subject_ids": "'{}'",
    "data_class": "'HEALTH'",
    "reason": "'another'",
    "session": "''",
    "route": "'desk:home'",
}


def test_every_column_but_the_key_is_tried() -> None:
    assert set(CHANGES) | {"id", "xid"} == set(audit.FIELDS)


@pytest.mark.django_db(transaction=True)
def test_each_changed_row_is_named_whichever_column_was_changed() -> None:
    rows = {column: look() for column in CHANGES}
    look()
    audit.seal()
    for column, row in rows.items():
        tamper(f"UPDATE core_readevent SET {column} = {CHANGES[column]} WHERE id = %s", row.pk)  # noqa: S608
    assert verdict() == "".join(f"row {row.pk}: changed\n" for row in rows.values())


@pytest.mark.django_db(transaction=True)
def test_a_missing_row_is_named() -> None:
    rows = [look() for _ in range(3)]
    audit.seal()
    tamper("DELETE FROM core_readevent WHERE id = %s", rows[1].pk)
    assert verdict() == f"row {rows[1].pk}: missing\n"


@pytest.mark.django_db(transaction=True)
def test_a_row_added_behind_a_seal_is_named() -> None:
    row = look()
    audit.seal()
    row.refresh_from_db()
    added = ReadEvent.objects.create(
        action="VIEW", record_kind="x", record_ids=[], subject_ids=[], xid=row.xid
    )
    assert verdict() == f"row {added.pk}: added behind a seal\n"


@pytest.mark.django_db(transaction=True)
def test_a_row_changed_together_with_its_leaf_gives_the_seal_away() -> None:
    row = look()
    audit.seal()
    tamper("UPDATE core_readevent SET reason = 'another' WHERE id = %s", row.pk)
    stands = ReadEvent.objects.filter(pk=row.pk).values(*audit.FIELDS).get()
    tamper("UPDATE core_auditseal SET leaves = %s", [audit.leaf(stands)])
    assert "its root does not fit its rows" in verdict()


@pytest.mark.django_db(transaction=True)
def test_a_seal_taken_out_breaks_the_chain() -> None:
    for _ in range(3):
        look()
        audit.seal()
    middle = AuditSeal.objects.order_by("pk")[1]
    tamper("DELETE FROM core_auditseal WHERE id = %s", middle.pk)
    assert "does not follow the seal before it" in verdict()


@pytest.mark.django_db(transaction=True)
def test_a_chain_cut_short_no_longer_holds_the_head_that_the_log_remembers() -> None:
    for _ in range(2):
        look()
        audit.seal()
    head = AuditSeal.objects.latest("pk")
    call_command("verify_audit", "--head", head.root, stdout=StringIO())
    tamper("DELETE FROM core_auditseal WHERE id = %s", head.pk)
    assert "does not hold the head" in verdict("--head", head.root)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_readevent SET reason = ''",
        "DELETE FROM core_readevent",
        "TRUNCATE core_readevent",
        "UPDATE core_auditseal SET root = ''",
        "DELETE FROM core_auditseal",
        "TRUNCATE core_auditseal",
        "ALTER TABLE core_readevent DISABLE TRIGGER USER",
    ],
)
def test_the_portal_itself_cannot_change_what_was_read(statement: str) -> None:
    look()
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def audit_down() -> Iterator[None]:
    """The audit takes no more rows; everything else works."""
    with owner_connection() as owner, owner.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON core_readevent FROM portal_app")
        yield
        cursor.execute("GRANT INSERT ON core_readevent TO portal_app")


@pytest.fixture
def coordinator() -> Client:
    return sign_in(Client(), UserFactory(role=Role.COORDINATOR))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_shown_that_cannot_be_noted(coordinator: Client, audit_down: None) -> None:
    case = make_case()
    answer = coordinator.get(reverse("desk:case", args=[case.pk]))
    assert answer.status_code == 503
    assert answer["X-Correlation-Id"] in answer.text
    for said in (case.reference, case.child.family_name, case.child.given_name, str(case.child_id)):
        assert said not in answer.text


@pytest.mark.django_db(transaction=True)
def test_the_same_page_is_shown_and_noted_once_when_the_audit_is_up(coordinator: Client) -> None:
    case = make_case()
    answer = coordinator.get(reverse("desk:case", args=[case.pk]))
    assert answer.status_code == 200
    assert case.child.family_name in answer.text
    assert ReadEvent.objects.filter(subject_ids__contains=[case.child_id]).count() == 1
