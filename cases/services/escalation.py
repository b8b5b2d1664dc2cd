"""What Children's Services answer to anything that was sent to them at once."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Model

from agencies.models import User
from cases.models import Case, CaseStatus, Course, Escalated
from cases.services.case import move_case
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import close_duty

E = TypeVar("E", bound=Escalated)


def escalation_of(table: type[E], about: Model) -> E:
    """How a record was sent to Children's Services, locked. Raises NotNow: it was not."""
    rows = table._default_manager.select_for_update(of=("self",))
    row = rows.filter(**{table.about_field: about}).first()
    if row is None:
        raise NotNow(f"This {about._meta.verbose_name} was not escalated.")
    return row


@transaction.atomic
def acknowledge(row: Escalated, about: Model, *, name: str, by: User | None, at: datetime) -> None:
    """They say by name who has it. Raises NotNow (already said) and Invalid (no name)."""
    if row.acknowledged_at:
        raise NotNow(f"{row.acknowledged_by_name} has acknowledged this already.")
    if not name.strip():
        raise Invalid("Say by name who has it.", field="name")
    row.acknowledged_by_name = name.strip()
    row.acknowledged_at, row.acknowledged_by = at, by
    row.save(update_fields=["acknowledged_by_name", "acknowledged_at", "acknowledged_by"])
    _end_clock_when_settled(row, about, by=by, at=at)


@transaction.atomic
def choose_course(
    row: Escalated,
    about: Model,
    *,
    case: Case | None,
    course: str,
    because: str,
    by: User | None,
    at: datetime,
) -> None:
    """They record what they will do, and why. Raises NotNow (already said) and Invalid.

    Without a section 47 enquiry the case goes back to the CSE team (pathway, section 2).
    """
    if row.decided_at:
        raise NotNow(f"The course of action is recorded: {Course(row.course).label}.")
    if course not in Course.values:
        raise Invalid("Choose a course of action.", field="course")
    if not because.strip():
        raise Invalid("Say why.", field="because")
    row.course, row.course_because = course, because.strip()
    row.decided_at, row.decided_by = at, by
    row.save(update_fields=["course", "course_because", "decided_at", "decided_by"])
    _end_clock_when_settled(row, about, by=by, at=at)
    if case and course == Course.NO_SECTION_47 and case.status == CaseStatus.WITH_SOCIAL_CARE:
        move_case(case, to=CaseStatus.CSE_TEAM_MANAGED, by=by, at=at, because=because)


def _end_clock_when_settled(row: Escalated, about: Model, *, by: User | None, at: datetime) -> None:
    """The urgent clock ends on both, never on one of them."""
    if row.settled:
        close_duty(Clock.URGENT_DECISION, about=about, by=by, at=at)
