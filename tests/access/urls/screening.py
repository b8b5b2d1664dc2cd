"""Tools and screenings. A record under test is a draft; some pages want it signed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from agencies.permissions import Permission
from cases.models import Case
from screening.models import Escalation, Screening
from tests.access.urls.entry import Entry, by_id
from tests.screening.factories import tool_version

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
BOTH = ("GET", "POST")
POST = ("POST",)


def a_version(record: Any) -> dict[str, Any]:
    """A published tool: no child stands behind it, and who reads tools reads every one."""
    return {"pk": tool_version().pk}


def signed(screening: Any, *, status: str = "SIGNED") -> dict[str, Any]:
    """The draft as it is once signed."""
    Screening.objects.filter(pk=screening.pk, status="DRAFT").update(
        status=status,
        chosen="SERIOUS",
        rationale="Invented.",
        completed_on=date(2026, 1, 5),
        signed_at=NOW,
        countersign_role="COORDINATOR",
    )
    return {"pk": screening.pk}


def awaiting(screening: Any) -> dict[str, Any]:
    """Signed, and waiting for the second signature."""
    return signed(screening, status="AWAITING")


def escalated(screening: Any) -> dict[str, Any]:
    """Signed as serious, and sent to Children's Services."""
    Escalation.objects.get_or_create(screening_id=screening.pk, defaults={"sent_at": NOW})
    return awaiting(screening)


def two_signed(screening: Any) -> dict[str, Any]:
    """Signed, and another of the same case by the same person."""
    same = Screening.objects.values("case_id", "version_id", "screener_id").get(pk=screening.pk)
    other = Screening.objects.create(
        **same,
        status="SIGNED",
        started_at=NOW,
        saved_at=NOW,
        chosen="AT_RISK",
        rationale="Invented.",
        completed_on=date(2026, 1, 4),
        signed_at=NOW,
    )
    return {**signed(screening), "other": other.pk}


def on_another_form(screening: Any) -> dict[str, Any]:
    """Signed, and a form it was not made with."""
    return {**signed(screening), "version": tool_version("SANDWELL-2014").pk}


FILL = Permission.SCREENING_FILL
DRAFT = by_id("pk")
URLS = {
    "screening:list": Entry(FILL),
    "screening:start": Entry(FILL, Case, by_id("case_id"), methods=BOTH),
    "screening:detail": Entry(Permission.SCREENING_VIEW, Screening, signed),
    "screening:compare": Entry(Permission.SCREENING_VIEW, Screening, signed),
    "screening:compare_with": Entry(Permission.SCREENING_VIEW, Screening, two_signed),
    "screening:compare_on": Entry(Permission.SCREENING_VIEW, Screening, on_another_form),
    "screening:fill": Entry(FILL, Screening, DRAFT, methods=BOTH),
    "screening:autosave": Entry(FILL, Screening, DRAFT, methods=POST),
    "screening:suggest": Entry(FILL, Screening, DRAFT, methods=POST),
    "screening:danger": Entry(FILL, Screening, DRAFT, methods=BOTH),
    "screening:outcome": Entry(FILL, Screening, DRAFT, methods=BOTH),
    "screening:threshold": Entry(FILL, Screening, DRAFT, methods=BOTH),
    "screening:check": Entry(FILL, Screening, DRAFT),
    "screening:sign": Entry(Permission.SCREENING_SIGN, Screening, DRAFT, methods=POST),
    "screening:countersign": Entry(
        Permission.SCREENING_COUNTERSIGN, Screening, awaiting, methods=BOTH
    ),
    "screening:answer": Entry(Permission.REFERRAL_ACKNOWLEDGE, Screening, escalated, methods=BOTH),
    "screening:correct": Entry(
        Permission.SCREENING_SIGN,
        Screening,
        signed,
        methods=BOTH,
        needs=Permission.SCREENING_VIEW,
    ),
    "screening:abandon": Entry(FILL, Screening, DRAFT, methods=BOTH),
    "screening:take_over": Entry(FILL, Screening, DRAFT, methods=POST),
    "screening:tools": Entry(Permission.TOOL_VIEW),
    "screening:tool_use": Entry(Permission.TOOL_RULE_AGREE, methods=BOTH),
    "screening:tool_detail": Entry(Permission.TOOL_VIEW, kwargs=a_version),
    "screening:tool_draft": Entry(Permission.TOOL_PUBLISH, kwargs=a_version, methods=POST),
    "screening:tool_edit": Entry(Permission.TOOL_PUBLISH, kwargs=a_version, methods=BOTH),
    "screening:tool_publish": Entry(Permission.TOOL_PUBLISH, kwargs=a_version, methods=POST),
    "screening:tool_retire": Entry(Permission.TOOL_PUBLISH, kwargs=a_version, methods=BOTH),
}
