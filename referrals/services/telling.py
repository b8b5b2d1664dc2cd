"""Tell the referrer the outcome, and take a disagreement with it seriously."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.services import open_case
from core import trail
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import Owner, close_duty, open_duty
from referrals import policies
from referrals.events import ReferralEvent
from referrals.models import PATHWAY, Disagreement, Referral, ReferralDecided, ReferralStatus
from referrals.services.deciding import keep_decision_of
from referrals.services.triage import owe_feedback


@transaction.atomic
def tell_outcome(referral: Referral, *, text: str, by: User | None, at: datetime) -> Referral:
    """Write the outcome in the words meant for the referrer.

    The words are written by whoever decided: nothing of a screening, a level of risk or what
    other agencies said is taken over by the portal. Raises NotNow before an outcome stands, and
    when it was told already; Invalid without words.
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    if not text.strip():
        raise Invalid("Enter what the referrer is told.", field="text")
    open_now = policies.may_tell(Referral.objects.select_for_update().get(pk=referral.pk))
    if not open_now:
        raise NotNow(open_now.sentence)
    referral.outcome_text, referral.told_at = text.strip(), at
    referral.save(update_fields=["outcome_text", "told_at"])
    close_duty(Clock.TELL_REFERRER, about=referral, by=by, at=at)
    trail.record(ReferralEvent.REFERRER_TOLD, referral, by=by, at=at, case=referral.case_id)
    return referral


@transaction.atomic
def note_screened(
    case_id: uuid.UUID | None, *, outcome_set: bool, by: User | None, at: datetime
) -> list[Referral]:
    """A screening of the case is signed: the screening clock of its referrals ends.

    When the outcome stands (no second signature wanted, or given) the referrers are told.
    """
    waiting = Referral.objects.select_for_update(of=("self",)).filter(
        Q(told_at=None) | Q(screened_at=None), case__in=[case_id], status__in=policies.TAKEN_ON
    )
    referrals = list(waiting.select_related("authority").order_by("received_at"))
    for referral in referrals:
        close_duty(Clock.SCREEN_REFERRAL, about=referral, by=by, at=at)
        if referral.screened_at is None:
            referral.screened_at = at
            referral.save(update_fields=["screened_at"])
            trail.record(ReferralEvent.SCREENED, referral, by=by, at=at, case=case_id)
        if outcome_set and referral.told_at is None:
            owe_feedback(referral, by=by, at=at)
            trail.record(ReferralEvent.OUTCOME_READY, referral, by=by, at=at, case=case_id)
    return referrals


@transaction.atomic
def disagree(referral: Referral, *, because: str, by: User | None, at: datetime) -> Disagreement:
    """The referrer disagrees with "not CSE" or no action; a manager owes an answer."""
    access.require(by, Permission.REFERRAL_DISAGREE, referral)
    decision = policies.may_disagree(referral)
    if not decision:
        raise NotNow(decision.sentence)
    if not because.strip():
        raise Invalid("Say why you disagree.", field="because")
    row = Disagreement.objects.create(referral=referral, because=because.strip(), at=at, by=by)
    open_duty(
        Clock.RECONSIDER,
        about=referral,
        reference=referral.reference,
        authority=referral.authority,
        owner=Owner(role=Role.TEAM_MANAGER),
        starts_at=at,
        by=by,
        at=at,
        case_id=referral.case_id,
        subject_id=referral.child_id,
    )
    trail.record(ReferralEvent.DISAGREED, referral, by=by, at=at, case=referral.case_id)
    return row


@transaction.atomic
def reconsider(
    referral: Referral,
    *,
    decision: Disagreement.Decision,
    answer: str,
    by: User | None,
    at: datetime,
) -> Disagreement:
    """A manager answers the referrer: the decision stands, or the team looks again."""
    access.require(by, Permission.REFERRAL_RECONSIDER, referral)
    row = Disagreement.objects.select_for_update().filter(referral=referral, decided_at=None)
    open_one = row.first()
    if open_one is None:
        raise NotNow("Nobody disagrees with this decision now.")
    if decision not in Disagreement.Decision.values:
        raise Invalid("Choose whether the decision stands.", field="decision")
    if not answer.strip():
        raise Invalid("Enter your answer to the referrer.", field="answer")
    keep_decision_of(
        referral,
        ReferralDecided.RECONSIDERED,
        outcome=Disagreement.Decision(decision).label,
        options=[one.label for one in Disagreement.Decision if one != decision],
        because=answer,
        by=by,
        at=at,
    )
    open_one.decision, open_one.answer = decision, answer.strip()
    open_one.decided_at, open_one.decided_by = at, by
    open_one.save(update_fields=["decision", "answer", "decided_at", "decided_by"])
    close_duty(Clock.RECONSIDER, about=referral, by=by, at=at)
    if decision == Disagreement.Decision.LOOK_AGAIN:
        _look_again(referral, by=by, at=at)
    facts = {"decision": str(decision)}
    trail.record(ReferralEvent.RECONSIDERED, referral, by=by, at=at, facts=facts)
    return open_one


def _look_again(referral: Referral, *, by: User | None, at: datetime) -> None:
    """Back to triage, or for a screened child back to screening, with a clock from now."""
    referral.told_at, referral.screened_at = None, None
    referral.save(update_fields=["told_at", "screened_at"])
    if referral.status == ReferralStatus.NOT_CSE:
        PATHWAY.move(referral, to=ReferralStatus.TRIAGE, by=by, at=at, also={"decided_at": None})
    else:
        open_case(referral.child, authority=referral.authority, by=by, at=at)
    open_duty(
        Clock.SCREEN_REFERRAL,
        about=referral,
        reference=referral.reference,
        authority=referral.authority,
        owner=Owner(role=Role.SCREENER),
        starts_at=at,
        by=by,
        at=at,
        case_id=referral.case_id,
        subject_id=referral.child_id,
    )
