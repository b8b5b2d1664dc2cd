"""A case at a moment, in two senses on one page: what was true then, and what we knew then."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, Q
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from agencies import access
from agencies import selectors as agencies
from agencies.access import Viewer
from agencies.permissions import Permission
from agencies.roles import ROLE_NAMES, Role
from cases.models import Case, CaseStatus, RiskLevel, RiskLevelSet
from cases.selectors import case_for
from children.selectors import facts_then
from children.selectors.facts import Fact
from core.calendar import local_day
from core.templatetags.portal import uk_date, uk_datetime
from core.workflow import history
from desk.timeline import Happening, in_words, told_of
from duties.models import Duty
from screening.models import Screening, ScreeningStatus
from screening.selectors import screenings_for

LATE_ENTRIES = 50
"""At most so many things that happened before the moment and were written down after it."""


@dataclass(frozen=True)
class Said:
    """One thing on one side; `only` when the other side does not say it."""

    text: str
    only: bool


@dataclass(frozen=True)
class Aspect:
    """One aspect of the case: what was true then beside what was known then."""

    title: str
    true: tuple[Said, ...]
    known: tuple[Said, ...]

    @property
    def differs(self) -> bool:
        return any(said.only for said in (*self.true, *self.known))


@dataclass(frozen=True)
class Then:
    """The case at a moment, as far as the viewer may read it now."""

    case: Case
    moment: datetime
    aspects: tuple[Aspect, ...]
    written_later: tuple[Happening, ...]
    more: bool


def case_then(viewer: Viewer, case_id: uuid.UUID, moment: datetime) -> Then:
    """A case at a moment. The questions are as many whatever the case holds.

    What the viewer may not read today is not shown of any day. State, allocation and duties are
    written down as they happen: both senses are one.
    """
    case = case_for(viewer, case_id)
    late = _written_later(viewer, case, moment)
    return Then(
        case=case,
        moment=moment,
        aspects=(*_of_case(viewer, case, moment), *_of_child(viewer, case, moment)),
        written_later=late[:LATE_ENTRIES],
        more=len(late) > LATE_ENTRIES,
    )


def aspect(title: str, true: Iterable[str], known: Iterable[str]) -> Aspect:
    """Both sides of an aspect, each thing marked that only one side says."""
    here, there = list(dict.fromkeys(true)), list(dict.fromkeys(known))
    return Aspect(
        title,
        tuple(Said(text, text not in there) for text in here),
        tuple(Said(text, text not in here) for text in there),
    )


def _of_case(viewer: Viewer, case: Case, moment: datetime) -> tuple[Aspect, ...]:
    state, held, owed = _state(case, moment), _held(case, moment), _owed(viewer, case, moment)
    return (
        aspect("State of the case", state, state),
        aspect("Level of risk", *_levels(case, moment)),
        aspect("Signed screenings", *_screenings(viewer, case, moment)),
        aspect("Held by", held, held),
        aspect("Owed", owed, owed),
    )


def _of_child(viewer: Viewer, case: Case, moment: datetime) -> tuple[Aspect, ...]:
    if not access.can(viewer, Permission.CHILD_VIEW, case.child):
        return ()
    cards = facts_then(case.child, moment)
    return tuple(aspect(card.title, _words(card.true), _words(card.known)) for card in cards)


def _words(facts: Sequence[Fact]) -> list[str]:
    """Each fact on one line, with the days it is said to be true."""
    said = []
    for fact in facts:
        more = (f"{row.key}: {row.value}" for row in fact.rows if row.value != fact.title)
        parts = [fact.title, *more]
        since = f"since {uk_date(fact.from_on)}" if fact.from_on else ""
        until = f"until {uk_date(fact.until_on)}" if fact.until_on else ""
        said.append("; ".join(part for part in (*parts, since, until) if part))
    return said


def _state(case: Case, moment: datetime) -> list[str]:
    last = history(case).filter(at__lte=moment).last()
    return [CaseStatus(last.to_status).label] if last else []


def _levels(case: Case, moment: datetime) -> tuple[list[str], list[str]]:
    rows = case.levels.filter(from_at__lte=moment).order_by("from_at", "recorded_at")
    true = rows.filter(superseded_at=None).last()
    stood = Q(superseded_at=None) | Q(superseded_at__gt=moment)
    return _level(true), _level(rows.filter(stood, recorded_at__lte=moment).last())


def _level(row: RiskLevelSet | None) -> list[str]:
    return [f"{RiskLevel(row.level).label} since {uk_datetime(row.from_at)}"] if row else []


def _screenings(viewer: Viewer, case: Case, moment: datetime) -> tuple[list[str], list[str]]:
    """What stands today of what was true on that day, and what stood then.

    A screening is true from the day it was completed, and known from its signature on.
    """
    signed = Q(signed_at__lte=moment)
    true = Q(completed_on__lte=local_day(moment), signed_at__isnull=False)
    rows = screenings_for(viewer).filter(signed | true, case=case)
    found = list(rows.select_related("version").order_by("signed_at"))
    known = [row for row in found if row.signed_at and row.signed_at <= moment]
    later = {row.supersedes_id for row in known}
    return (
        [_screening(row) for row in found if _was_true(row, moment)],
        [_screening(row) for row in known if row.pk not in later],
    )


def _was_true(row: Screening, moment: datetime) -> bool:
    stands = row.status != ScreeningStatus.SUPERSEDED
    return stands and bool(row.completed_on and row.completed_on <= local_day(moment))


def _screening(row: Screening) -> str:
    said = f"{RiskLevel(row.chosen).label}: {row.version.name}"
    return f"{said}, completed {uk_date(row.completed_on)}, signed {uk_datetime(row.signed_at)}"


def _held(case: Case, moment: datetime) -> list[str]:
    rows = case.allocations.filter(Q(until_at=None) | Q(until_at__gt=moment), from_at__lte=moment)
    held = list(rows.select_related("agency").order_by("from_at", "pk"))
    names = agencies.names_of(row.user_id for row in held)
    return [
        f"{names[row.user_id] if row.user_id else ROLE_NAMES[Role(row.role)]}, {row.agency.name}"
        for row in held
    ]


def _owed(viewer: Viewer, case: Case, moment: datetime) -> list[str]:
    rows = Duty.objects.filter(case_id=case.pk, opened_at__lte=moment)
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gt=moment))
    told = access.about_readable(viewer, rows, within=case).order_by("due_at", "pk")
    return [f"{duty.get_clock_display()}, due {uk_datetime(duty.due_at)}" for duty in told]


def _written_later(viewer: Viewer, case: Case, moment: datetime) -> tuple[Happening, ...]:
    """What had happened by the moment and was written down after it, the latest first."""
    rows = told_of(viewer, case).filter(at__gt=moment, facts__has_key="happened_at")
    happened_at = Cast(KeyTextTransform("happened_at", "facts"), DateTimeField())
    rows = rows.annotate(happened_at=happened_at).filter(happened_at__lte=moment)
    return in_words(rows.order_by("-at", "-id")[: LATE_ENTRIES + 1])
