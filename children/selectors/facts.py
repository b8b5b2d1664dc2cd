"""The facts of a child as pages show them: what is true, what was, and what was put right."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from children.kinds import TABLES, TITLES, FactKind
from children.models import (
    Address,
    Alias,
    CareStatus,
    Child,
    ChildDisability,
    Identifier,
    KeyPerson,
    Placement,
    SafeContact,
    Schooling,
)
from core import codes
from core.layout import Row

YES_NO = {True: "Yes", False: "No", None: "Not known"}
MASKED = "Kept safe: not shown"


@dataclass(frozen=True)
class Correction:
    """That a row was wrong: when it was put right, by whom, and why if that was said."""

    at: datetime
    by: str
    because: str


@dataclass(frozen=True)
class Fact:
    """One fact as the page shows it: a title, its lines, and from when to when it was true."""

    id: uuid.UUID
    title: str
    rows: tuple[Row, ...]
    from_on: date | None
    until_on: date | None
    current: bool
    alarm: bool = False
    masked: bool = False
    corrected: Correction | None = None


@dataclass(frozen=True)
class FactCard:
    """Every fact of one kind: those true today, those that were, and those that were wrong."""

    kind: FactKind
    title: str
    current: tuple[Fact, ...]
    past: tuple[Fact, ...]


class Rows:
    """Every row of one kind about a child, whichever record it stands on, and what replaced it."""

    def __init__(self, child: Child, kind: FactKind) -> None:
        table = TABLES[kind]
        names = [field.name for field in table._meta.fields]
        ahead = [name for name in ("responsible", "lies_in", "recorded_by") if name in names]
        same = table._default_manager.filter(child__identity=child.identity_id)
        rows = same.select_related(*ahead)
        self.all: list[Any] = list(rows.order_by("-from_on", "id"))
        self._after = {row.instead_of_id: row for row in self.all if row.instead_of_id}

    def onwards(self, row: Any) -> Iterator[Any]:
        """The row, the one written in place of it, and so on."""
        while row:
            yield row
            row = self._after.get(row.pk)

    def last(self, row: Any) -> Any:
        """The last row written in place of this one, or the row itself."""
        return list(self.onwards(row))[-1]

    def correction(self, row: Any) -> Correction | None:
        """How the row was put right, if it was wrong."""
        after = self._after.get(row.pk)
        if after is None or not after.is_correction:
            return None
        by = after.recorded_by.name if after.recorded_by else ""
        return Correction(after.recorded_at, by, after.because)

    def safe(self, row: Any) -> bool:
        """Whether the row is an address kept safe, then or by a later correction."""
        return any(getattr(one, "safe", False) for one in self.onwards(row))

    def shown(self, row: Any, *, today: date) -> Fact:
        """The row as pages show it; what is kept safe is masked in every row that told it."""
        safe, corrected = self.safe(row), self.correction(row)
        title, rows = ("Safe address", (Row("Address", MASKED),)) if safe else _shown(row)
        standing = row.superseded_at is None
        return Fact(
            id=row.pk,
            title=title,
            rows=tuple(line for line in rows if line.value not in ("", None)),
            from_on=row.from_on,
            until_on=row.until_on,
            current=standing and (row.until_on is None or row.until_on >= today),
            alarm=standing and getattr(row, "must_not_be_told", False),
            masked=standing and safe,
            corrected=corrected,
        )


def card(child: Child, kind: FactKind, *, today: date) -> FactCard:
    """The facts of one kind on a day; rows that only ended or were replaced show once."""
    rows = Rows(child, kind)
    shown = [
        rows.shown(row, today=today)
        for row in rows.all
        if row.superseded_at is None or rows.correction(row)
    ]
    past = [fact for fact in shown if not fact.current]
    return FactCard(
        kind=kind,
        title=TITLES[kind],
        current=tuple(fact for fact in shown if fact.current),
        past=tuple(sorted(past, key=lambda fact: fact.corrected is not None)),
    )


def _shown(row: Any) -> tuple[str, Sequence[Row]]:
    """The title and the lines of a fact, by its kind."""
    match row:
        case Address():
            return row.lines.split("\n")[0], address_rows(row)
        case KeyPerson():
            return f"{row.name}, {row.relation}", _person_rows(row)
        case SafeContact():
            return row.get_whom_display(), (Row("Way", row.way), Row("Time", row.time))
        case Schooling():
            status = codes.labels("education_status").get(row.status, row.status)
            return row.school or status, (Row("Status", status),)
        case CareStatus():
            words = codes.labels("legal_status_lac").get(row.legal_status, row.legal_status)
            return words, (Row("Responsible authority", row.responsible.name),)
        case Placement():
            words = codes.labels("placement_type").get(row.placement_type, row.placement_type)
            where = row.lies_in.name if row.lies_in else "Outside the region"
            return words, (Row("Lies in", where), Row("Provider", row.provider))
        case Alias():
            return row.name, (Row("Kind", row.get_kind_display()),)
        case Identifier():
            return row.get_kind_display(), _number_rows(row)
        case ChildDisability():
            return codes.labels("disability").get(row.code, row.code), ()
    raise TypeError(f"no page shows a {type(row).__name__}")


def address_rows(row: Address) -> tuple[Row, ...]:
    """An address in full."""
    return (
        Row("Address", row.lines),
        Row("Postcode", row.postcode),
        Row("Ward", row.ward),
        Row("Lives with", row.lives_with),
        Row("Telephone", row.telephone),
    )


def _person_rows(row: KeyPerson) -> tuple[Row, ...]:
    told = "Must not be told" if row.must_not_be_told else ""
    return (
        Row("Parental responsibility", YES_NO[row.parental_responsibility]),
        Row("Telephone", row.telephone),
        Row("Address", row.address),
        Row(told or "Told", row.why_not_told or told, tag=told, colour="red" if told else ""),
    )


def _number_rows(row: Identifier) -> tuple[Row, ...]:
    return (Row("Number", row.value), Row("Source", row.source), Row("Checked on", row.verified_on))
