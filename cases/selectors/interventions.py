"""Interventions as a viewer may see them: those of a case, those of an agency, and one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from agencies import access
from agencies import selectors as agencies
from agencies.access import Decision
from agencies.permissions import Permission
from cases.models import (
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
from cases.selectors.case import case_for
from core.paging import page
from core.refusals import NotNow, OutOfReach

KINDS = [(kind.value, str(kind.label)) for kind in InterventionKind]
ANSWERERS = [(one.value, str(one.label)) for one in AnsweredBy]
END_REASONS = [(reason.value, str(reason.label)) for reason in EndReason]
ATTENDANCES = [(one.value, str(one.label)) for one in Attendance]
SAFE = dict(SAFE_ANSWERS)
RUNNING = (InterventionStatus.OFFERED, InterventionStatus.ACCEPTED)
LATEST_FIRST = ("-offered_on", "id")
COLOURS = {
    InterventionStatus.OFFERED: "blue",
    InterventionStatus.ACCEPTED: "green",
    InterventionStatus.DECLINED: "grey",
    InterventionStatus.ENDED: "grey",
}


@dataclass(frozen=True)
class InterventionLine:
    """One intervention in a list."""

    id: uuid.UUID
    child_id: uuid.UUID
    child: str
    provider: str
    kind: str
    purpose: str
    status: str
    colour: str
    offered_on: date
    began_on: date | None
    ended_on: date | None
    attended: int
    missed: int
    safe: str


@dataclass(frozen=True)
class InterventionSection:
    """The interventions of a case, latest first."""

    lines: tuple[InterventionLine, ...]
    may_offer: Decision


@dataclass(frozen=True)
class InterventionList:
    """One page of the interventions that run and that the viewer reaches."""

    lines: tuple[InterventionLine, ...]
    next_url: str
    previous_url: str


@dataclass(frozen=True)
class InterventionPage:
    """One intervention. Its provider sees this much and no more of the case."""

    intervention: Intervention
    case: Case
    line: InterventionLine
    sessions: tuple[Session, ...]
    safe_at_start: str
    safe_at_end: str
    reads_file: bool
    may_record: Decision

    @property
    def waits_for_answer(self) -> bool:
        return self.intervention.status == InterventionStatus.OFFERED

    @property
    def runs(self) -> bool:
        return self.intervention.status == InterventionStatus.ACCEPTED


@dataclass(frozen=True)
class OfferPage:
    """An open case in which the viewer may offer an intervention, and who may provide it."""

    case: Case
    providers: tuple[tuple[str, str], ...]


def interventions_for(viewer: Any) -> QuerySet[Intervention]:
    """Every intervention a viewer reaches: through its case, or as its provider."""
    rows = Intervention.objects.select_related("provider", "case__child")
    return access.visible(viewer, Permission.INTERVENTION_VIEW, rows)


def running_interventions(viewer: Any) -> QuerySet[Intervention]:
    """The interventions that are offered or run, of those the viewer reaches."""
    return interventions_for(viewer).filter(status__in=RUNNING)


def intervention_list(viewer: Any, *, start: str = "") -> InterventionList:
    """One page of the running interventions, the latest offer first."""
    found = page(running_interventions(viewer), LATEST_FIRST, start=start)
    here = reverse("cases:interventions")
    return InterventionList(
        lines=_lines(found.rows),
        next_url=f"{here}?{urlencode({'from': found.next})}" if found.next else "",
        previous_url=f"{here}?{urlencode({'from': found.previous})}" if found.previous else "",
    )


def intervention_section(
    viewer: Any, case: Case, since: datetime | None = None
) -> InterventionSection:
    """The interventions of a case; a pack asks for those recorded since a moment."""
    rows = interventions_for(viewer).filter(case=case).order_by(*LATEST_FIRST)
    if since:
        rows = rows.filter(recorded_at__gte=since)
    return InterventionSection(_lines(rows), may_offer(viewer, case))


def intervention_page(viewer: Any, intervention_id: uuid.UUID) -> InterventionPage:
    """One intervention, and whether the viewer may record what happens in it."""
    row = access.find(
        viewer,
        Permission.INTERVENTION_VIEW,
        Intervention.objects.select_related("provider", "case__child", "case__authority"),
        intervention_id,
    )
    if row is None:
        raise OutOfReach
    return InterventionPage(
        intervention=row,
        case=row.case,
        line=_lines([row])[0],
        sessions=tuple(row.sessions.order_by("-on")),
        safe_at_start=SAFE.get(row.safe_at_start, ""),
        safe_at_end=SAFE.get(row.safe_at_end, ""),
        reads_file=access.can(viewer, Permission.CASE_VIEW, row.case),
        may_record=access.decide(viewer, Permission.INTERVENTION_RECORD, row),
    )


def intervention_to_record(viewer: Any, intervention_id: uuid.UUID) -> InterventionPage:
    """An intervention the viewer may record; refused with the button's sentence."""
    shown = intervention_page(viewer, intervention_id)
    access.require(viewer, Permission.INTERVENTION_RECORD, shown.intervention)
    return shown


def case_to_offer(viewer: Any, case_id: uuid.UUID) -> OfferPage:
    """An open case in which the viewer may offer an intervention."""
    case = case_for(viewer, case_id)
    access.require(viewer, Permission.INTERVENTION_OFFER, case)
    open_now = may_offer(viewer, case)
    if not open_now:
        raise NotNow(open_now.sentence)
    at_work = agencies.active_agencies(case.authority_id)
    return OfferPage(case, tuple((str(agency.pk), agency.name) for agency in at_work))


def movement_in_words(start: str, end: str) -> str:
    """“Do you feel safe?” at the start and at the end, and which way it went."""
    if not start and not end:
        return ""
    said = f"{_said(start)} at the start, {_said(end)} at the end"
    if not (start.isdigit() and end.isdigit()):
        return said
    moved = int(end) - int(start)
    if not moved:
        return f"{said}: no change"
    return f"{said}: {abs(moved)} {'safer' if moved > 0 else 'less safe'}"


def _said(answer: str) -> str:
    if answer.isdigit():
        return answer
    return {"REFUSED": "would not say", "NOT_ASKED": "not asked"}.get(answer, "not yet asked")


def _lines(rows: Iterable[Intervention]) -> tuple[InterventionLine, ...]:
    """Interventions as lines; one more question counts the sessions of them all."""
    found = list(rows)
    counted = (
        Session.objects.filter(intervention__in=found)
        .values_list("intervention")
        .annotate(
            attended=Count("pk", filter=Q(attendance=Attendance.ATTENDED)),
            missed=Count("pk", filter=Q(attendance=Attendance.MISSED)),
        )
    )
    sessions = {pk: (attended, missed) for pk, attended, missed in counted}
    return tuple(_line(row, *sessions.get(row.pk, (0, 0))) for row in found)


def _line(row: Intervention, attended: int, missed: int) -> InterventionLine:
    return InterventionLine(
        id=row.pk,
        child_id=row.case.child_id,
        child=row.case.child.full_name,
        provider=row.provider.name,
        kind=row.get_kind_display(),
        purpose=row.purpose,
        status=row.get_status_display(),
        colour=COLOURS[InterventionStatus(row.status)],
        offered_on=row.offered_on,
        began_on=row.first_contact_on,
        ended_on=row.ended_on,
        attended=attended,
        missed=missed,
        safe=movement_in_words(row.safe_at_start, row.safe_at_end),
    )
