"""One row of a file: which child it means, and the episode it becomes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models.functions import Upper

from agencies import access
from agencies.models import Authority, User
from children.models import Child
from children.search import ChildQuery
from children.selectors import Candidate, find_children
from children.services import record_child
from missing.extract import Line
from missing.models import (
    Episode,
    EpisodeStatus,
    ImportResult,
    ImportRow,
    ImportStatus,
    PlacedBy,
    Setting,
)
from missing.services.episodes import end_episode, enter_episode
from missing.services.rules import Overlaps

MARKED = " No start time: the time of the report stands for it, marked."
LOGGED = "An episode is logged."
DOUBT = "Who settles parked rows says which child is meant."
"""Neither says whether a child is known: a preview is no way to ask after a restricted one."""
OTHER_CHILD = "The police reference belongs to an episode of a child with another date of birth."


@dataclass(frozen=True)
class Outcome:
    """The result of a row, the reason in a sentence, and the episode where there is one."""

    result: ImportResult
    reason: str
    episode: Episode | None = None


def key_of(line: Line) -> str:
    """The same episode in another file: by police reference, else by child and start."""
    if line.police_reference:
        said = f"police reference|{line.police_reference.casefold()}"
    else:
        start = line.started_at or line.reported_at
        said = f"{line.given_name}|{line.family_name}|{line.born_on}|{start}".casefold()
    return hashlib.sha256(said.encode()).hexdigest()


class Seen:
    """The keys of the rows of a file that the portal may know: asked once, grown row by row.

    A row whose key is not among them is new, and the tables are not asked about it.
    """

    def __init__(self, lines: Iterable[Line], authority: Authority, *, but: UUID | None) -> None:
        """`but` is the import that holds these very rows."""
        by_key = {key_of(line): line.police_reference for line in lines}
        rows = ImportRow.objects.filter(key__in=by_key, batch__status=ImportStatus.IMPORTED)
        self._keys = set(rows.exclude(batch_id=but).values_list("key", flat=True))
        said = {key: reference.upper() for key, reference in by_key.items() if reference}
        named = Episode.objects.annotate(said=Upper("police_reference"))
        found = set(
            named.filter(authority=authority, said__in=said.values()).values_list("said", flat=True)
        )
        self._keys |= {key for key, reference in said.items() if reference in found}

    def may_know(self, line: Line) -> bool:
        """Whether the tables are to be asked; of a row that comes again they are."""
        key = key_of(line)
        known = key in self._keys
        self._keys.add(key)
        return known or not line.police_reference.isascii()


def enter_line(
    line: Line, *, authority: Authority, by: User | None, at: datetime, seen: Seen
) -> Outcome:
    """Make of a row what it is: an episode, one already known, or one somebody must settle.

    No candidate: child and episode are created, unverified. One candidate beyond doubt (the same
    name with the same whole date of birth): the episode is logged for that child. Anything
    between is parked: a wrong child is worse than a wait.
    """
    if seen.may_know(line):
        known = _known(line, authority)
        if known:
            return _again(line, known, by=by, at=at)
        before = _parked_before(line, authority)
        if before:
            return before
    candidates = candidates_of(line)
    child = certain(candidates)
    if child is None and candidates:
        return Outcome(ImportResult.PARKED, DOUBT)
    if child:
        same = _same_start(child, line, authority)
        if same:
            return _again(line, same, by=by, at=at)
    return _log(line, child, authority=authority, by=by, at=at)


def log_line(
    line: Line, child: Child | None, *, authority: Authority, by: User | None, at: datetime
) -> Episode:
    """Log the episode of a row for a child, or for a new and unverified one."""
    return enter_episode(
        child or new_child(line, by=by, at=at),
        authority=authority,
        setting=line.setting,
        missing_type=line.missing_type,
        started_at=line.started_at,
        reported_at=line.reported_at,
        ended_at=line.ended_at,
        reported_by=line.reported_by,
        police_reference=line.police_reference,
        category=line.category,
        verified=child is not None,
        by=by,
        at=at,
        **_placing(line, authority),
    )


def new_child(line: Line, *, by: User | None, at: datetime) -> Child:
    """A child whom only the file names: recorded, and marked as not verified."""
    return record_child(
        given_name=line.given_name,
        family_name=line.family_name,
        born_on=line.born_on,
        sex=line.sex,
        verified=False,
        by=by,
        at=at,
    )


def candidates_of(line: Line) -> list[Candidate]:
    """Every child the row may mean, whoever reads it: the portal itself compares."""
    query = ChildQuery.of(line.given_name, line.family_name, line.born_on)
    return find_children(access.HOUSE, query)


def certain(candidates: list[Candidate]) -> Child | None:
    """The one child a row means beyond doubt."""
    sure = [found for found in candidates if found.certain]
    return Child.objects.get(pk=sure[0].child_id) if len(sure) == 1 else None


def _log(
    line: Line, child: Child | None, *, authority: Authority, by: User | None, at: datetime
) -> Outcome:
    try:
        episode = log_line(line, child, authority=authority, by=by, at=at)
    except Overlaps as refusal:
        return Outcome(ImportResult.PARKED, refusal.sentence)
    marked = MARKED if episode.start_is_reported else ""
    return Outcome(ImportResult.CREATED, f"{LOGGED}{marked}", episode)


def _known(line: Line, authority: Authority) -> Episode | None:
    """The episode this row is known by: its police reference, or an import of the same row."""
    rows = Episode.objects.select_related("child", "authority").filter(authority=authority)
    if line.police_reference:
        return rows.filter(police_reference__iexact=line.police_reference).first()
    made = ImportRow.objects.filter(
        key=key_of(line), batch__status=ImportStatus.IMPORTED, episode__isnull=False
    )
    return rows.filter(pk__in=made.values("episode")).first()


def _again(line: Line, episode: Episode, *, by: User | None, at: datetime) -> Outcome:
    """A row we know; a return that the file says and we did not know is recorded."""
    born_on = episode.child.born_on
    if born_on and line.born_on and born_on != line.born_on:
        return Outcome(ImportResult.REFUSED, OTHER_CHILD)
    if line.ended_at and episode.status == EpisodeStatus.MISSING:
        end_episode(episode, line.ended_at, by=by, at=at)
        return Outcome(ImportResult.KNOWN, "Known; the return is new and was recorded.", episode)
    return Outcome(ImportResult.KNOWN, "Known; nothing new.", episode)


def _parked_before(line: Line, authority: Authority) -> Outcome | None:
    """The same row, parked by an earlier file; a row that is only previewed has no reference."""
    rows = ImportRow.objects.filter(
        key=key_of(line),
        batch__authority=authority,
        batch__status=ImportStatus.IMPORTED,
        result=ImportResult.PARKED,
        episode=None,
    )
    row = rows.exclude(reference="").first()
    if row is None:
        return None
    words = "settled as no episode" if row.settled_at else "waiting to be settled"
    return Outcome(ImportResult.KNOWN, f"Known from another file, {words}.")


def _same_start(child: Child, line: Line, authority: Authority) -> Episode | None:
    """An episode of the child that starts at the same moment, logged by hand."""
    starts = [moment for moment in (line.started_at or line.reported_at,) if moment]
    return (
        Episode.objects.select_related("child", "authority")
        .filter(child__identity=child.identity_id, authority=authority, started_at__in=starts)
        .first()
    )


def _placing(line: Line, authority: Authority) -> dict[str, str | Authority]:
    """The placing authority a row names, by name or ONS code; another place is another one."""
    if line.setting != Setting.CARE or not line.placed_by:
        return {}
    for one in Authority.objects.all():
        if line.placed_by.casefold() in (one.name.casefold(), one.ons_code.casefold()):
            return {"placing_authority": one}
    return {"placed_by": PlacedBy.OTHER}
