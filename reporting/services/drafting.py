"""Build a return from one consistent look at the database and store all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
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
from reporting.models import PATHWAY, Figure, FigureCell, FigureRow, Return, ReturnStatus
from reporting.selectors.labels import labels_for
from reporting.selectors.snapshot import snapshot
from reporting.selectors.sources import facts_for
from reporting.selectors.toolkits import toolkit_for
from reporting.toolkit import Measure, Period, Toolkit


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
    with snapshot() as using:
        sources = {measure.source for measure in toolkit.measures}
        counted = count_all(toolkit, facts_for(authority, period, sources, using=using))
    seal = checksum(authority.ons_code, period, (toolkit.key, toolkit.hash), counted)
    before = _of_period(authority, period, ReturnStatus.DRAFT)
    if before and (before.checksum, before.revises_id, before.because) == (
        seal,
        revises.pk if revises else None,
        because,
    ):
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
    _store(draft, toolkit, counted)
    PATHWAY.begin(draft, by=by, at=at)
    _ask_to_sign(draft, since=owed_since, by=by, at=at)
    trail.record(ReturnEvent.DRAFTED, draft, by=by, at=at, facts={"checksum": seal})
    return draft


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


def _ask_to_sign(draft: Return, *, since: datetime, by: User | None, at: datetime) -> None:
    open_duty(
        Clock.SIGN_OFF_RETURN,
        about=draft,
        reference=draft.reference,
        authority=draft.authority,
        owner=Owner(role=Role.COORDINATOR),
        starts_at=since,
        by=by,
        at=at,
    )


def _store(draft: Return, toolkit: Toolkit, counted: Sequence[Counted]) -> None:
    measures = {measure.code: measure for measure in toolkit.measures}
    figures = {
        one.code: _figure(draft, measures[one.code], one, position)
        for position, one in enumerate(counted)
    }
    Figure.objects.bulk_create(figures.values())
    FigureCell.objects.bulk_create(
        cell for one in counted for cell in _cells(figures[one.code], one, toolkit)
    )
    FigureRow.objects.bulk_create(
        (
            FigureRow(
                figure=figures[one.code],
                kind=row.kind,
                record_id=row.record_id,
                child_id=row.child_id,
                identity_id=row.identity_id,
                cells=list(row.cells),
            )
            for one in counted
            for row in one.rows
        ),
        batch_size=1000,
    )


def _figure(draft: Return, measure: Measure, counted: Counted, position: int) -> Figure:
    return Figure(
        of=draft,
        position=position,
        code=measure.code,
        label=measure.label,
        unit=measure.unit,
        time=measure.time,
        definition=measure.definition,
        value=counted.value,
        status=counted.status,
        reason=counted.reason,
    )


def _cells(figure: Figure, counted: Counted, toolkit: Toolkit) -> list[FigureCell]:
    labels = {
        code: labels_for(toolkit.breakdowns[code])
        for code in {cell.breakdown for cell in counted.cells}
    }
    return [
        FigureCell(
            figure=figure,
            position=position,
            breakdown=cell.breakdown,
            breakdown_label=toolkit.breakdowns[cell.breakdown].label,
            key=cell.key,
            label=labels[cell.breakdown].get(cell.key, cell.key),
            value=cell.value,
        )
        for position, cell in enumerate(counted.cells)
    ]
