"""The letter to the referrer: what the portal tells the referrer of the outcome, and no more.

Its steps, the words that were written for the referrer, a disagreement with its answer, and whom
to turn to (people-and-roles.md, rule 2). Nothing of a screening, a level of risk or what others
said; and not the child's name, for whoever opens it by mistake: the reference says it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from agencies import access
from agencies.permissions import Permission
from agencies.selectors import team_of
from cases.letters import Draft, Recipient
from cases.models import Case
from core.calendar import local_day
from core.refusals import OutOfReach
from core.templatetags.portal import uk_date
from documents.letters import Part
from referrals import policies
from referrals.models import Referral
from referrals.said import Channel
from referrals.selectors.following import steps_of

NOBODY = (
    "No referrer who gave a name was told an outcome yet. Tell the referrer on the page "
    "of the referral first: the letter says the same."
)
DISAGREE = "You can disagree with this. Tell us why, and a manager answers you."


def referrers_to_write(viewer: Any, case: Case, now: datetime) -> Iterator[Recipient]:
    """Whoever referred, gave a name and was told the outcome, as far as each may still read it."""
    for referral in _told(viewer, case).order_by("-received_at", "pk"):
        name = _referrer(referral)
        if name:
            yield Recipient(referral.pk, name, referral.reference)


def referrer_letter(viewer: Any, case: Case, of: uuid.UUID, now: datetime) -> Draft:
    """What one referrer is told; another letter when more is told."""
    referral = _told(viewer, case).filter(pk=of).first()
    name = _referrer(referral) if referral else ""
    if referral is None or not name:
        raise OutOfReach
    said = [line.strip() for line in referral.outcome_text.splitlines() if line.strip()]
    parts = [_standing(referral), *_disagreements(referral), _contact(referral)]
    return Draft(
        key=uuid.uuid5(referral.pk, f"{name} {said!r} {parts!r}"),
        recipient=name,
        reference=f"Your referral {referral.reference}",
        parts=parts,
        said=said,
    )


def _told(viewer: Any, case: Case) -> QuerySet[Referral]:
    rows = Referral.objects.filter(case=case, told_at__isnull=False, contact__anonymous=False)
    rows = rows.select_related("contact", "agency", "by", "authority", "case")
    return access.visible(viewer, Permission.REFERRAL_VIEW, rows)


def _referrer(referral: Referral) -> str:
    """Who referred, in words; empty where nobody may be written to.

    Who referred in the portal is written to only while the portal shows them the same.
    """
    contact, by = referral.contact, None
    if contact.channel == Channel.PORTAL:
        by = referral.by
        if by is None or not access.can(by, Permission.REFERRAL_FOLLOW, referral):
            return ""
    name = contact.name or (by.name if by else "")
    where = contact.organisation or (referral.agency.name if by else "")
    return ", ".join(filter(None, (name, where)))[:200]


def _standing(referral: Referral) -> Part:
    done = (
        f"{step.label}: {uk_date(local_day(step.at))}" for step in steps_of(referral) if step.at
    )
    return Part("Your referral", tuple(done))


def _disagreements(referral: Referral) -> list[Part]:
    parts = [
        Part(
            f"You disagreed on {uk_date(local_day(row.at))}",
            (row.get_decision_display(), row.answer)
            if row.decided_at
            else ("A manager will answer you.",),
        )
        for row in referral.disagreements.order_by("at")
    ]
    if policies.may_disagree(referral):
        parts.append(Part("If you disagree", (DISAGREE,)))
    return parts


def _contact(referral: Referral) -> Part:
    team = team_of(referral.authority_id, "CSE_TEAM")
    reach = (team.name, team.secure_mail) if team else (referral.authority.name,)
    return Part(
        "Whom to turn to", (*filter(None, reach), f"Say the reference {referral.reference}.")
    )
