"""Begin a chronology, choose and write its entries, put them in order, and freeze it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from agencies import access
from agencies.models import User
from agencies.permissions import DataClass, Permission
from cases.events import ChronologyEvent
from cases.models import Case, Chronology, ChronologyEntry
from core import references, trail
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach

FROZEN = "This chronology is frozen and never changes. Begin a new one from it."
SOMEBODY_ELSE = (
    "Somebody else has saved this since you opened it. What stands now is shown beside what you "
    "typed. Nothing is lost: put the two together and save."
)
COPIED = (
    "place",
    "happened_at",
    "day_only",
    "title",
    "text",
    "analysis",
    "health",
    "event_id",
    "record_kind",
    "record_id",
)


@dataclass(frozen=True)
class Chosen:
    """An event of the trail chosen for a chronology, in the words the reader saw.

    `happened_at` is when it happened, which lies before the event where that is about writing.
    """

    event: Event
    happened_at: datetime
    title: str
    text: str


@transaction.atomic
def begin_chronology(
    case: Case,
    *,
    purpose: str,
    by: User | None,
    at: datetime,
    begun_from: Chronology | None = None,
) -> Chronology:
    """Begin a chronology of a case, empty or with everything that a frozen one holds."""
    access.require(by, Permission.CHRONOLOGY_WRITE, case)
    if not purpose.strip():
        raise Invalid("Say what the chronology is for.", field="purpose")
    if begun_from and (begun_from.case_id != case.pk or not begun_from.frozen):
        raise Invalid("Choose a frozen chronology of this case.", field="begun_from")
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    last = case.chronologies.aggregate(last=Max("number"))["last"] or 0
    row = Chronology.objects.create(
        case=case,
        reference=references.new("CH"),
        number=last + 1,
        purpose=purpose.strip(),
        analysis=begun_from.analysis if begun_from else "",
        begun_at=at,
        begun_by=by,
        begun_from=begun_from,
    )
    _copy_entries(begun_from, to=row, by=by, at=at)
    trail.record(ChronologyEvent.BEGUN, row, by=by, at=at, case=case.pk)
    return row


@transaction.atomic
def choose_events(
    chronology: Chronology, *, chosen: Iterable[Chosen], by: User | None, at: datetime
) -> int:
    """Take events into a draft, each once, where they belong by time; returns how many were new.

    OutOfReach for an event of another case, or about a record that `by` may not read.
    """
    draft = _draft(chronology, by=by)
    picked = list(chosen)
    events = Event.objects.filter(case_id=draft.case_id)
    told = access.about_readable(by, events, within=draft.case)
    wanted = {one.event.pk for one in picked}
    if told.filter(pk__in=wanted).count() != len(wanted):
        raise OutOfReach
    there = set(draft.entries.exclude(event_id=None).values_list("event_id", flat=True))
    new = [one for one in picked if one.event.pk not in there]
    for one in sorted(new, key=lambda one: one.happened_at):
        _insert(
            draft,
            happened_at=one.happened_at,
            title=one.title,
            text=one.text,
            event_id=one.event.pk,
            record_kind=one.event.record_kind,
            record_id=one.event.record_id,
            by=by,
            at=at,
        )
    return len(new)


@transaction.atomic
def write_entry(
    chronology: Chronology,
    *,
    happened_at: datetime,
    title: str,
    by: User | None,
    at: datetime,
    day_only: bool = False,
    text: str = "",
    analysis: str = "",
    health: bool = False,
) -> ChronologyEntry:
    """Write an entry by hand, with its own day, where it belongs by time."""
    draft = _draft(chronology, by=by)
    if not title.strip():
        raise Invalid("Say what happened.", field="title")
    if happened_at > at:
        raise Invalid("A chronology is about what has happened.", field="happened_on")
    said = {"text": text.strip(), "analysis": analysis.strip(), "health": health}
    return _insert(
        draft,
        happened_at=happened_at,
        day_only=day_only,
        title=title.strip(),
        by=by,
        at=at,
        **said,
    )


@transaction.atomic
def change_entry(
    entry: ChronologyEntry, *, edition: int, by: User | None, at: datetime, **said: Any
) -> ChronologyEntry:
    """Change an entry of a draft. Raises Invalid when somebody else saved it in the meantime.

    An entry drawn from the trail keeps its title and its moment.
    """
    _draft(entry.chronology, by=by)
    _require_readable(entry, by)
    if entry.event_id is not None and said.keys() & {"title", "happened_at", "day_only"}:
        raise Invalid("What the trail says cannot be changed here.")
    if not said.get("title", "x").strip():
        raise Invalid("Say what happened.", field="title")
    saved = ChronologyEntry.objects.filter(pk=entry.pk, edition=edition).update(
        **said, edition=F("edition") + 1
    )
    if not saved:
        raise Invalid(SOMEBODY_ELSE)
    entry.refresh_from_db()
    return entry


@transaction.atomic
def change_chronology(
    chronology: Chronology,
    *,
    purpose: str,
    analysis: str,
    edition: int,
    by: User | None,
    at: datetime,
) -> Chronology:
    """Change what a draft is for and what it all means."""
    draft = _draft(chronology, by=by)
    if not purpose.strip():
        raise Invalid("Say what the chronology is for.", field="purpose")
    if draft.edition != edition:
        raise Invalid(SOMEBODY_ELSE)
    draft.purpose, draft.analysis = purpose.strip(), analysis.strip()
    draft.edition += 1
    draft.save(update_fields=["purpose", "analysis", "edition"])
    return draft


@transaction.atomic
def move_entry(entry: ChronologyEntry, *, up: bool, by: User | None, at: datetime) -> None:
    """Let an entry and its neighbour change places; at the end there is nowhere to go."""
    draft = _draft(entry.chronology, by=by)
    entry.refresh_from_db()
    rows = draft.entries.order_by("-place" if up else "place")
    beyond = rows.filter(place__lt=entry.place) if up else rows.filter(place__gt=entry.place)
    neighbour = beyond.first()
    if neighbour:
        entry.place, neighbour.place = neighbour.place, entry.place
        for row in (entry, neighbour):
            row.save(update_fields=["place"])


@transaction.atomic
def remove_entry(entry: ChronologyEntry, *, by: User | None, at: datetime) -> None:
    """Take an entry out of a draft; the event it was drawn from stays where it is."""
    draft = _draft(entry.chronology, by=by)
    _require_readable(entry, by)
    draft.entries.filter(pk=entry.pk).delete()


@transaction.atomic
def freeze_chronology(chronology: Chronology, *, by: User | None, at: datetime) -> Chronology:
    """Freeze a draft: from now on it can be cited and never changes, and a hash says so."""
    draft = _draft(chronology, by=by)
    if not draft.entries.exists():
        raise NotNow("Choose or write at least one entry before you freeze the chronology.")
    draft.frozen_at, draft.frozen_by = at, by
    draft.digest = draft.digest_now()
    draft.save(update_fields=["frozen_at", "frozen_by", "digest"])
    trail.record(
        ChronologyEvent.FROZEN,
        draft,
        by=by,
        at=at,
        case=draft.case_id,
        facts={"digest": draft.digest, "number": draft.number},
    )
    return draft


def _draft(chronology: Chronology, *, by: User | None) -> Chronology:
    """The chronology, held against everybody else, if this person may write it and it is open."""
    access.require(by, Permission.CHRONOLOGY_WRITE, chronology)
    draft = Chronology.objects.select_for_update(of=("self",)).select_related("case")
    found = draft.get(pk=chronology.pk)
    if found.frozen:
        raise NotNow(FROZEN)
    return found


def _require_readable(entry: ChronologyEntry, by: User | None) -> None:
    """Nobody changes or takes out what they may not read."""
    rows = ChronologyEntry.objects.filter(pk=entry.pk)
    told = access.about_readable(by, rows, within=entry.chronology.case).exists()
    if not told or (entry.health and not access.may_read(by, DataClass.HEALTH, entry.chronology)):
        raise NotAllowed("This entry is not open to your role.")


def _insert(
    draft: Chronology, *, happened_at: datetime, by: User | None, at: datetime, **columns: Any
) -> ChronologyEntry:
    """Put an entry before the first that is later, and the rest one place further on."""
    later = draft.entries.filter(happened_at__gt=happened_at).order_by("place").first()
    last = draft.entries.aggregate(last=Max("place"))["last"] or 0
    place = later.place if later else last + 1
    draft.entries.filter(place__gte=place).update(place=F("place") + 1)
    return ChronologyEntry.objects.create(
        chronology=draft,
        place=place,
        happened_at=happened_at,
        added_at=at,
        added_by=by,
        **columns,
    )


def _copy_entries(
    frozen: Chronology | None, *, to: Chronology, by: User | None, at: datetime
) -> None:
    if frozen is None:
        return
    for entry in frozen.entries.order_by("place"):
        values = {name: getattr(entry, name) for name in COPIED}
        ChronologyEntry.objects.create(chronology=to, added_at=at, added_by=by, **values)
