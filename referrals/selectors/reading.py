"""One referral as the CSE team reads it: what was said, the clocks, and who the child may be."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from agencies import access
from agencies.access import Decision
from agencies.permissions import DataClass, Permission
from agencies.selectors import active_agencies, names_of, social_care_agencies
from cases.models import Case, Course, Mention
from cases.selectors.decisions import DecisionLine
from children.models import Child
from children.selectors import Candidate
from core.calendar import local_day
from core.layout import Entry, Row, Task
from core.refusals import Invalid, OutOfReach
from core.workflow import history
from duties.models import Duty
from referrals import policies
from referrals.models import (
    PATHWAY,
    WAITING,
    Disagreement,
    Escalation,
    Referral,
    ReferralStatus,
    RequestForInformation,
)
from referrals.said import Channel, Outcome
from referrals.selectors import words
from referrals.selectors.decisions import decisions_of
from referrals.selectors.earlier import candidates
from screening.selectors import GivenTick, ticks_given_with

COURSES = tuple(Course.choices)
RECONSIDERED = tuple(Disagreement.Decision.choices)


@dataclass(frozen=True)
class Steps:
    """What the viewer may do with the referral now; each closed one says why."""

    decide: Decision
    tie: Decision
    tell: Decision
    acknowledge: Decision
    course: Decision
    reconsider: Decision


@dataclass(frozen=True)
class TriagePage:
    """Everything on the page of a referral."""

    referral: Referral
    name: str
    age: int | None
    child: tuple[Row, ...]
    people: tuple[Row, ...]
    concern: tuple[Row, ...]
    contact: tuple[Row, ...]
    consents: tuple[Row, ...]
    ticks: tuple[GivenTick, ...]
    masked: int
    heard: tuple[Row, ...]
    clocks: tuple[Task, ...]
    requests: tuple[RequestForInformation, ...]
    escalation: Escalation | None
    decisions: tuple[DecisionLine, ...]
    disagreements: tuple[Disagreement, ...]
    same_contact: tuple[Referral, ...]
    same_child: tuple[Referral, ...]
    candidates: tuple[Candidate, ...]
    history: tuple[Entry, ...]
    steps: Steps
    social_care: tuple[tuple[str, str], ...]
    may_be_asked: tuple[tuple[str, str], ...]
    outcomes: tuple[tuple[str, str], ...]


def referral_for(viewer: Any, referral_id: uuid.UUID) -> Referral:
    """One referral the viewer may read; OutOfReach as for an unknown id."""
    rows = Referral.objects.select_related(
        "child", "authority", "agency", "by", "contact", "case", "duplicate_of"
    )
    found = access.visible(viewer, Permission.REFERRAL_VIEW, rows).filter(pk=referral_id).first()
    if found is None:
        raise OutOfReach
    return found


def referral_by_reference(viewer: Any, reference: str) -> Referral:
    """The referral with a reference, however it was typed; Invalid when there is none in reach."""
    typed = reference.strip().upper().replace("\x00", "")
    rows = access.visible(viewer, Permission.REFERRAL_VIEW, Referral.objects.all())
    found = rows.filter(reference=typed).first()
    if found is None:
        raise Invalid("There is no referral with this reference.", field="of")
    return found


def child_to_tie(viewer: Any, child_id: uuid.UUID) -> Child:
    """A known child the viewer may read; OutOfReach as for an unknown id."""
    rows = access.visible(viewer, Permission.CHILD_VIEW, Child.objects.all())
    found = rows.filter(pk=child_id).first()
    if found is None:
        raise OutOfReach
    return found


def triage_page(
    viewer: Any,
    referral_id: uuid.UUID,
    *,
    at: datetime,
    permission: Permission = Permission.REFERRAL_VIEW,
) -> TriagePage:
    """The whole page of one referral, for a step that takes `permission`."""
    referral = referral_for(viewer, referral_id)
    access.require(viewer, permission, referral)
    ticks, masked = _ticks(viewer, referral)
    steps = _steps(viewer, referral)
    agencies = active_agencies(referral.authority_id) if steps.decide else []
    visible = access.visible(viewer, Permission.REFERRAL_VIEW, Referral.objects.all())
    others = visible.exclude(pk=referral.pk).select_related("child").order_by("-received_at")
    return TriagePage(
        referral=referral,
        name=words.said_name(referral),
        age=referral.child.age_on(local_day(at)),
        child=words.child_rows(referral),
        people=words.people_rows(referral),
        concern=words.concern_rows(referral),
        contact=words.contact_rows(referral.contact, referral),
        consents=words.consent_rows(list(referral.consents.order_by("kind"))),
        ticks=ticks,
        masked=masked,
        heard=_heard(referral),
        clocks=_clocks(referral),
        requests=tuple(referral.requests.select_related("agency", "person").order_by("asked_at")),
        escalation=Escalation.objects.select_related("agency").filter(referral=referral).first(),
        decisions=decisions_of(viewer, referral),
        disagreements=tuple(referral.disagreements.order_by("at")),
        same_contact=tuple(others.filter(contact=referral.contact_id)),
        same_child=tuple(
            others.filter(child__identity=referral.child.identity_id).exclude(
                contact=referral.contact_id
            )[:10]
        ),
        candidates=candidates(viewer, referral) if steps.tie else (),
        history=_history(referral),
        steps=steps,
        social_care=tuple(
            (str(one.pk), one.name)
            for one in (
                social_care_agencies(referral.authority_id, on=local_day(at))
                if steps.decide
                else ()
            )
        ),
        may_be_asked=_may_be_asked(referral, agencies),
        outcomes=_outcomes(referral),
    )


def _outcomes(referral: Referral) -> tuple[tuple[str, str], ...]:
    """What may be decided now: while an answer is waited for, to escalate (pathway, section 2)."""
    if referral.status == ReferralStatus.MORE_INFORMATION:
        return ((Outcome.ESCALATED.value, Outcome.ESCALATED.label),)
    return tuple(Outcome.choices)


def section(viewer: Any, case: Case, since: datetime | None) -> tuple[Referral, ...]:
    """The referrals of a case, for its file; `since` leaves out what came before."""
    rows = access.visible(viewer, Permission.REFERRAL_VIEW, Referral.objects.filter(case=case))
    if since:
        rows = rows.filter(entered_at__gte=since)
    return tuple(rows.select_related("agency", "contact").order_by("-received_at"))


def _steps(viewer: Any, referral: Referral) -> Steps:
    triage = access.decide(viewer, Permission.REFERRAL_TRIAGE, referral)
    waiting = referral.status in WAITING
    settled = Decision(False, "This referral is decided.")
    decide = triage if waiting else settled
    escalation = Escalation.objects.filter(referral=referral).first()
    acknowledge = access.decide(viewer, Permission.REFERRAL_ACKNOWLEDGE, referral)
    none = Decision(False, "This referral was not escalated.")
    done = Decision(False, "This is recorded.")
    reconsider = access.decide(viewer, Permission.REFERRAL_RECONSIDER, referral)
    open_one = referral.disagreements.filter(decided_at=None).exists()
    return Steps(
        decide=decide,
        tie=triage if waiting and not referral.child_tied_at else settled,
        tell=(triage and policies.may_tell(referral)) if referral.decided_at else settled,
        acknowledge=_once(escalation, acknowledge, "acknowledged_at", none, done),
        course=_once(escalation, acknowledge, "decided_at", none, done),
        reconsider=reconsider if open_one else Decision(False, "Nobody disagrees."),
    )


def _once(
    row: Escalation | None, allowed: Decision, column: str, none: Decision, done: Decision
) -> Decision:
    if row is None:
        return none
    return done if getattr(row, column) else allowed


def _ticks(viewer: Any, referral: Referral) -> tuple[tuple[GivenTick, ...], int]:
    """The referrer's ticks; health ones are masked from roles without health detail."""
    given = ticks_given_with(referral)
    if not any(tick.health for tick in given):
        return given, 0
    if access.may_read(viewer, DataClass.HEALTH, referral):
        return given, 0
    open_ones = tuple(tick for tick in given if not tick.health)
    return open_ones, len(given) - len(open_ones)


