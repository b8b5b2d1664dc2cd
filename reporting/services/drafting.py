"""Build a return from one consistent look at the database and store all of it or nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from agencies import access
from agencies.models import Authority, User
from agencies.permissions import Permission
from agencies.roles import Role
from core import references, trail
from core.calendar import LONDON
from core.refusals import Invalid, NotAllowed, NotNow
from duties import selectors as duties
from duties.models import Clock
from duties.services import Owner, cancel_duty, open_duty
from reporting import policies
from reporting.events import ReturnEvent
from reporting.measures import Counted, checksum, count_all
from reporting.models import PATHWAY, Return, ReturnStatus
from reporting.selectors.snapshot import snapshot
from reporting.selectors.sources import facts_for
from reporting.selectors.toolkits import toolkit_for
from reporting.services.storing import store
from reporting.toolkit import Period, Toolkit


@transaction.atomic
def draft_return(authority: Authority, *, period: Period, by: User | None, at: datetime) -> Return:
    """Draft the return of a period, from what is committed and known now (requirement C-5).

    If nothing has changed since the last draft that draft is returned; else it is superseded.
    Raises NotNow when the period is signed off: that takes a revision.
    """
    decision = policies.may_draft(by, authority)
    if not decision:
        raise NotAllowed(decision.sentence)
    policies.check_period(period, today=at.astimezone(LONDON).date())
    _one_at_a_time(authority)
    signed = _of_period(authority, period, ReturnStatus.SIGNED_OFF)
    if signed:
        raise NotNow("This period is signed off. Revise the return and give the reason.")
    return _build(authority, period, by=by, at=at)


@transaction.atomic
def revise_return(signed: Return, *, because: str, by: User | None, at: datetime) -> Return:
    """Draft a signed return again, with the reason; the signed one stands until this is signed."""
    access.require(by, Permission.RETURN_DRAFT, signed)
    _one_at_a_time(signed.authority)
    signed.refresh_from_db()
    if signed.status != ReturnStatus.SIGNED_OFF:
        raise NotNow("Only a return that is signed off is revised.")
    if not because.strip():
        raise Invalid("Say why the return is revised.", field="because")
    period = Period(signed.label, signed.start_on, signed.end_on)
    return _build(signed.authority, period, by=by, at=at, revises=signed, because=because.strip())


def _build(
    authority: Authority,
    period: Period,
    *,
    by: User | None,
    at: datetime,
    revises: Return | None = None,
    because: str = "",
) -> Return:
    toolkit = toolkit_for(period)
    counted = _count(authority, period, toolkit)
    seal = checksum(authority.ons_code, period, (toolkit.key, toolkit.hash), counted)
    before = _of_period(authority, period, ReturnStatus.DRAFT)
    if before and (before.checksum, before.revises, before.because) == (seal, revises, because):
        return before
    owed_since = _replace(before, by=by, at=at) if before else at
    draft = Return.objects.create(
        reference=references.new("Q"),
        authority=authority,
        label=period.label,
        start_on=period.start,
        end_on=period.end,
        standard_quarter=toolkit.is_standard(period),
        toolkit=toolkit.key,
        toolkit_hash=toolkit.hash,
        checksum=seal,
        built_at=at,
        built_by=by,
        revises=revises,
        because=because,
    )
    store(draft, toolkit, counted)
    _say_drafted(draft, owed_since=owed_since, by=by, at=at)
    return draft


def _count(authority: Authority, period: Period, toolkit: Toolkit) -> list[Counted]:
    sources = {measure.source for measure in toolkit.measures}
    with snapshot() as using:
        return count_all(toolkit, facts_for(authority, period, sources, using=using))


def _one_at_a_time(authority: Authority) -> None:
    """Two drafts of an authority at once: the second waits, then sees what the first stored."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"return {authority.pk}"]
        )


def _of_period(authority: Authority, period: Period, status: ReturnStatus) -> Return | None:
    return Return.objects.filter(
        authority=authority, start_on=period.start, end_on=period.end, status=status
    ).first()


def _replace(before: Return, *, by: User | None, at: datetime) -> datetime:
    """Put the older draft aside; its duty passes on, and with it the day it was first owed."""
    owed = duties.duty_of(before.pk, Clock.SIGN_OFF_RETURN)
    cancel_duty(Clock.SIGN_OFF_RETURN, about=before, by=by, at=at)
    PATHWAY.move(before, to=ReturnStatus.SUPERSEDED, by=by, at=at, because="Drafted again.")
    trail.record(ReturnEvent.SUPERSEDED, before, by=by, at=at)
    return owed.opened_at if owed else at


def _say_drafted(draft: Return, *, owed_since: datetime, by: User | None, at: datetime) -> None:
    PATHWAY.begin(draft, by=by, at=at)
    open_duty(
        Clock.SIGN_OFF_RETURN,
        about=draft,
        reference=draft.reference,
        authority=draft.authority,
        owner=Owner(role=Role.COORDINATOR),
        starts_at=owed_since,
        by=by,
        at=at,
    )
    facts = {"checksum": draft.checksum}
    trail.record(ReturnEvent.DRAFTED, draft, by=by, at=at, facts=facts)
