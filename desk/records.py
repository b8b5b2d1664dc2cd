"""Where the page of a record is: a duty names a kind and an id, and its link goes there."""

from __future__ import annotations

import uuid

from django.urls import reverse

PAGES = {
    "cases.case": "desk:case",
    "documents.document": "documents:detail",
    "documents.letter": "documents:letter",
    "cases.chronology": "cases:chronology",
    "cases.decisionrecord": "desk:decision",
    "cases.note": "cases:note",
    "cases.handover": "cases:hand_over",
    "cases.intervention": "cases:intervention",
    "cases.plan": "cases:plan",
    "cases.planaction": "cases:action",
    "referrals.referral": "referrals:detail",
    "referrals.referraldecision": "desk:referral_decision",
    "referrals.requestforinformation": "referrals:answer",
    "screening.screening": "screening:detail",
    "missing.episode": "missing:detail",
    "missing.importrow": "missing:parked_row",
    "reporting.return": "reporting:detail",
    "duties.accessreview": "duties:review",
}
"""Kind of record, and the name of its page, which takes the id."""


def page_of(kind: str, record_id: uuid.UUID) -> str:
    """The address of a record's page. A kind without a page is a mistake: KeyError."""
    return reverse(PAGES[kind], args=[record_id])
