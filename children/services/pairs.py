"""Feed the steward's queue: every two records that may be one child, each once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from children.models import Child, MatchPair, PairStatus
from children.policies import known_in
from children.search import LIKELY, ChildQuery, Match, may_be_meant, shares
from children.search.pairs import SAME_NUMBERS, comparable, pairs_in_register, score_pair
from children.search.scoring import Scale, scale_of_register
from children.search.shares import Shares
from core.calendar import local_day
from core.models import JobRun
from core.refusals import Invalid

JOB = "find_duplicates"
AT_ONCE = 1000
TO_DECIDE = (PairStatus.OPEN, PairStatus.LATER)
Scored = tuple[Child, Child, Match]


@transaction.atomic
def note_pairs(scored: Iterable[Scored], *, by: User | None, at: datetime) -> int:
    """Put pairs into the queue that are new to it; how many.

    What is known already keeps its decision. A pair that waits takes the score it has now.
    """
    found = _by_ids(scored)
    known = {(pair.one_id, pair.other_id): pair for pair in _pairs_among(found)}
    fresh = [
        _pair(one_id, other_id, match, by=by, at=at)
        for (one_id, other_id), match in found.items()
        if (one_id, other_id) not in known
    ]
    MatchPair.objects.bulk_create(fresh, ignore_conflicts=True)
    for key, pair in known.items():
        _score_again(pair, found[key])
    return len(fresh)


@transaction.atomic
def compare(one: Child, *, other: Child, by: User, at: datetime) -> MatchPair:
    """Put two records a person has found into the queue, however alike they are."""
    access.require(by, Permission.CHILD_MATCH)
    for child in (one, other):
        access.require(by, Permission.CHILD_VIEW, child)
    if one.pk == other.pk:
        raise Invalid("A record cannot be compared with itself. Choose another one.")
    note_pairs([(one, other, score_pair(one, other))], by=by, at=at)
    return MatchPair.objects.of(one, other).get()


def find_doubles(child_id: uuid.UUID, *, at: datetime) -> int:
    """Compare one record with the whole register and queue what may be the same child."""
    child = comparable().filter(pk=child_id).first()
    if child is None:
        return 0
    queries = [ChildQuery.of(child.given_name, child.family_name, child.born_on)]
    queries += [ChildQuery(given_name=row.name) for row in child.alias_rows.all()]
    queries += [ChildQuery(identifier=row.value) for row in child.identifier_rows.all()]
    near = {pk for query in queries for pk in may_be_meant(query)}
    others = comparable().filter(pk__in=near).exclude(identity=child.identity_id)
    common = shares([name for query in queries for name in query.names])
    scale = scale_of_register(Child.objects.count())
    return _note_likely(((child, other) for other in others), common, scale, at=at)


def find_duplicates(*, authority: Authority | None, at: datetime) -> Iterable[JobRun]:
    """Compare the whole register, once a day, a batch at a time; the run after each batch.

    Pairs and place are written together, so a run that was stopped goes on where it stood and
    nothing is queued twice. With an authority only pairs of which it has a record of either.
    What is likely depends on the size of the register (`scale_of_register`), whosever the pairs.
    """
    whose = authority.ons_code if authority else "the whole register"
    run, _ = JobRun.objects.get_or_create(
        job=JOB, period=f"{whose} {local_day(at)}", defaults={"started_at": at}
    )
    if run.finished_at:
        yield run
        return
    pairs, common = pairs_in_register(after=_place_of(run)), shares()
    scale = scale_of_register(Child.objects.count())
    while batch := list(islice(pairs, AT_ONCE)):
        yield _compare(run, batch, common, scale, authority=authority, at=at)
    run.finished_at = at
    run.save(update_fields=["finished_at"])
    yield run


@transaction.atomic
def _compare(
    run: JobRun,
    batch: list[tuple[Child, Child]],
    common: Shares,
    scale: Scale,
    *,
    authority: Authority | None,
    at: datetime,
) -> JobRun:
    if authority:
        rows = Child.objects.filter(known_in(authority.pk), pk__in={c.pk for p in batch for c in p})
        ours = set(rows.values_list("pk", flat=True))
        batch_of_ours = [pair for pair in batch if ours & {pair[0].pk, pair[1].pk}]
    else:
        batch_of_ours = batch
    queued = _note_likely(batch_of_ours, common, scale, at=at)
    compared, before = counted(run)
    one, other = batch[-1]
    run.outcome = f"{compared + len(batch)} {before + queued} {one.pk} {other.pk}"
    run.save(update_fields=["outcome"])
    return run


def counted(run: JobRun) -> tuple[int, int]:
    """How many pairs a run has compared so far, and how many of them it has queued."""
    compared, queued, *_ = (run.outcome or "0 0").split()
    return int(compared), int(queued)


def _place_of(run: JobRun) -> tuple[uuid.UUID, uuid.UUID] | None:
    _, _, *place = run.outcome.split() or (0, 0)
    return (uuid.UUID(place[0]), uuid.UUID(place[1])) if place else None


def _note_likely(
    pairs: Iterable[tuple[Child, Child]], common: Shares, scale: Scale, *, at: datetime
) -> int:
    """Queue the pairs worth a steward's look; how many are new.

    Those are likely by all that is known, or have a number in common. What was put into the queue
    before and is likely no longer takes the score it has now, and waits no more.
    """
    likely: list[Scored] = []
    unlikely: list[Scored] = []
    for one, other in pairs:
        match = score_pair(one, other, common, scale)
        worth = match.score >= LIKELY or SAME_NUMBERS & {*match.why}
        (likely if worth else unlikely).append((one, other, match))
    fallen = _by_ids(unlikely)
    for pair in _pairs_among(fallen):
        _score_again(pair, fallen[pair.one_id, pair.other_id])
    return note_pairs(likely, by=None, at=at)


def _by_ids(scored: Iterable[Scored]) -> dict[tuple[uuid.UUID, uuid.UUID], Match]:
    """Each pair by the ids of its records, in the order that a pair is kept in."""
    return {
        (first.pk, second.pk): match
        for one, other, match in scored
        for first, second in (sorted((one, other), key=lambda child: child.pk),)
    }


def _pairs_among(keys: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> list[MatchPair]:
    wanted = set(keys)
    rows = MatchPair.objects.filter(
        one__in={one for one, _ in wanted}, other__in={other for _, other in wanted}
    )
    return [pair for pair in rows if (pair.one_id, pair.other_id) in wanted]


def _pair(
    one_id: uuid.UUID, other_id: uuid.UUID, match: Match, *, by: User | None, at: datetime
) -> MatchPair:
    return MatchPair(
        one_id=one_id,
        other_id=other_id,
        score=match.score,
        why=list(match.why),
        why_not=list(match.why_not),
        found_at=at,
        found_by=by,
    )


def _score_again(pair: MatchPair, match: Match) -> None:
    """A waiting pair shows what is known now; one that is decided shows what was known then."""
    now = (match.score, list(match.why), list(match.why_not))
    if pair.status in TO_DECIDE and now != (pair.score, pair.why, pair.why_not):
        pair.score, pair.why, pair.why_not = now
        pair.save(update_fields=["score", "why", "why_not"])
