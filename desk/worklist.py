"""The list of cases: open ones unless asked otherwise, due soonest first, by keyset."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from agencies.access import Viewer
from agencies.worklist import ORDER, After
from cases.models import Case, CaseStatus, RiskLevel
from cases.selectors import cases_counted, cases_for, cases_page
from core.calendar import LONDON
from core.layout import FilterTag
from desk.queues import MOST_COUNTED, OPEN, capped
from desk.selectors import counted

STATUSES: list[tuple[str, str]] = [(status.value, str(status.label)) for status in CaseStatus]
LEVELS: list[tuple[str, str]] = [
    *((level.value, str(level.label)) for level in RiskLevel),
    ("NONE", "Not yet screened"),
]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to."""

    statuses: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    late: bool = False

    @property
    def rare(self) -> bool:
        """Is it narrowed by more than status, which the worklist's index holds?"""
        return bool(self.levels or self.late)

    def query(self) -> list[tuple[str, str]]:
        """The same as an address says it."""
        said = [("status", one) for one in self.statuses]
        said += [("level", one) for one in self.levels]
        return [*said, ("late", "on")] if self.late else said


@dataclass(frozen=True)
class CaseLine:
    """One case of the list."""

    id: uuid.UUID
    child_id: uuid.UUID
    reference: str
    name: str
    age: int | None
    status: str
    level: str
    due_at: datetime | None
    url: str


@dataclass(frozen=True)
class CaseList:
    """One page of the list."""

    lines: tuple[CaseLine, ...]
    selected: tuple[FilterTag, ...]
    clear_url: str
    next_url: str
    first_url: str
    counted: str


def case_list(viewer: Viewer, wanted: Wanted, *, start: str, now: datetime) -> CaseList:
    """One page of the cases a viewer may open."""
    statuses = [CaseStatus(one) for one in wanted.statuses] or list(OPEN)
    after = After.read(start) if start else None
    found = cases_page(viewer, statuses=statuses, after=after, only=_only(wanted, now))
    return CaseList(
        lines=tuple(line_of(case, now=now) for case in found.rows),
        selected=_selected(wanted),
        clear_url=_url([]),
        next_url=_url([*wanted.query(), ("from", str(found.following))]) if found.following else "",
        first_url=_url(wanted.query()) if after else "",
        counted=_counted(viewer, wanted, statuses, len(found.rows), bool(found.following or after)),
    )


def cases_wanted(viewer: Viewer, wanted: Wanted, *, now: datetime) -> QuerySet[Case]:
    """Every case of the list as it is narrowed, in its order: the rows that its pages walk over."""
    rows = cases_for(viewer).filter(status__in=wanted.statuses or OPEN)
    return rows.filter(_only(wanted, now) or Q()).order_by(*ORDER)


def how_many(viewer: Viewer, wanted: Wanted, *, now: datetime) -> int:
    """How many there are, counted to one more than people read."""
    if wanted.rare:
        return capped(cases_wanted(viewer, wanted, now=now))
    statuses = [CaseStatus(one) for one in wanted.statuses] or list(OPEN)
    return cases_counted(viewer, statuses=statuses)


def _only(wanted: Wanted, now: datetime) -> Q | None:
    """The rare filter, or none."""
    if not wanted.rare:
        return None
    only = Q()
    if wanted.levels:
        only &= Q(level__in=["" if level == "NONE" else level for level in wanted.levels])
    if wanted.late:
        only &= Q(due_at__lt=now)
    return only


def _counted(
    viewer: Viewer, wanted: Wanted, statuses: list[CaseStatus], shown: int, paged: bool
) -> str:
    """How many; a rare filter is counted only as far as its one page."""
    if wanted.rare:
        return "" if paged else counted(shown, "case", "cases")
    return counted(min(cases_counted(viewer, statuses=statuses), MOST_COUNTED + 1), "case", "cases")


def line_of(case: Case, *, now: datetime) -> CaseLine:
    """A case as a line of the list."""
    return CaseLine(
        id=case.pk,
        child_id=case.child_id,
        reference=case.reference,
        name=case.child.full_name,
        age=case.child.age_on(now.astimezone(LONDON).date()),
        status=case.get_status_display(),
        level=case.level,
        due_at=case.due_at,
        url=reverse("desk:case", args=[case.pk]),
    )


def _selected(wanted: Wanted) -> tuple[FilterTag, ...]:
    """Each filter in force, with the list without it."""
    words: dict[tuple[str, str], str] = {("late", "on"): "Only what is late"}
    words |= {("status", value): label for value, label in STATUSES}
    words |= {("level", value): label for value, label in LEVELS}
    said = wanted.query()
    return tuple(
        FilterTag(words[one], _url([other for other in said if other != one])) for one in said
    )


def _url(query: list[tuple[str, Any]]) -> str:
    here = reverse("desk:cases")
    return f"{here}?{urlencode(query)}" if query else here
