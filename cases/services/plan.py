"""Begin the plan of a case, change its text, review it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.events import PlanEvent
from cases.indicators import last_ticked, stored
from cases.models import Case, Plan, PlanReview
from cases.policies import may_plan
from cases.selectors.movement import as_kept, end_of, movement_of
from core import trail
from core.calendar import local_day
from core.refusals import Invalid, NotNow, Stale
from duties.models import Clock
from duties.services import Owner, close_duty, open_duty

STALE = "Somebody saved the plan since you opened it. Nothing of yours or theirs is lost."


@transaction.atomic
def begin_plan(
    case: Case,
    *,
    aim: str,
    next_on: date,
    by: User | None,
    at: datetime,
    keeping_safe: str = "",
) -> Plan:
    """Begin the one plan of a case; the day of its first review becomes a duty (capability 32).

    Raises NotNow for a closed case or a second plan, Invalid for a text or a day left wrong.
    """
    access.require(by, Permission.PLAN_ADD, case)
    # Two people may begin at once: the case's row is the lock.
    case = Case.objects.select_for_update(of=("self",)).select_related("authority").get(pk=case.pk)
    _require_open(case)
    if Plan.objects.filter(case=case).exists():
        raise NotNow("This case has a plan already.")
    _check_text(aim)
    _check_next(next_on, at=at)
    ticked = last_ticked(case)
    plan = Plan.objects.create(
        case=case,
        aim=aim.strip(),
        keeping_safe=keeping_safe.strip(),
        ticked=stored(ticked.indicators) if ticked else [],
        begun_at=at,
        saved_at=at,
        saved_by=by,
    )
    trail.record(PlanEvent.BEGUN, plan, by=by, at=at, case=case.pk)
    _owe_review(plan, next_on, by=by, at=at)
    return plan


@transaction.atomic
def change_plan(
    plan: Plan,
    *,
    edition: int,
    aim: str,
    by: User | None,
    at: datetime,
    keeping_safe: str = "",
) -> Plan:
    """Save the text of a plan that was begun from `edition`.

    Raises Stale when another text was saved in the meantime: it is not overwritten, and whoever
    saves second is shown both (requirement C-1). Saving what stands already changes nothing.
    """
    access.require(by, Permission.PLAN_CHANGE, plan.case)
    plan = locked(plan)
    _require_open(plan.case)
    _check_text(aim)
    text = (aim.strip(), keeping_safe.strip())
    if text == (plan.aim, plan.keeping_safe):
        return plan
    if edition != plan.edition:
        raise Stale(STALE)
    plan.aim, plan.keeping_safe = text
    plan.edition += 1
    plan.saved_at, plan.saved_by = at, by
    plan.save(update_fields=["aim", "keeping_safe", "edition", "saved_at", "saved_by"])
    facts = {"edition": plan.edition}
    trail.record(PlanEvent.CHANGED, plan, by=by, at=at, case=plan.case_id, facts=facts)
    return plan


@transaction.atomic
def review_plan(
    plan: Plan,
    *,
    held_on: date,
    took_part: str,
    summary: str,
    next_on: date,
    by: User | None,
    at: datetime,
) -> PlanReview:
    """Keep what had moved since the last review, and the plan as it stands; name the next day.

    Raises Invalid for a day to come or before the last review, and for words left out.
    """
    access.require(by, Permission.PLAN_REVIEW, plan.case)
    plan = locked(plan)
    _require_open(plan.case)
    _check_review(plan, held_on, took_part, summary, at=at)
    _check_next(next_on, at=at)
    ticked = last_ticked(plan.case)
    moved = movement_of(plan, at=at)
    review = PlanReview.objects.create(
        plan=plan,
        number=_next_number(plan),
        held_on=held_on,
        took_part=took_part.strip(),
        summary=summary.strip(),
        next_on=next_on,
        aim=plan.aim,
        keeping_safe=plan.keeping_safe,
        movement=as_kept(moved),
        ticked=stored(ticked.indicators) if ticked else [],
        screening_id=ticked.screening_id if ticked else None,
        recorded_at=at,
        by=by,
    )
    trail.record(PlanEvent.REVIEWED, plan, by=by, at=at, case=plan.case_id)
    close_duty(Clock.PLAN_REVIEW, about=plan, by=by, at=at)
    _owe_review(plan, next_on, by=by, at=at)
    return review


def locked(plan: Plan) -> Plan:
    """The plan as it stands, locked, with its case."""
    rows = Plan.objects.select_for_update(of=("self",))
    return rows.select_related("case__authority").get(pk=plan.pk)


def _owe_review(plan: Plan, on: date, *, by: User | None, at: datetime) -> None:
    case = plan.case
    open_duty(
        Clock.PLAN_REVIEW,
        about=plan,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(role=Role.COORDINATOR),
        starts_at=at,
        due_at=end_of(on),
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )


def _next_number(plan: Plan) -> int:
    return (plan.reviews.aggregate(last=Max("number"))["last"] or 0) + 1


def _require_open(case: Case) -> None:
    decision = may_plan(case)
    if not decision:
        raise NotNow(decision.sentence)


def _check_text(aim: str) -> None:
    if not aim.strip():
        raise Invalid("Enter what should be different for the child.", field="aim")


def _check_next(on: date, *, at: datetime) -> None:
    if on <= local_day(at):
        raise Invalid("The next review must be on a day to come.", field="next_on")


def _check_review(plan: Plan, held_on: date, took_part: str, summary: str, *, at: datetime) -> None:
    last = plan.reviews.aggregate(last=Max("held_on"))["last"] or local_day(plan.begun_at)
    if held_on > local_day(at):
        raise Invalid("The review must not be in the future.", field="held_on")
    if held_on < last:
        raise Invalid(
            f"The review must be on or after {last.day} {last:%B %Y}, when the plan was last "
            "looked at.",
            field="held_on",
        )
    if not took_part.strip():
        raise Invalid("Enter who took part in the review.", field="took_part")
    if not summary.strip():
        raise Invalid("Enter what the review found.", field="summary")
