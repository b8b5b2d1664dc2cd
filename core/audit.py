"""Read audit: who looked at what, before it is sent; sealed in batches, verified row by row."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from core.models import AuditSeal, ReadEvent

log = structlog.get_logger(__name__)

FIELDS = (
    "id",
    "at",
    "by_id",
    "action",
    "record_kind",
    "record_ids",
    "subject_ids",
    "data_class",
    "reason",
    "session",
    "route",
    "xid",
)


class Action(StrEnum):
    VIEW = "VIEW"
    LIST = "LIST"
    SEARCH = "SEARCH"
    PRINT = "PRINT"
    EXPORT = "EXPORT"
    REVEAL = "REVEAL"


class AuditUnavailable(Exception):
    """The read event could not be written, so what it is about may not be shown."""


@dataclass(frozen=True)
class Viewed:
    """What a page shows: the kind and ids of its records and the children they are about."""

    kind: str
    records: tuple[uuid.UUID, ...]
    subjects: tuple[uuid.UUID, ...]
    action: Action = Action.VIEW
    data_class: str = ""
    reason: str = ""


def note(viewed: Viewed, *, by: uuid.UUID, session: str, route: str) -> ReadEvent:
    """Write one read event, or raise AuditUnavailable: then nothing is sent (requirement RA-1)."""
    try:
        return ReadEvent.objects.create(
            by_id=by,
            action=viewed.action,
            record_kind=viewed.kind,
            record_ids=list(viewed.records),
            subject_ids=sorted(set(viewed.subjects)),
            data_class=viewed.data_class,
            reason=viewed.reason,
            session=hashlib.sha256(session.encode()).hexdigest() if session else "",
            route=route,
        )
    except DatabaseError as error:
        log.error("audit_unavailable", error=type(error).__name__)
        raise AuditUnavailable from error


def reads_about(subjects: Collection[uuid.UUID]) -> QuerySet[ReadEvent]:
    """Every look at records of these children, whoever looked (requirement RA-5)."""
    return ReadEvent.objects.filter(subject_ids__overlap=list(subjects))


def reads_by(person: uuid.UUID) -> QuerySet[ReadEvent]:
    """Everything one person looked at."""
    return ReadEvent.objects.filter(by_id=person)


@transaction.atomic
def seal() -> int:
    """Close the read events of finished transactions into one seal; returns how many.

    A seal covers the transactions between two horizons. All of them have ended, so no row can
    appear behind a seal. Two sealers at once: one waits for the other. The head of the chain goes
    to the log, which lives outside the database: `verify_audit --head` finds it again (RA-4).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('core.audit.seal'))")
        cursor.execute("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint")
        (horizon,) = cursor.fetchone()
    last = AuditSeal.objects.order_by("-id").first()
    rows = _between(last.horizon if last else 0, horizon)
    if not rows:
        return 0
    leaves = [leaf(row) for row in rows]
    previous = last.root if last else ""
    ids = [row["id"] for row in rows]
    root = _root(previous, horizon, ids, leaves)
    AuditSeal.objects.create(
        horizon=horizon, row_ids=ids, leaves=leaves, previous_root=previous, root=root
    )
    log.info("audit_sealed", rows=len(rows), head=root)
    return len(rows)


def leaf(row: dict[str, Any]) -> str:
    """The hash of one read event, over every column."""
    text = json.dumps(row, default=str, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def faults(*, head: str = "") -> Iterator[str]:
    """Walk the chain and name every bad row or seal (requirement RA-4); nothing means whole.

    `head` is a head that the log remembers: a chain cut short before it is not whole.
    """
    if head and not AuditSeal.objects.filter(root=head).exists():
        yield "the chain does not hold the head that was asked for"
    previous, floor = "", 0
    for seal_ in AuditSeal.objects.order_by("id").iterator():
        if seal_.previous_root != previous:
            yield f"seal {seal_.pk}: does not follow the seal before it"
        if seal_.root != _root(seal_.previous_root, seal_.horizon, seal_.row_ids, seal_.leaves):
            yield f"seal {seal_.pk}: its root does not fit its rows"
        yield from _faults_in_rows(seal_, floor)
        previous, floor = seal_.root, seal_.horizon


def _faults_in_rows(seal_: AuditSeal, floor: int) -> Iterator[str]:
    stands = {row["id"]: leaf(row) for row in _between(floor, seal_.horizon)}
    sealed = dict(zip(seal_.row_ids, seal_.leaves, strict=False))
    for pk, expected in sealed.items():
        if pk not in stands:
            yield f"row {pk}: missing"
        elif stands[pk] != expected:
            yield f"row {pk}: changed"
    for pk in sorted(stands.keys() - sealed.keys()):
        yield f"row {pk}: added behind a seal"


def _between(floor: int, horizon: int) -> list[dict[str, Any]]:
    rows = ReadEvent.objects.filter(xid__gte=floor, xid__lt=horizon).order_by("id")
    return list(rows.values(*FIELDS))


def _root(previous: str, horizon: int, ids: list[int], leaves: list[str]) -> str:
    text = json.dumps([previous, horizon, ids, leaves], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
