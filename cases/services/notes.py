"""Write a note, correct it by another, and keep what its author says it mentions."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import DataClass, Permission
from cases.events import NoteEvent
from cases.hearing import heard_in
from cases.models import Case, Chronology, HealthPart, Mark, Mention, Note
from cases.policies import may_correct, writes_as
from cases.services.people import mention
from core import codes, trail
from core.refusals import Invalid, NotAllowed, NotNow

SAID = ("fact", "reported", "opinion", "intelligence")


@transaction.atomic
def write_note(case: Case, *, key: uuid.UUID, by: User | None, at: datetime, **said: Any) -> Note:
    """Write a note of a case; the same form sent again gives the same note.

    `said` holds `kind` (list `note_kind`), `happened_at`, a text under any of the marks `fact`,
    `reported`, `opinion` and `intelligence`, `health` with its `health_mark`, and `cites`, a
    frozen chronology. Raises Invalid for a note that says nothing and for one about the future.
    """
    access.require(by, Permission.NOTE_WRITE, case)
    before = _sent_before(case, key, by)
    if before:
        return before
    note = _write(case, key=key, by=by, at=at, **said)
    facts = {"kind": note.kind, "happened_at": note.happened_at.isoformat()}
    trail.record(NoteEvent.WRITTEN, note, by=by, at=at, case=case.pk, facts=facts)
    return note


@transaction.atomic
def correct_note(
    wrong: Note, *, because: str, key: uuid.UUID, by: User | None, at: datetime, **said: Any
) -> Note:
    """Write a note again as it should have been; the wrong one stays, beside its correction.

    A health part that is not open to whoever corrects is carried over as it stands.
    """
    access.require(by, Permission.NOTE_CORRECT, wrong)
    before = _sent_before(wrong.case, key, by)
    if before:
        return before
    open_now = may_correct(by, wrong)
    if not open_now:
        raise NotNow(open_now.sentence)
    if not because.strip():
        raise Invalid("Say why the note is corrected.", field="because")
    if wrong.has_health_part and not access.may_read(by, DataClass.HEALTH, wrong):
        said |= {"health": wrong.health_part.text, "health_mark": wrong.health_part.mark}
    note = _write(
        wrong.case, key=key, by=by, at=at, corrects=wrong, because=because.strip(), **said
    )
    facts = {"kind": note.kind, "happened_at": note.happened_at.isoformat()}
    facts |= {"corrects": str(wrong.pk)}
    trail.record(NoteEvent.CORRECTED, note, by=by, at=at, case=note.case_id, facts=facts)
    return note


@transaction.atomic
def keep_heard(note: Note, *, chosen: Iterable[str], by: User | None, at: datetime) -> None:
    """Keep the things a note mentions that a person has ticked, and no others."""
    access.require(by, Permission.NOTE_CORRECT, note)
    wanted = set(chosen)
    for heard in heard_in(*(getattr(note, name) for name in SAID)):
        if heard.choice in wanted:
            mention(
                note,
                kind=Mention.Kind(heard.kind),
                value=heard.value,
                heard_at=note.happened_at,
                case_id=note.case_id,
                subject_id=note.case.child_id,
                by=by,
                at=at,
            )


def _sent_before(case: Case, key: uuid.UUID, by: User | None) -> Note | None:
    """The note this form has made already, which must be the same person's of the same case.

    Of two that are sent at once the later waits here for the earlier.
    """
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    note = Note.objects.filter(key=key).first()
    if note and (note.case_id != case.pk or note.by_id != (by.pk if by else None)):
        raise NotAllowed("This form belongs to another note. Open the page again.")
    return note


def _write(
    case: Case,
    *,
    kind: str,
    happened_at: datetime,
    by: User | None,
    at: datetime,
    health: str = "",
    health_mark: str = "",
    **columns: Any,
) -> Note:
    texts = {name: columns.pop(name, "").strip() for name in SAID}
    _check(kind, happened_at, texts, health.strip(), health_mark, at=at)
    _check_cited(case, columns.get("cites"))
    post = writes_as(by, case)
    note = Note.objects.create(
        case=case,
        kind=kind,
        happened_at=happened_at,
        written_at=at,
        by=by,
        agency_id=post.agency_id if post else None,
        role=post.role if post else "",
        has_health_part=bool(health.strip()),
        **texts,
        **columns,
    )
    if note.has_health_part:
        HealthPart.objects.create(note=note, mark=health_mark, text=health.strip())
    return note


def _check_cited(case: Case, cited: Chronology | None) -> None:
    if cited and (cited.case_id != case.pk or not cited.frozen):
        raise Invalid("Choose a frozen chronology of this case.", field="cites")


def _check(
    kind: str,
    happened_at: datetime,
    texts: dict[str, str],
    health: str,
    health_mark: str,
    *,
    at: datetime,
) -> None:
    if kind not in codes.labels("note_kind"):
        raise Invalid("Choose what kind of note this is.", field="kind")
    if happened_at > at:
        raise Invalid("A note is about something that has happened.", field="happened_at")
    if not health and not any(texts.values()):
        raise Invalid("Write what the note says, under at least one heading.", field="fact")
    if health and health_mark not in Mark.values:
        raise Invalid("Say what the health detail is.", field="health_mark")
