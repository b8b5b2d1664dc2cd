"""Home, what waits, the case file, and who has looked."""

from typing import Any

from agencies.permissions import Permission
from cases.models import Case, DecisionRecord
from children.models import Child
from referrals.models import ReferralDecision
from tests.access.urls.entry import Entry, by_id


def of_cases(record: Any) -> dict[str, Any]:
    """The list of cases, for what is offered of each list."""
    return {"of": "cases"}


URLS = {
    "desk:decision": Entry(Permission.CASE_VIEW, DecisionRecord, by_id("decision_id")),
    "desk:referral_decision": Entry(
        Permission.REFERRAL_VIEW, ReferralDecision, by_id("decision_id")
    ),
    "desk:home": Entry(),
    "desk:waiting": Entry(),
    "desk:notices": Entry(methods=("GET", "POST")),
    "desk:notice": Entry(foreign=True),
    "desk:raised": Entry(methods=("GET", "POST")),
    "desk:stopped": Entry(),
    "desk:access_log": Entry(Permission.ACCESS_LOG_VIEW),
    "desk:seen_by": Entry(Permission.ACCESS_LOG_VIEW, Child, by_id("child_id")),
    "desk:own_activity": Entry(),
    "desk:cases": Entry(Permission.CASE_VIEW),
    "desk:case": Entry(Permission.CASE_VIEW, Case, by_id("case_id")),
    "desk:timeline_choose": Entry(
        Permission.CHRONOLOGY_WRITE, Case, by_id("case_id"), methods=("POST",)
    ),
    "desk:filters": Entry(),
    "desk:filter_new": Entry(Permission.CASE_VIEW, kwargs=of_cases, methods=("GET", "POST")),
    "desk:filter": Entry(foreign=True),
    "desk:filter_delete": Entry(foreign=True),
    "desk:filter_looked": Entry(foreign=True),
    "desk:chart": Entry(Permission.CASE_VIEW, kwargs=of_cases),
    "desk:export": Entry(Permission.CASE_VIEW, kwargs=of_cases, methods=("GET", "POST")),
    "desk:find": Entry(Permission.CASE_VIEW, methods=("GET", "POST")),
    "desk:as_of": Entry(Permission.CASE_VIEW, Case, by_id("case_id")),
    "desk:timeline_print": Entry(Permission.CASE_VIEW, Case, by_id("case_id")),
    "desk:case_section": Entry(
        Permission.CASE_VIEW, Case, lambda case: {"case_id": case.pk, "section": "overview"}
    ),
}
