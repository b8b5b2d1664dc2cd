"""Import a file of episodes: look first, then carry out; every row has a result."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from agencies.roles import Role
from core import references, trail
from core.batch import one_batch
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import Owner, open_duty
from missing import extract
from missing.events import ImportEvent
from missing.extract import Line, Unread
from missing.models import (
    IMPORT_PATHWAY,
    EpisodeImport,
    ImportResult,
    ImportRow,
    ImportStatus,
)
from missing.selectors import imported_before
from missing.services import rules
from missing.services.rows import Outcome, Seen, enter_line, key_of

MOST_PREVIEWED = 500
"""A page waits while every row is rehearsed; the command takes longer files."""

Results = list[tuple[Line | Unread, Outcome]]


@transaction.atomic
def preview_file(
    content: bytes, *, authority: Authority, by: User | None, at: datetime
) -> EpisodeImport:
    """Read a file and keep what would become of each row; nothing is imported yet.

    The preview before it by the same person is thrown away. Raises Invalid for a file that
    cannot be read or is longer than a page waits for.
    """
    rules.require_serving(by, Permission.EPISODE_IMPORT, authority)
    lines = _lines(content)
    if len(lines) > MOST_PREVIEWED:
        raise Invalid(
            f"This file has {len(lines):,} rows; at most {MOST_PREVIEWED} can be looked at here. "
            "Split it, or ask an administrator to import it whole.",
            field="file",
        )
    results = _rehearse(lines, authority=authority, by=by, at=at)
    EpisodeImport.objects.filter(by=by, status=ImportStatus.PREVIEWED).delete()
    return _keep(results, content, authority=authority, by=by, at=at)


@transaction.atomic
def carry_out_import(batch: EpisodeImport, *, by: User | None, at: datetime) -> EpisodeImport:
    """Import a previewed file: each row anew, as things stand now, in a transaction of its own.

    Raises NotNow when this very file was imported already: it would change nothing.
    """
    access.require(by, Permission.EPISODE_IMPORT, batch)
    _one_at_a_time(batch.authority)
    if imported_before(batch.file_hash, batch.authority):
        raise NotNow("This file is imported already. Importing it again would change nothing.")
    IMPORT_PATHWAY.move(batch, to=ImportStatus.IMPORTED, by=by, at=at, also={"imported_at": at})
    batch.imported_at = at
    rows = [(row, Line.from_json(row.said)) for row in batch.rows.order_by("number") if row.said]
    with one_batch():
        file = FileSoFar([line for _, line in rows], batch.authority, but=batch.pk)
        for row, line in rows:
            _carry_out_row(row, line, file=file, batch=batch, by=by, at=at)
    counts = {result.value: batch.rows.filter(result=result).count() for result in ImportResult}
    trail.record(ImportEvent.IMPORTED, batch, by=by, at=at, facts=counts)
    return batch


@transaction.atomic
def import_file(
    content: bytes, *, authority: Authority, by: User | None, at: datetime
) -> EpisodeImport:
    """Import without looking first, for a command at the machine.

    Raises NotNow when this very file was imported already.
    """
    rules.require_serving(by, Permission.EPISODE_IMPORT, authority)
    unseen = Outcome(ImportResult.KNOWN, "")
    results: Results = [
        (line, Outcome(ImportResult.REFUSED, line.reason) if isinstance(line, Unread) else unseen)
        for line in _lines(content)
    ]
    batch = _keep(results, content, authority=authority, by=by, at=at)
    return carry_out_import(batch, by=by, at=at)


def rehearse_file(
    content: bytes, *, authority: Authority, by: User | None, at: datetime
) -> Results:
    """What would become of each row; nothing is kept."""
    rules.require_serving(by, Permission.EPISODE_IMPORT, authority)
    return _rehearse(_lines(content), authority=authority, by=by, at=at)


class FileSoFar:
    """What the rows of one file have come to, for the rows below them."""

    def __init__(
        self, lines: Sequence[Line], authority: Authority, *, but: uuid.UUID | None = None
    ) -> None:
        self.seen = Seen(lines, authority, but=but)
        self.parked: set[str] = set()


def _rehearse(
    lines: Sequence[Line | Unread], *, authority: Authority, by: User | None, at: datetime
) -> Results:
    """Carry out every row and take it all back: a preview that cannot differ from the import."""
    with transaction.atomic(), one_batch():
        _one_at_a_time(authority)
        file = FileSoFar([line for line in lines if isinstance(line, Line)], authority)
        results: Results = [
            (line, _outcome(line, file=file, authority=authority, by=by, at=at)) for line in lines
        ]
        transaction.set_rollback(True)
    return results


def _outcome(
    line: Line | Unread,
    *,
    file: FileSoFar,
    authority: Authority,
    by: User | None,
    at: datetime,
) -> Outcome:
    """The result of one row of a file."""
    if isinstance(line, Unread):
        return Outcome(ImportResult.REFUSED, line.reason)
    key = key_of(line)
    if key in file.parked:
        return Outcome(ImportResult.KNOWN, "The same row stands above and is parked.")
    try:
        with transaction.atomic():
            outcome = enter_line(line, seen=file.seen, authority=authority, by=by, at=at)
    except Invalid as refusal:
        return Outcome(ImportResult.REFUSED, refusal.sentence)
    if outcome.result == ImportResult.PARKED:
        file.parked.add(key)
    return outcome


def _carry_out_row(
    row: ImportRow,
    line: Line,
    *,
    file: FileSoFar,
    batch: EpisodeImport,
    by: User | None,
    at: datetime,
) -> None:
    outcome = _outcome(line, file=file, authority=batch.authority, by=by, at=at)
    row.result, row.reason, row.episode = outcome.result, outcome.reason, outcome.episode
    if row.result == ImportResult.PARKED:
        row.reference = references.new("P")
    else:
        row.said = {}
    row.save()
    if row.result == ImportResult.PARKED:
        open_duty(
            Clock.MATCH_PARKED_ROW,
            about=row,
            reference=row.reference,
            authority=batch.authority,
            owner=Owner(role=Role.STEWARD),
            starts_at=at,
            by=by,
            at=at,
        )
        trail.record(ImportEvent.PARKED, row, by=by, at=at)


def _keep(
    results: Results, content: bytes, *, authority: Authority, by: User | None, at: datetime
) -> EpisodeImport:
    batch = EpisodeImport.objects.create(
        authority=authority, file_hash=hash_of(content), by=by, previewed_at=at
    )
    IMPORT_PATHWAY.begin(batch, by=by, at=at)
    ImportRow.objects.bulk_create(
        ImportRow(
            batch=batch,
            number=line.number,
            result=outcome.result,
            reason=outcome.reason,
            key=key_of(line) if isinstance(line, Line) else "",
            said=line.as_json() if isinstance(line, Line) else {},
        )
        for line, outcome in results
    )
    return batch


def _lines(content: bytes) -> list[Line | Unread]:
    lines = list(extract.read_lines(extract.read_table(content)))
    if not lines:
        raise Invalid("This file has headings and no rows.", field="file")
    return lines


def hash_of(content: bytes) -> str:
    """What tells a file from another, whatever it is called."""
    return hashlib.sha256(content).hexdigest()


def _one_at_a_time(authority: Authority) -> None:
    """Two files at once may hold the same row: imports of an authority wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"missing.import.{authority.pk}"]
        )
