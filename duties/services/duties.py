"""Open, hand over and close duties: called by the service that causes each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Model

from agencies.models import Agency, Authority, User
from agencies.roles import Role
from core import trail
from duties import clocks
from duties.events import DutyEvent
from duties.models import Clock, Duty
from duties.services.stops import end_stop, live_duty


@dataclass(frozen=True)
class Owner:
    """Who owes it: a person, or a role (in one agency, or across the authority)."""

    role: Role | None = None
    agency: Agency | None = None
    person: User | None = None


@transaction.atomic
def open_duty(
    clock: Clock,
    *,
    about: Model,
    reference: str,
    authority: Authority,
    owner: Owner,
    starts_at: datetime,
    by: User | None,
    at: datetime,
    case_id: uuid.UUID | None = None,
    subject_id: uuid.UUID | None = None,
    urgent: bool = False,
    due_at: datetime | None = None,
) -> Duty:
    """Start a clock, or return the duty the record owes already.

    `starts_at` is when the clock starts, which may lie before `at`, when it is written.
    `due_at` is a day that was named by whoever asked, instead of the clock's limit.
    """
    existing = live_duty(clock, about)
    if existing:
        return existing
    duty = Duty.objects.create(
        clock=clock,
        record_kind=trail.kind_of(about),
        record_id=about.pk,
        case_id=case_id,
        subject_id=subject_id,
        reference=reference,
        urgent=urgent,
        authority=authority,
        owner_role=owner.role or "",
        owner_agency=owner.agency,
        owner=owner.person,
        opened_at=starts_at,
        due_at=due_at or clocks.due_at(clocks.limit_of(clock, authority), starts_at),
    )
    trail.record(DutyEvent.OPENED, duty, by=by, at=at, case=case_id, facts={"clock": clock})
    _say_whose(duty, by=by, at=at)
    return duty


@transaction.atomic
def close_duty(clock: Clock, *, about: Model, by: User | None, at: datetime) -> Duty | None:
    """The thing was done: end the clock. None when the record owes nothing of the kind."""
    return _end(clock, about, Duty.Status.DONE, DutyEvent.CLOSED, by=by, at=at)


@transaction.atomic
def cancel_duty(clock: Clock, *, about: Model, by: User | None, at: datetime) -> Duty | None:
    """The thing is no longer needed: end the clock without calling it done."""
    return _end(clock, about, Duty.Status.CANCELLED, DutyEvent.CANCELLED, by=by, at=at)


@transaction.atomic
def end_duties_of_case(
    clock: Clock, *, case_id: uuid.UUID, done: bool, by: User | None, at: datetime
) -> None:
    """End what the records of a case owe of one kind: done, or no longer needed."""
    live = (Duty.Status.OPEN, Duty.Status.STOPPED)
    for duty in Duty.objects.select_for_update().filter(
        case_id=case_id, clock=clock, status__in=live
    ):
        if done:
            _close(duty, Duty.Status.DONE, DutyEvent.CLOSED, by=by, at=at)
        else:
            _close(duty, Duty.Status.CANCELLED, DutyEvent.CANCELLED, by=by, at=at)


@transaction.atomic
def hand_over_duty(
    clock: Clock, *, about: Model, to: Owner, by: User | None, at: datetime
) -> Duty | None:
    """Somebody else owes it from now on; the clock runs on as it was."""
    duty = live_duty(clock, about)
    if duty is None:
        return None
    return _hand_over(duty, to, by=by, at=at)


NEVER_HANDED_OVER = (Clock.URGENT_DECISION, Clock.CORRECT_SCREENING, Clock.COUNTERSIGN)


@transaction.atomic
def hand_over_duties_of_case(
    case_id: uuid.UUID, *, owner: Owner, to: Owner, by: User | None, at: datetime
) -> None:
    """What one owner still owes in a case somebody else owes from now on; no clock changes.

    What only that owner can do stays: an answer on an escalation, and one's own signature.
    """
    live = (Duty.Status.OPEN, Duty.Status.STOPPED)
    owed = (
        Duty.objects.select_for_update()
        .filter(
            case_id=case_id,
            status__in=live,
            owner=owner.person,
            owner_role=owner.role or "",
            owner_agency=owner.agency,
        )
        .exclude(clock__in=NEVER_HANDED_OVER)
    )
    for duty in owed:
        _hand_over(duty, to, by=by, at=at)


@transaction.atomic
def name_another_day(
    clock: Clock, *, about: Model, due_at: datetime, by: User | None, at: datetime
) -> Duty | None:
    """A day that somebody had named is another from now on; the duty stays the same one."""
    duty = live_duty(clock, about)
    if duty is None:
        return None
    duty.due_at = due_at
    duty.save(update_fields=["due_at"])
    facts = {"clock": clock}
    trail.record(DutyEvent.DUE_CHANGED, duty, by=by, at=at, case=duty.case_id, facts=facts)
    return duty


@transaction.atomic
def hand_duties_to_case(about: Model, *, case_id: uuid.UUID) -> None:
    """Tie the open duties of a record to the case it has just opened."""
    Duty.objects.filter(record_id=about.pk, case_id=None).update(case_id=case_id)


@transaction.atomic
def hand_duty_to_case(duty: Duty, *, case_id: uuid.UUID) -> None:
    """Another case owes it from now on; the clock runs on as it was."""
    duty.case_id = case_id
    duty.save(update_fields=["case_id"])


def put_duties_on(record_id: uuid.UUID, *, subject_id: uuid.UUID) -> None:
    """What a record owes and owed is about this child, so that barriers hold for it."""
    Duty.objects.filter(record_id=record_id).update(subject_id=subject_id)


def put_duties_of_case_on(case_id: uuid.UUID, *, subject_id: uuid.UUID) -> None:
    """The same for everything a case owes and owed."""
    Duty.objects.filter(case_id=case_id).update(subject_id=subject_id)


def _hand_over(duty: Duty, to: Owner, *, by: User | None, at: datetime) -> Duty:
    duty.owner_role, duty.owner_agency, duty.owner = to.role or "", to.agency, to.person
    duty.save(update_fields=["owner_role", "owner_agency", "owner"])
    facts = {"clock": duty.clock, "role": to.role or ""}
    trail.record(DutyEvent.HANDED_OVER, duty, by=by, at=at, case=duty.case_id, facts=facts)
    _say_whose(duty, by=by, at=at)
    return duty


def _say_whose(duty: Duty, *, by: User | None, at: datetime) -> None:
    """What somebody else gives to a person by name, or hands to a team to answer, is told.

    A request for information is told by the request itself. The case's own trail says enough.
    """
    given = duty.owner_id and duty.owner_id != (by.pk if by else None)
    if (given and duty.clock != Clock.ANSWER_REQUEST) or duty.clock == Clock.ANSWER_HAND_OVER:
        trail.record(DutyEvent.GIVEN, duty, by=by, at=at, facts={"clock": duty.clock})


def _end(
    clock: Clock,
    about: Model,
    status: Duty.Status,
    event: DutyEvent,
    *,
    by: User | None,
    at: datetime,
) -> Duty | None:
    duty = live_duty(clock, about)
    return _close(duty, status, event, by=by, at=at) if duty else None


def _close(
    duty: Duty, status: Duty.Status, event: DutyEvent, *, by: User | None, at: datetime
) -> Duty:
    if duty.status == Duty.Status.STOPPED:
        end_stop(duty, by=by, at=at)
    duty.status, duty.closed_at, duty.closed_by = status, at, by
    duty.save(update_fields=["status", "closed_at", "closed_by"])
    trail.record(event, duty, by=by, at=at, case=duty.case_id, facts={"clock": duty.clock})
    return duty
