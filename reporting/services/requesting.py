"""Ask for a return; a job answers. The request is written with its event, so none is lost."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from core import trail
from core.calendar import LONDON
from core.models import JobRun
from core.refusals import Invalid, NotAllowed, NotNow, Refused
from reporting import policies
from reporting.events import ReturnEvent
from reporting.models import Return, ReturnRequest, ReturnStatus
from reporting.selectors.toolkits import toolkit_for, toolkits
from reporting.services.drafting import draft_return, revise_return
from reporting.toolkit import Period

JOB = "draft_last_quarter"


@transaction.atomic
def request_return(
    authority: Authority, *, period: Period, by: User | None, at: datetime
) -> ReturnRequest:
    """Ask for the return of a period to be drafted."""
    decision = policies.may_draft(by, authority)
    if not decision:
        raise NotAllowed(decision.sentence)
    policies.check_period(period, today=at.astimezone(LONDON).date())
    toolkit_for(period)
    signed = Return.objects.filter(
        authority=authority,
        start_on=period.start,
        end_on=period.end,
        status=ReturnStatus.SIGNED_OFF,
    )
    if signed.exists():
        raise Invalid(
            "This period is signed off. Open that return and revise it with a reason.",
            field="end",
        )
    return _ask(authority, period, by=by, at=at)


@transaction.atomic
def request_revision(
    signed: Return, *, because: str, by: User | None, at: datetime
) -> ReturnRequest:
    """Ask for a signed return to be drafted again, with the reason."""
    access.require(by, Permission.RETURN_DRAFT, signed)
    if signed.status != ReturnStatus.SIGNED_OFF:
        raise NotNow("Only a return that is signed off is revised.")
    if not because.strip():
        raise Invalid("Say why the return is revised.", field="because")
    period = Period(signed.label, signed.start_on, signed.end_on)
    return _ask(signed.authority, period, by=by, at=at, revises=signed, because=because.strip())


@transaction.atomic
def answer_request(request_id: uuid.UUID, *, at: datetime) -> ReturnRequest:
    """Draft what was asked for, or keep the sentence why not. Twice is once."""
    asked = ReturnRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if asked.answered_at:
        return asked
    try:
        asked.answer = _draft(asked, at=at)
    except Refused as refused:
        asked.refusal = refused.sentence[:400]
    asked.answered_at = at
    asked.save(update_fields=["answer", "refusal", "answered_at"])
    return asked


@transaction.atomic
def request_last_quarter(authority: Authority, *, at: datetime) -> ReturnRequest | None:
    """Once for each authority and standard quarter, after it has ended, ask for its draft."""
    today = at.astimezone(LONDON).date()
    period = toolkits()[-1].last_quarter_before(today)
    run, new = JobRun.objects.get_or_create(
        job=JOB,
        period=f"{authority.ons_code} {period.start}/{period.end}",
        defaults={"started_at": at},
    )
    if not new:
        return None
    asked = _ask(authority, period, by=None, at=at)
    run.finished_at, run.outcome = at, f"requested {asked.pk}"
    run.save(update_fields=["finished_at", "outcome"])
    return asked


def _ask(
    authority: Authority,
    period: Period,
    *,
    by: User | None,
    at: datetime,
    revises: Return | None = None,
    because: str = "",
) -> ReturnRequest:
    asked = ReturnRequest.objects.create(
        authority=authority,
        label=period.label,
        start_on=period.start,
        end_on=period.end,
        revises=revises,
        because=because,
        requested_at=at,
        requested_by=by,
    )
    trail.record(ReturnEvent.REQUESTED, asked, by=by, at=at)
    return asked


def _draft(asked: ReturnRequest, *, at: datetime) -> Return:
    by = asked.requested_by
    if asked.revises:
        return revise_return(asked.revises, because=asked.because, by=by, at=at)
    period = Period(asked.label, asked.start_on, asked.end_on)
    return draft_return(asked.authority, period=period, by=by, at=at)
