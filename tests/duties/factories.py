"""Duties for tests, opened through the services."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agencies.roles import Role
from cases.models import Case
from duties import services
from duties.models import Clock, Duty
from duties.services import Owner
from tests.agencies.factories import authority


def open_duty_of(case: Case, clock: Clock, *, starts_at: datetime, **details: Any) -> Duty:
    """A duty that a case owes, to the coordinators of Dudley."""
    facts: dict[str, Any] = {
        "about": case,
        "reference": case.reference,
        "authority": authority(),
        "owner": Owner(role=Role.COORDINATOR),
        "case_id": case.pk,
        "subject_id": case.child_id,
        "by": None,
        "at": starts_at,
        **details,
    }
    return services.open_duty(clock, starts_at=starts_at, **facts)
