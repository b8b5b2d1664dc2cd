"""One case, many cases, and what was true of a case."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from agencies import access, worklist
from agencies.models import Authority
from agencies.permissions import Permission
from agencies.worklist import After, Page
from cases.models import Case, CaseStatus, RiskLevelSet
from children.models import Child
from core.refusals import OutOfReach

SHOWN = ("child", "authority")
"""What is read with a case."""


def cases_for(viewer: Any) -> QuerySet[Case]:
    """Every case the viewer may open."""
    rows = Case.objects.select_related(*SHOWN)
    return access.visible(viewer, Permission.CASE_VIEW, rows)


def case_for(viewer: Any, case_id: uuid.UUID | str) -> Case:
    """One case, or OutOfReach as for an unknown id."""
    try:
        case = access.fetch(viewer, Permission.CASE_VIEW, Case, case_id, related=SHOWN)
    except ValidationError:
        case = None
    if case is None:
        raise OutOfReach
    return case


def cases_page(
    viewer: Any,
    *,
    statuses: Sequence[CaseStatus],
    after: After | None = None,
    only: Q | None = None,
    size: int = worklist.PAGE,
) -> Page[Case]:
    """One page of the viewer's cases in these states, due soonest first, by keyset.

    `only` is a rare filter (a reference, children found by a search): it drives from the case
    side, where few rows are left to ask about.
    """
    if only is None:
        return worklist.page_of(
            *(viewer, Permission.CASE_VIEW, Case),
            related=SHOWN,
            statuses=statuses,
            after=after,
            size=size,
        )
    few = cases_for(viewer).filter(only, status__in=statuses)
    return worklist.page_of_few(few, after=after, size=size)


def cases_counted(viewer: Any, *, statuses: Sequence[CaseStatus]) -> int:
    """How many cases the viewer has in these states; 1,001 stands for more than 1,000."""
    return worklist.count_of(viewer, Permission.CASE_VIEW, Case, statuses=statuses)


def open_cases_of(identity_id: uuid.UUID) -> QuerySet[Case]:
    """Every open case of a living child, the oldest first."""
    rows = Case.objects.filter(child__identity=identity_id).exclude(status=CaseStatus.CLOSED)
    return rows.order_by("opened_at", "pk")


def open_case_of(child: Child, authority: Authority) -> Case | None:
    """The open case of a child, by identity, in an authority; of two the older."""
    return open_cases_of(child.identity_id).filter(authority=authority).first()


def level_at(case: Case, moment: datetime) -> RiskLevelSet | None:
    """The level in force at a moment, as known today."""
    rows = case.levels.filter(superseded_at=None, from_at__lte=moment)
    return rows.order_by("from_at", "recorded_at").last()
