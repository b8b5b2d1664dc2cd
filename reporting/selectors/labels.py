"""What people read for the keys of a breakdown."""

from __future__ import annotations

from agencies.models import Authority
from core import codes
from reporting.toolkit import Breakdown

AUTHORITY = "authority"


def labels_for(breakdown: Breakdown) -> dict[str, str]:
    """Labels by key: those of the toolkit, then of its code list or of the authorities."""
    listed: dict[str, str] = {}
    if breakdown.labels == AUTHORITY:
        listed = dict(Authority.objects.values_list("ons_code", "name"))
    elif breakdown.labels:
        listed = codes.labels(breakdown.labels)
    return {**listed, **dict(breakdown.foreseen())}
