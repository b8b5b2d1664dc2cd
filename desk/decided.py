"""A decision with everything that was open to whoever took it, as far as the viewer reads it.

Of a case, or of a referral, from which a case was opened or not.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse

from agencies import access
from agencies.access import Viewer
from agencies.permissions import Permission
from cases.models import Case, KeptDecision
from cases.selectors import decision_for
from cases.selectors.decisions import DecisionLine, line_of
from core.layout import Link
from core.models import Event
from desk.timeline import Happening, in_words, told_of
from referrals import selectors as referrals
from referrals.models import Referral, ReferralDecision, RequestForInformation


@dataclass(frozen=True)
class DecisionPage:
    """`happenings` were open to both; `hidden` to the decider and not to the viewer; `unseen` not
    even to the decider. `about` is whose decision it is, in words."""

    decision: KeptDecision
    child_id: uuid.UUID
    about: str
    line: DecisionLine
    happenings: tuple[Happening, ...]
    hidden: int
    unseen: int
    way: tuple[Link, ...]


def decision_page(viewer: Viewer, decision_id: uuid.UUID) -> DecisionPage:
    """One decision; what the viewer may not read of what was seen is counted and not shown."""
    row = decision_for(viewer, decision_id)
    case = row.case
    seen = list(told_of(viewer, case).filter(id__in=row.seen).order_by("-at", "-id"))
    decisions = reverse("desk:case_section", args=[case.pk, "decisions"])
    return DecisionPage(
        decision=row,
        child_id=case.child_id,
        about=f"{case.child.full_name}, case {case.reference}",
        line=line_of(row),
        happenings=in_words(seen),
        hidden=len(row.seen) - len(seen),
        unseen=row.unseen,
        way=(
            Link(f"Case {case.reference}", reverse("desk:case", args=[case.pk])),
            Link("Decisions", decisions),
        ),
    )


def referral_decision_page(viewer: Viewer, decision_id: uuid.UUID) -> DecisionPage:
    """One decision of a referral, shown in the same way."""
    row = referrals.decision_for(viewer, decision_id)
    referral = row.referral
    seen = _told(viewer, row).order_by("-at", "-id")
    happenings = in_words(seen)
    return DecisionPage(
        decision=row,
        child_id=referral.child_id,
        about=f"{referral.child.full_name}, referral {referral.reference}",
        line=referrals.decision_line(row),
        happenings=happenings,
        hidden=len(row.seen) - len(happenings),
        unseen=0,
        way=(
            Link(f"Referral {referral.reference}", reverse("referrals:detail", args=[referral.pk])),
        ),
    )


def _told(viewer: Viewer, row: ReferralDecision) -> QuerySet[Event]:
    """Of what was seen: referrals that the viewer reads, what was asked of this one, and cases."""
    seen = Event.objects.filter(id__in=row.seen)
    asked = {
        "record_kind": RequestForInformation._meta.label_lower,
        "record_id__in": row.referral.requests.values("pk"),
    }
    kinds = [Referral._meta.label_lower]
    told = Q(**asked) | access.naming_readable(viewer, kinds)
    for case in Case.objects.filter(pk__in=seen.values("case_id")):
        if access.can(viewer, Permission.CASE_VIEW, case):
            told |= Q(pk__in=told_of(viewer, case).values("pk"))
    return seen.filter(told)
