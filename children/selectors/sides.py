"""Two records side by side: who each says the child is.

Whoever settles pairs sees identity: names, dates of birth, numbers, schools, and addresses that
are not kept safe. What was said of the child, and what was decided, is no part of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from children.models import Address, Alias, Child, Identifier, MatchPair, PairStatus, Schooling
from children.selectors.facts import MASKED
from core import codes

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Side:
    """Who one record says the child is; with what other records of the same child say."""

    child_id: uuid.UUID
    name: str
    born_on: date | None
    estimated: bool
    verified: bool
    also: tuple[str, ...]
    sex: str
    numbers: tuple[str, ...]
    schools: tuple[str, ...]
    addresses: tuple[str, ...]
    recorded: str


@dataclass(frozen=True)
class Line:
    """One thing two records say, side by side."""

    label: str
    one: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True)
class PairCard:
    """Two records, how alike they are, and what speaks for and against."""

    pair_id: uuid.UUID
    one: Side
    other: Side
    score: int
    why: tuple[str, ...]
    why_not: tuple[str, ...]
    status: str
    put_off: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Known:
    """What is read once for a whole page: records by identity, and the words for sex."""

    records: dict[uuid.UUID, list[Any]]
    sexes: dict[str, str]


def cards_of(pairs: Iterable[MatchPair]) -> tuple[PairCard, ...]:
    """The pairs side by side; however many there are, the queries are the same."""
    pairs = list(pairs)
    both = [child for pair in pairs for child in (pair.one, pair.other)]
    known = Known(_records(child.identity_id for child in both), codes.labels("gender"))
    return tuple(
        _card(pair, _side(pair.one, known, pair.other), _side(pair.other, known, pair.one))
        for pair in pairs
    )


def _records(identity_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    """Every record of these children with the facts that say who a child is."""
    live = {"superseded_at": None}
    rows = Child.objects.filter(identity__in=set(identity_ids)).prefetch_related(
        Prefetch("alias_rows", Alias.objects.filter(**live)),
        Prefetch("identifier_rows", Identifier.objects.filter(**live)),
        Prefetch("schooling_rows", Schooling.objects.filter(**live).order_by("-from_on", "id")),
        Prefetch("address_rows", Address.objects.filter(**live).order_by("-from_on", "id")),
    )
    found: dict[uuid.UUID, list[Any]] = {}
    for row in rows.order_by("recorded_at", "pk"):
        found.setdefault(row.identity_id, []).append(row)
    return found


def _side(child: Child, known: Known, against: Child) -> Side:
    """A record with the other records of the same child; two already merged stand alone."""
    rows = known.records[child.identity_id]
    if child.identity_id == against.identity_id:
        rows = [row for row in rows if row.pk == child.pk]
    names = [row.full_name for row in rows if row.pk != child.pk]
    return Side(
        child_id=child.pk,
        name=child.full_name,
        born_on=child.born_on,
        estimated=child.born_on_estimated,
        verified=child.verified,
        also=_once([*names, *(alias.name for row in rows for alias in row.alias_rows.all())]),
        sex=known.sexes.get(child.sex, child.sex),
        numbers=_once(
            f"{number.get_kind_display()} {number.value}"
            for row in rows
            for number in row.identifier_rows.all()
        ),
        schools=_once(
            school.school for row in rows for school in row.schooling_rows.all() if school.school
        ),
        addresses=_once(
            MASKED if address.safe else ", ".join(filter(None, (address.lines, address.postcode)))
            for row in rows
            for address in row.address_rows.all()
        ),
        recorded=f"{child.recorded_at:%-d %B %Y}",
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _card(pair: MatchPair, one: Side, other: Side) -> PairCard:
    return PairCard(
        pair_id=pair.pk,
        one=one,
        other=other,
        score=pair.score,
        why=tuple(pair.why),
        why_not=tuple(pair.why_not),
        status=pair.status,
        put_off=pair.status == PairStatus.LATER,
        lines=tuple(
            Line(label, _said(read(one)), _said(read(other)))
            for label, read in LINES
            if any((*read(one), *read(other)))
        ),
    )


def _said(words: tuple[str, ...]) -> tuple[str, ...]:
    return words or (NOT_KNOWN,)


def _born(side: Side) -> tuple[str, ...]:
    if side.born_on is None:
        return ()
    return (f"{side.born_on:%-d %B %Y}{' (estimated)' if side.estimated else ''}",)


LINES: tuple[tuple[str, Callable[[Side], tuple[str, ...]]], ...] = (
    ("Name", lambda side: (side.name,)),
    ("Date of birth", _born),
    ("Also known as", lambda side: side.also),
    ("Sex", lambda side: (side.sex,)),
    ("Numbers", lambda side: side.numbers),
    ("Schools", lambda side: side.schools),
    ("Addresses", lambda side: side.addresses),
    ("Recorded", lambda side: (side.recorded,)),
    ("Verified", lambda side: ("Yes" if side.verified else "Not verified",)),
)
