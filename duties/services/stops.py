"""Let a clock stand still and run on: by the service that causes it, or by a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from agencies.models import User
from core import trail
from core.refusals import Invalid, NotNow, OutOfReach
from duties import clocks
from duties.events import DutyEvent
from duties.models import MORE_INFORMATION, Clock, Duty, DutyStop
from duties.selectors.stops import (
    OTHER,
    clocks_kept_by,
    last_stop,
    reasons_to_stop,
    why_it_never_stops,
    with_last_stop,
)

ENDED = {
    Duty.Status.DONE: "This has been done meanwhile.",
    Duty.Status.CANCELLED: "This is no longer needed.",
}


@transaction.atomic
def stop_clock(
    clock: Clock,
    *,
    about: Model,
    because: str,
    by: User | None,
    at: datetime,
    reason: str = MORE_INFORMATION,
) -> Duty | None:
    """Let a clock stand still, with the reason. Raises NotNow for a clock that never stops."""
    duty = live_duty(clock, about)
    if duty is None or duty.status == Duty.Status.STOPPED:
        return duty
    return _stop(duty, reason=reason, because=because, by=by, at=at)


@transaction.atomic
def resume_clock(
    clock: Clock, *, about: Model, by: User | None, at: datetime, stopped_for: str = ""
) -> Duty | None:
    """Let a stopped clock run on: what was left when it stopped is left now.

    With `stopped_for`, only a clock that stopped for that reason: an answer that came starts no
    clock that somebody stopped because the child is unwell.
    """
    duty = live_duty(clock, about)
    if duty is None or duty.status != Duty.Status.STOPPED:
        return duty
    if stopped_for and duty.stops.get(until_at=None).reason != stopped_for:
        return duty
    return _start(duty, by=by, at=at)


@transaction.atomic
def stop_by_hand(duty: Duty, *, reason: str, because: str, by: User, at: datetime) -> Duty:
    """A person stops a clock with a reason of the list; in words where it is another one.

    For whoever owes the duty, was told of it by the ladder, or gives cases out in its authority
    [D]. NotNow for a clock that never stops, stands still already or has ended.
    """
    duty = _kept(duty, by=by)
    if duty.status == Duty.Status.STOPPED:
        stop = last_stop(with_last_stop(Duty.objects.filter(pk=duty.pk)).get())
        raise NotNow(f"This clock stands still already: {stop.sentence if stop else ''}.")
    if reason not in dict(reasons_to_stop()):
        raise Invalid("Choose why the clock stops.", field="reason")
    if reason == OTHER and not because.strip():
        raise Invalid("Say what the other reason is.", field="because")
    return _stop(duty, reason=reason, because=because.strip(), by=by, at=at)


@transaction.atomic
def start_by_hand(duty: Duty, *, by: User, at: datetime) -> Duty:
    """A person lets a clock run on. For the same people; NotNow for one that runs or has ended."""
    duty = _kept(duty, by=by)
    if duty.status == Duty.Status.OPEN:
        last = duty.stops.select_related("until_by").order_by("from_at").last()
        who = f" {last.until_by.name} started it again." if last and last.until_by else ""
        raise NotNow(f"This clock runs already.{who}")
    return _start(duty, by=by, at=at)


def live_duty(clock: str, about: Model) -> Duty | None:
    """What a record owes of one kind, locked until it is written."""
    return (
        Duty.objects.select_for_update()
        .filter(
            clock=clock,
            record_id=about.pk,
            status__in=(Duty.Status.OPEN, Duty.Status.STOPPED),
        )
        .first()
    )


def end_stop(duty: Duty, *, by: User | None, at: datetime) -> None:
    """The duty has ended while its clock stood still, and so has the stop."""
    duty.stops.filter(until_at=None).update(until_at=at, until_by=by)


def _kept(duty: Duty, *, by: User) -> Duty:
    if not clocks_kept_by(by).filter(pk=duty.pk).exists():
        raise OutOfReach
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if sentence := ENDED.get(Duty.Status(duty.status)):
        raise NotNow(sentence)
    return duty


def _standing(duty: Duty) -> DutyStop:
    return duty.stops.get(until_at=None)


def _stop(duty: Duty, *, reason: str, because: str, by: User | None, at: datetime) -> Duty:
    if never := why_it_never_stops(duty):
        raise NotNow(never)
    DutyStop.objects.create(duty=duty, from_at=at, reason=reason, because=because, by=by)
    duty.status = Duty.Status.STOPPED
    duty.save(update_fields=["status"])
    facts = {"clock": duty.clock, "stopped_for": reason}
    trail.record(DutyEvent.STOPPED, duty, by=by, at=at, case=duty.case_id, facts=facts)
    return duty


def _start(duty: Duty, *, by: User | None, at: datetime) -> Duty:
    stop = _standing(duty)
    stop.until_at, stop.until_by = at, by
    stop.save(update_fields=["until_at", "until_by"])
    duty.due_at = clocks.due_after_stop(
        clocks.limit_of(duty.clock, duty.authority),
        duty.due_at,
        stopped_at=stop.from_at,
        resumed_at=at,
    )
    duty.status = Duty.Status.OPEN
    duty.save(update_fields=["status", "due_at"])
    facts = {"clock": duty.clock}
    trail.record(DutyEvent.RESUMED, duty, by=by, at=at, case=duty.case_id, facts=facts)
    return duty
