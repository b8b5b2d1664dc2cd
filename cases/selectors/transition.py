"""Young people on the way to adult services: who is 17, how far each is, and what is decided."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies import access
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import (
    OUTCOMES,
    Case,
    CaseSpell,
    CaseStatus,
    HandOver,
    HandOverKind,
    HandOverStatus,
    TransitionEntry,
    TransitionStep,
)
from cases.policies import may_hand_over, may_plan, receiver_of
from cases.selectors.case import case_for, cases_for
from children.models import Child
from core.calendar import local_day
from core.refusals import OutOfReach

STARTS_AT, ALARM_MONTHS, ADULT_AT = 17, 6, 18
MOST_SHOWN = 200
OFFERED = (HandOverStatus.OFFERED, HandOverStatus.ACCEPTED)
LAST_OPENED = Coalesce(
    Subquery(
        CaseSpell.objects.filter(case=OuterRef("case"))
        .order_by("-opened_at")
        .values("opened_at")[:1]
    ),
    F("case__opened_at"),
)
"""When the case of a row was last opened: `Case.last_opened_at`, asked in SQL."""


@dataclass(frozen=True)
class StepLine:
    """A step on the way: what came of it last, when and in words; or that it is to do."""

    step: str
    label: str
    outcome: str
    on: date | None
    words: str


@dataclass(frozen=True)
class YoungPerson:
    """One line of the queue: how far the way to adult services is."""

    case_id: uuid.UUID
    child_id: uuid.UUID
    name: str
    reference: str
    status: str
    eighteen_on: date | None
    alarm: bool
    lead: str
    done: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True)
class TransitionQueue:
    """The queue, the next to turn 18 first; `more` when it is longer than is shown."""

    lines: tuple[YoungPerson, ...]
    more: bool


@dataclass(frozen=True)
class TransitionOfCase:
    """The way to adult services of one case: the steps, the adult lead, what can be done now.

    `earlier` is what was written down before the case was last opened, the latest first.
    """

    from_17: bool
    seventeen_on: date | None
    eighteen_on: date | None
    steps: tuple[StepLine, ...]
    earlier: tuple[StepLine, ...]
    lead: str
    lead_status: str
    lead_id: uuid.UUID | None
    may_enter: Decision
    may_offer: Decision


HINTS = {
    TransitionStep.YPSE: "Which meeting, and what it wants to happen before 18.",
    TransitionStep.CARE_ACT: "Who decided, and why.",
    TransitionStep.SERVICES: "Which services, by whom, and until when.",
    TransitionStep.CONSENT: (
        "What the young person agrees to, in their own words. What a parent agreed to ends at 18."
    ),
}


@dataclass(frozen=True)
class Outcomes:
    """What can come of a step, and what to say of it."""

    choices: tuple[tuple[str, str], ...]
    hint: str


def transition_step(name: str) -> TransitionStep:
    """The step that an address names; OutOfReach for any other word."""
    if name.upper() not in TransitionStep.values:
        raise OutOfReach
    return TransitionStep(name.upper())


def outcomes_of(step: TransitionStep) -> Outcomes:
    """What can come of a step."""
    return Outcomes(tuple((str(one), one.label) for one in OUTCOMES[step]), HINTS[step])


def birthday(child: Child, age: int, *, months: int = 0) -> date | None:
    """The day a child turns an age, and so many months; None without a date of birth.

    Somebody born on 29 February turns an age on 1 March of a year that has no such day, as the
    law of England counts.
    """
    if child.born_on is None:
        return None
    years, month = divmod(child.born_on.month - 1 + months, 12)
    year = child.born_on.year + age + years
    try:
        return date(year, month + 1, child.born_on.day)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)


def half_past_17(child: Child) -> date | None:
    """The day of the alarm (pathway section 4)."""
    return birthday(child, STARTS_AT, months=ALARM_MONTHS)


def cases_from_17(rows: QuerySet[Case], *, today: date) -> QuerySet[Case]:
    """The open cases among some whose child is 17 or older on a day."""
    year = today.year - STARTS_AT
    leap = (today.month, today.day) == (2, 29)
    latest = today.replace(year=year, day=28) if leap else today.replace(year=year)
    open_now = rows.exclude(status=CaseStatus.CLOSED)
    return open_now.filter(child__born_on__lte=latest).select_related("child")


def young_people(viewer: Any, *, today: date) -> QuerySet[Case]:
    """The queue from 17: the open cases the viewer may move along."""
    movable = access.visible(viewer, Permission.CASE_MOVE, cases_for(viewer))
    return cases_from_17(movable, today=today)


def transition_queue(viewer: Any, *, now: datetime) -> TransitionQueue:
    """The queue: the questions are as many however long it is."""
    today = local_day(now)
    rows = young_people(viewer, today=today).order_by("child__born_on", "pk")
    found = list(rows[: MOST_SHOWN + 1])
    cases = found[:MOST_SHOWN]
    entered = _latest(cases)
    leads: dict[uuid.UUID, HandOver] = {}
    for offer in _offers(cases):
        leads[offer.case_id] = offer
    return TransitionQueue(
        tuple(_young(case, entered.get(case.pk, {}), leads.get(case.pk), today) for case in cases),
        more=len(found) > MOST_SHOWN,
    )


def transition_of(viewer: Any, case: Case, *, now: datetime) -> TransitionOfCase:
    """The way to adult services of one case."""
    entered = _latest([case]).get(case.pk, {})
    offer = _offers([case]).last()
    seventeen = birthday(case.child, STARTS_AT)
    move = access.decide(viewer, Permission.CASE_MOVE, case)
    hand = access.decide(viewer, Permission.HAND_OVER_OFFER, case)
    return TransitionOfCase(
        from_17=bool(seventeen and seventeen <= local_day(now)),
        seventeen_on=seventeen,
        eighteen_on=birthday(case.child, ADULT_AT),
        steps=tuple(_step(step, entered.get(step)) for step in TransitionStep),
        earlier=_earlier(case),
        lead=receiver_of(offer) if offer else "",
        lead_status=offer.get_status_display() if offer else "",
        lead_id=offer.pk if offer else None,
        may_enter=move and may_plan(case),
        may_offer=hand and may_hand_over(case, HandOverKind.ADULT, on=local_day(now)),
    )


def case_in_transition(viewer: Any, case_id: uuid.UUID) -> Case:
    """A case whose way to adult services the viewer may write down."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.CASE_MOVE, case)
    return case


