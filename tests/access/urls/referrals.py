"""Refer, triage and follow."""

from __future__ import annotations

from typing import Any

from agencies import permissions
from referrals.models import Draft, Referral, RequestForInformation
from tests.access.urls.entry import Entry, by_id

P = permissions.Permission
BOTH = ("GET", "POST")
POST = ("POST",)
PK = by_id("pk")


def a_page(draft: Any) -> dict[str, Any]:
    return {"pk": draft.pk, "number": 0, "slug": "reason"}


def the_contact(referral: Any) -> dict[str, Any]:
    return {"pk": referral.contact_id}


URLS = {
    "referrals:triage": Entry(P.REFERRAL_TRIAGE),
    "referrals:start": Entry(P.REFERRAL_MAKE, methods=BOTH),
    "referrals:search": Entry(P.REFERRAL_MAKE, methods=BOTH),
    "referrals:record": Entry(P.REFERRAL_RECORD, methods=BOTH),
    "referrals:record_search": Entry(P.REFERRAL_RECORD, methods=BOTH),
    "referrals:draft": Entry(P.REFERRAL_MAKE, Draft, PK),
    "referrals:danger": Entry(P.REFERRAL_MAKE, Draft, PK, methods=BOTH),
    "referrals:children": Entry(P.REFERRAL_MAKE, Draft, PK, methods=POST),
    "referrals:discard": Entry(P.REFERRAL_MAKE, Draft, PK, methods=BOTH),
    "referrals:check": Entry(P.REFERRAL_MAKE, Draft, PK, methods=BOTH),
    "referrals:page": Entry(P.REFERRAL_MAKE, Draft, a_page, methods=BOTH),
    "referrals:autosave": Entry(P.REFERRAL_MAKE, Draft, a_page, methods=POST),
    "referrals:drop_other_text": Entry(P.REFERRAL_MAKE, Draft, a_page, methods=POST),
    "referrals:receipt": Entry(P.REFERRAL_FOLLOW, Referral, the_contact),
    "referrals:mine": Entry(P.REFERRAL_FOLLOW),
    "referrals:follow": Entry(P.REFERRAL_FOLLOW, Referral, PK),
    "referrals:disagree": Entry(P.REFERRAL_DISAGREE, Referral, PK, methods=BOTH),
    "referrals:answer": Entry(P.REFERRAL_ANSWER, RequestForInformation, PK, methods=BOTH),
    "referrals:detail": Entry(P.REFERRAL_VIEW, Referral, PK, methods=BOTH),
    "referrals:record_answer": Entry(P.REFERRAL_TRIAGE, Referral, PK, methods=BOTH),
    "referrals:tie": Entry(P.REFERRAL_TRIAGE, Referral, PK, methods=POST),
    "referrals:tell": Entry(P.REFERRAL_TRIAGE, Referral, PK, methods=BOTH),
    "referrals:acknowledge": Entry(P.REFERRAL_ACKNOWLEDGE, Referral, PK, methods=BOTH),
    "referrals:course": Entry(P.REFERRAL_ACKNOWLEDGE, Referral, PK, methods=BOTH),
    "referrals:reconsider": Entry(P.REFERRAL_RECONSIDER, Referral, PK, methods=BOTH),
}
