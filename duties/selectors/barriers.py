"""Duties within the barriers of the children they are about."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from agencies.access import Viewer, outside_barriers
from duties.models import Duty

URGENT_FIRST = ("-urgent", "due_at", "id")


def within_barriers(who: Viewer, which: Q) -> QuerySet[Duty]:
    """Some duties, urgent first, without those of children that are restricted to others."""
    rows = Duty.objects.filter(which).select_related("acknowledged_by")
    return outside_barriers(who, rows, subject="subject_id").order_by(*URGENT_FIRST)