def step_done(case: Case, step: TransitionStep) -> TransitionEntry | None:
    """What was last written down of a step since the case was last opened."""
    rows = case.transition_entries.filter(step=step, recorded_at__gte=case.last_opened_at)
    return rows.order_by("recorded_at").last()


def _offers(cases: list[Case]) -> QuerySet[HandOver]:
    """The offers to adult leads since each case was last opened."""
    rows = HandOver.objects.filter(case__in=cases, kind=HandOverKind.ADULT, status__in=OFFERED)
    ahead = ("to_agency", "to_user", "to_authority")
    since = rows.annotate(opened=LAST_OPENED).filter(offered_at__gte=F("opened"))
    return since.select_related(*ahead).order_by("offered_at", "pk")


def _latest(cases: list[Case]) -> dict[uuid.UUID, dict[str, TransitionEntry]]:
    """What was last written down of each step since each case was last opened."""
    found: dict[uuid.UUID, dict[str, TransitionEntry]] = {}
    rows = TransitionEntry.objects.filter(case__in=cases).annotate(opened=LAST_OPENED)
    for entry in rows.filter(recorded_at__gte=F("opened")).order_by("recorded_at", "pk"):
        found.setdefault(entry.case_id, {})[entry.step] = entry
    return found


def _earlier(case: Case) -> tuple[StepLine, ...]:
    rows = case.transition_entries.filter(recorded_at__lt=case.last_opened_at)
    latest_first = rows.order_by("-recorded_at", "-pk")
    return tuple(_step(TransitionStep(entry.step), entry) for entry in latest_first)


def _step(step: TransitionStep, entry: TransitionEntry | None) -> StepLine:
    if entry is None:
        return StepLine(step, step.label, "", None, "")
    return StepLine(step, step.label, entry.get_outcome_display(), entry.on, entry.words)


def _young(
    case: Case, entered: dict[str, TransitionEntry], offer: HandOver | None, today: date
) -> YoungPerson:
    eighteen, half = birthday(case.child, ADULT_AT), half_past_17(case.child)
    accepted = bool(offer and offer.status == HandOverStatus.ACCEPTED)
    return YoungPerson(
        case_id=case.pk,
        child_id=case.child_id,
        name=case.child.full_name,
        reference=case.reference,
        status=case.get_status_display(),
        eighteen_on=eighteen,
        alarm=not accepted and bool(half and half <= today),
        lead=f"{receiver_of(offer)} ({offer.get_status_display().lower()})" if offer else "",
        done=tuple(step.label for step in TransitionStep if step in entered),
        left=tuple(step.label for step in TransitionStep if step not in entered),
    )
