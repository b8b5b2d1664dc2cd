"""What was known when something was decided."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse

from agencies.doors import Door
from agencies.permissions import Permission
from core.audit import Viewed
from core.layout import Link
from desk import decided


class Deciding(Door):
    """One decision, and what was open to whoever took it."""

    def shown(self, page: decided.DecisionPage, kind: str) -> HttpResponse:
        return self.show(
            "desk/decision.html",
            page,
            viewed=Viewed(kind, (page.decision.pk,), (page.child_id,)),
            breadcrumbs=(*page.way, Link(page.line.kind, "")),
        )


class Decision(Deciding):
    """A decision of a case."""

    permission = Permission.CASE_VIEW

    def get(self, request: HttpRequest, decision_id: uuid.UUID) -> HttpResponse:
        page = decided.decision_page(self.viewer, decision_id)
        return self.shown(page, "cases.decisionrecord")


class ReferralDecision(Deciding):
    """A decision of a referral, from which a case was opened or not."""

    permission = Permission.REFERRAL_VIEW

    def get(self, request: HttpRequest, decision_id: uuid.UUID) -> HttpResponse:
        page = decided.referral_decision_page(self.viewer, decision_id)
        return self.shown(page, "referrals.referraldecision")