def _heard(referral: Referral) -> tuple[Row, ...]:
    rows = Mention.objects.filter(record_id=referral.pk).order_by("kind", "value")
    return tuple(Row(row.get_kind_display(), row.value) for row in rows)


def _clocks(referral: Referral) -> tuple[Task, ...]:
    """What is owed; an ended clock says so in words."""
    rows = Duty.objects.filter(record_id=referral.pk).order_by("opened_at")
    return tuple(
        Task(
            row.get_clock_display(),
            due_at=row.due_at if row.status == Duty.Status.OPEN else None,
            status="" if row.status == Duty.Status.OPEN else row.get_status_display(),
        )
        for row in rows
    )


def _history(referral: Referral) -> tuple[Entry, ...]:
    rows = list(history(referral))
    names = names_of(row.by_id for row in rows)
    return tuple(
        Entry(
            PATHWAY.word(row.to_status),
            row.at,
            names.get(row.by_id, "The portal") if row.by_id else "The portal",
            row.because,
        )
        for row in reversed(rows)
    )


def _may_be_asked(referral: Referral, agencies: list[Any]) -> tuple[tuple[str, str], ...]:
    """The person who referred in the portal, and every agency that works in the authority."""
    rows = tuple((str(one.pk), one.name) for one in agencies)
    if referral.by_id and referral.contact.channel == Channel.PORTAL:
        return (("REFERRER", "The person who referred"), *rows)
    return rows
