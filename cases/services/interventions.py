"""Offer an intervention, keep its answer, first contact, sessions and end."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from agencies import access
from agencies.models import Agency, User
from agencies.permissions import Permission
from cases.events import InterventionEvent
from cases.models import (
    INTERVENTION_PATHWAY,
    SAFE_ANSWERS,
    AnsweredBy,
    Attendance,
    Case,
    EndReason,
    Intervention,
    InterventionKind,
    InterventionStatus,
    Session,
)
from cases.policies import may_offer
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow

S = InterventionStatus
SAFE = frozenset(code for code, _ in SAFE_ANSWERS)


@transaction.atomic
def offer_intervention(
    case: Case,
    *,
    provider: Agency,
    kind: InterventionKind,
    purpose: str,
    offered_on: date,
    offered_by_name: str,
    by: User | None,
    at: datetime,
) -> Intervention:
    """An agency's work was offered to a child or family; from now on the agency sees the offer.

    Raises Invalid for a day to come and for the same offer twice at a time, NotNow for a closed
    case.
    """
    access.require(by, Permission.INTERVENTION_OFFER, case)
    # Two people may offer the same at once: the case's row is the lock.
    case = Case.objects.select_for_update().get(pk=case.pk)
    open_now = may_offer(by, case)
    if not open_now:
        raise NotNow(open_now.sentence)
    _not_to_come(offered_on, "offer", "offered_on", at=at)
    if not purpose.strip():
        raise Invalid("Enter what the work is for.", field="purpose")
    if not offered_by_name.strip():
        raise Invalid("Enter who offered it.", field="offered_by_name")
    if case.interventions.filter(
        provider=provider, kind=kind, status__in=(S.OFFERED, S.ACCEPTED)
    ).exists():
        raise Invalid(
            f"{provider.name} has offered this already, and it has not ended.", field="provider"
        )
    offer = Intervention.objects.create(
        case=case,
        provider=provider,
        kind=kind,
        purpose=purpose.strip(),
        offered_on=offered_on,
        offered_by_name=offered_by_name.strip(),
        recorded_at=at,
        by=by,
    )
    INTERVENTION_PATHWAY.begin(offer, by=by, at=at)
    facts = {"kind": kind, "provider": provider.code}
    trail.record(InterventionEvent.OFFERED, offer, by=by, at=at, case=case.pk, facts=facts)
    return offer


@transaction.atomic
def answer_offer(
    offer: Intervention,
    *,
    accepted: bool,
    answered_on: date,
    answered_by: AnsweredBy,
    by: User | None,
    at: datetime,
    because: str = "",
) -> Intervention:
    """The offer was accepted or declined: by whom, when, and if declined why."""
    offer = _locked(offer, by)
    _in(offer, S.OFFERED, "This offer is answered already.")
    _not_to_come(answered_on, "answer", "answered_on", at=at)
    _not_before(answered_on, offer.offered_on, "answer", "the offer", "answered_on")
    if accepted and answered_by == AnsweredBy.NOBODY:
        raise Invalid("An offer that nobody answered is not accepted.", field="answered_by")
    if not accepted and not because.strip():
        raise Invalid("Enter why it was declined.", field="because")
    said = {"answered_on": answered_on, "answered_by": answered_by}
    if accepted:
        _move(offer, S.ACCEPTED, InterventionEvent.ACCEPTED, said, by=by, at=at)
    else:
        said |= {"declined_because": because.strip()}
        _move(offer, S.DECLINED, InterventionEvent.DECLINED, said, by=by, at=at)
    return offer


@transaction.atomic
def record_first_contact(
    intervention: Intervention, *, on: date, safe: str, by: User | None, at: datetime
) -> Intervention:
    """The work began: when, and what the child said to “do you feel safe?” (0 to 10)."""
    row = _locked(intervention, by)
    _in(row, S.ACCEPTED, "First contact follows an offer that was accepted.")
    if row.first_contact_on:
        raise NotNow("First contact is recorded already.")
    _not_to_come(on, "first contact", "on", at=at)
    _not_before(on, row.offered_on, "first contact", "the offer", "on")
    _check_safe(safe)
    row.first_contact_on, row.safe_at_start = on, safe
    row.save(update_fields=["first_contact_on", "safe_at_start"])
    trail.record(InterventionEvent.BEGUN, row, by=by, at=at, case=row.case_id)
    return row


@transaction.atomic
def record_session(
    intervention: Intervention,
    *,
    on: date,
    attendance: Attendance,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Session:
    """One time the work was to happen. Raises Invalid for a second one on the same day."""
    row = _locked(intervention, by)
    _in(row, S.ACCEPTED, "A session follows an offer that was accepted, until the work ends.")
    if row.first_contact_on is None:
        raise NotNow("Record first contact before the sessions.")
    _not_to_come(on, "session", "on", at=at)
    _not_before(on, row.first_contact_on, "session", "first contact", "on")
    if row.sessions.filter(on=on).exists():
        raise Invalid("A session on this day is recorded already.", field="on")
    session = Session.objects.create(
        intervention=row, on=on, attendance=attendance, note=note.strip(), recorded_at=at, by=by
    )
    facts = {"attendance": attendance}
    trail.record(InterventionEvent.SESSION, row, by=by, at=at, case=row.case_id, facts=facts)
    return session


@transaction.atomic
def end_intervention(
    intervention: Intervention,
    *,
    on: date,
    reason: EndReason,
    safe: str,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Intervention:
    """The work ended: when, why, and what the child then said to “do you feel safe?”.

    Work that never began ends for that reason and for no other.
    """
    row = _locked(intervention, by)
    _in(row, S.ACCEPTED, "Only work that was accepted, and has not ended, can end.")
    _not_to_come(on, "end", "on", at=at)
    if (row.first_contact_on is None) != (reason == EndReason.NOT_STARTED):
        said = "began" if row.first_contact_on else "never began: there was no first contact"
        raise Invalid(f"This work {said}. Select another reason.", field="reason")
    if row.first_contact_on:
        _not_before(on, row.first_contact_on, "end", "first contact", "on")
        last = row.sessions.order_by("on").last()
        if last:
            _not_before(on, last.on, "end", "the last session", "on")
    else:
        _not_before(on, row.offered_on, "end", "the offer", "on")
    _check_safe(safe)
    ended = {"ended_on": on, "end_reason": reason, "end_note": note.strip(), "safe_at_end": safe}
    _move(row, S.ENDED, InterventionEvent.ENDED, ended, by=by, at=at)
    return row


def _locked(intervention: Intervention, by: User | None) -> Intervention:
    """The intervention as it stands, locked, if this person may record it."""
    access.require(by, Permission.INTERVENTION_RECORD, intervention)
    return Intervention.objects.select_for_update().get(pk=intervention.pk)


def _move(
    row: Intervention,
    to: InterventionStatus,
    event: InterventionEvent,
    said: dict[str, object],
    *,
    by: User | None,
    at: datetime,
) -> None:
    INTERVENTION_PATHWAY.move(row, to=to, by=by, at=at, also=said)
    for name, value in said.items():
        setattr(row, name, value)
    trail.record(event, row, by=by, at=at, case=row.case_id)


def _in(row: Intervention, status: InterventionStatus, sentence: str) -> None:
    if row.status != status:
        raise NotNow(sentence)


def _not_to_come(on: date, what: str, field: str, *, at: datetime) -> None:
    if on > local_day(at):
        raise Invalid(f"The {what} must not be in the future.", field=field)


def _not_before(on: date, first: date, what: str, since: str, field: str) -> None:
    if on < first:
        day = f"{first.day} {first:%B %Y}"
        raise Invalid(f"The {what} must not be before {since} on {day}.", field=field)


def _check_safe(safe: str) -> None:
    if safe not in SAFE:
        raise Invalid("Select what the child said, or that the child was not asked.", field="safe")
