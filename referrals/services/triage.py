"""Decide what happens to a referral: screen it, say it is not CSE, or name the one it repeats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from cases.models import Case
from cases.services import give_to_cse_team, open_case
from children.models import Child
from children.services import same_child
from core import trail
from core.refusals import Invalid, NotNow
from duties.models import Clock
from duties.services import (
    Owner,
    cancel_duty,
    close_duty,
    hand_duties_to_case,
    name_another_day,
    open_duty,
)
from referrals.events import ReferralEvent
from referrals.models import PATHWAY, WAITING, Escalation, Referral, ReferralStatus
from referrals.services.deciding import keep_triage

TIED = "The referral was tied to the known child at triage."
TIED_ALREADY = (
    "This referral is tied to a known child already. Whoever settles records that may be the same "
    "can take the two apart."
)
ANOTHER_CHILD = (
    "That referral is about another child as far as the portal knows. If it is the same child, say "
    "first that this is a child we know."
)
URGENT_FIRST = (
    "This referral is urgent. Escalate it to Children's Services: the clock ends only when they "
    "have said by name that they have it, and what they will do. The child is screened as well."
)


@transaction.atomic
def tie_child(referral: Referral, *, to: Child, by: User | None, at: datetime) -> Referral:
    """Say which known child a referral is about, before a case is opened.

    The record made from the referrer's words keeps its facts and takes the known child's
    identity; the referral is about the known child from now on. What bars from either record
    bars from both.
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    access.require(by, Permission.CHILD_VIEW, to)
    if referral.case_id:
        raise NotNow("The case is open already. Joining two records is a step of its own.")
    if to.pk == referral.child_id:
        return referral
    if not Referral.objects.select_for_update().filter(pk=referral.pk, child_tied_at=None):
        raise NotNow(TIED_ALREADY)
    same_child(referral.child, as_=to, because=TIED, by=by, at=at)
    referral.child, referral.child_tied_at = to, at
    referral.save(update_fields=["child", "child_tied_at"])
    trail.record(ReferralEvent.CHILD_TIED, referral, by=by, at=at)
    return referral


@transaction.atomic
def accept_referral(referral: Referral, *, by: User | None, at: datetime) -> Case:
    """Take a referral on for screening and open, or reopen, the child's case.

    The CSE team holds the case. Raises NotNow for an urgent referral, which is escalated.
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    _require_not_urgent(referral)
    keep_triage(referral, ReferralStatus.ACCEPTED, by=by, at=at)
    case = open_case(referral.child, authority=referral.authority, by=by, at=at)
    decide(referral, to=ReferralStatus.ACCEPTED, by=by, at=at, case=case)
    hand_to_cse_team(referral, case, by=by, at=at)
    trail.record(ReferralEvent.ACCEPTED, referral, by=by, at=at, case=case.pk)
    return case


@transaction.atomic
def decide_not_cse(referral: Referral, *, because: str, by: User | None, at: datetime) -> Referral:
    """Say, with the reason, that a referral is not about sexual exploitation: no case opens.

    Raises NotNow for an urgent referral, which is escalated whatever else it is.
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    _require_not_urgent(referral)
    _require_reason(because)
    keep_triage(referral, ReferralStatus.NOT_CSE, because=because, by=by, at=at)
    decide(referral, to=ReferralStatus.NOT_CSE, by=by, at=at, because=because)
    close_duty(Clock.SCREEN_REFERRAL, about=referral, by=by, at=at)
    owe_feedback(referral, by=by, at=at)
    trail.record(ReferralEvent.NOT_CSE, referral, by=by, at=at)
    return referral


@transaction.atomic
def mark_duplicate(
    referral: Referral, *, of: Referral, because: str, by: User | None, at: datetime
) -> Referral:
    """Say which earlier referral this one repeats; what was said here stays to be read.

    A running urgent clock moves to the other referral: it never just ends, and where both run the
    earlier end holds. Raises Invalid when the other one is about another child.
    """
    access.require(by, Permission.REFERRAL_TRIAGE, referral)
    access.require(by, Permission.REFERRAL_VIEW, of)
    _require_reason(because)
    _check_original(referral, of)
    keep_triage(
        referral,
        ReferralStatus.DUPLICATE,
        outcome=f"Duplicate of {of.reference}",
        because=because,
        by=by,
        at=at,
    )
    decide(
        referral,
        to=ReferralStatus.DUPLICATE,
        by=by,
        at=at,
        because=because,
        duplicate_of=of,
        case=of.case,
    )
    if referral.urgent:
        _move_urgent_clock(referral, of, by=by, at=at)
    cancel_duty(Clock.SCREEN_REFERRAL, about=referral, by=by, at=at)
    owe_feedback(referral, by=by, at=at)
    trail.record(ReferralEvent.DUPLICATE, referral, by=by, at=at, case=of.case_id)
    return referral


def decide(
    referral: Referral,
    *,
    to: ReferralStatus,
    by: User | None,
    at: datetime,
    because: str = "",
    **columns: Any,
) -> None:
    """Take the deciding step, through triage; of several people at once exactly one wins."""
    if referral.status == ReferralStatus.RECEIVED:
        PATHWAY.move(referral, to=ReferralStatus.TRIAGE, by=by, at=at)
    columns["decided_at"] = at
    stored = {key: value for key, value in columns.items() if value is not None}
    PATHWAY.move(referral, to=to, by=by, at=at, because=because, also=stored)
    for name, value in stored.items():
        setattr(referral, name, value)


def hand_to_cse_team(referral: Referral, case: Case, *, by: User | None, at: datetime) -> None:
    """Tie the duties to the case and give it to the team of whoever decided."""
    hand_duties_to_case(referral, case_id=case.pk)
    give_to_cse_team(case, by=by, at=at)


def owe_feedback(referral: Referral, *, by: User | None, at: datetime) -> None:
    """The outcome is set: whoever referred hears of it, unless nobody said who they are."""
    if referral.contact.anonymous:
        return
    open_duty(
        Clock.TELL_REFERRER,
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


def _move_urgent_clock(referral: Referral, of: Referral, *, by: User | None, at: datetime) -> None:
    Referral.objects.filter(pk=of.pk).update(urgent=True)
    moved = cancel_duty(Clock.URGENT_DECISION, about=referral, by=by, at=at)
    if moved is None:
        return
    owed = open_duty(
        Clock.URGENT_DECISION,
        about=of,
        reference=of.reference,
        authority=of.authority,
        owner=Owner(role=Role.SCREENER),
        starts_at=moved.opened_at,
        by=by,
        at=at,
        case_id=of.case_id,
        subject_id=of.child_id,
        urgent=True,
    )
    if owed.due_at > moved.due_at:
        name_another_day(Clock.URGENT_DECISION, about=of, due_at=moved.due_at, by=by, at=at)


def _check_original(referral: Referral, of: Referral) -> None:
    if of.pk == referral.pk or of.authority_id != referral.authority_id:
        raise Invalid("Choose another referral of this authority.", field="of")
    if of.status == ReferralStatus.DUPLICATE:
        raise Invalid("That one is a duplicate itself. Choose the first one.", field="of")
    if of.child.identity_id != referral.child.identity_id:
        raise Invalid(ANOTHER_CHILD, field="of")
    if referral.urgent and not _can_carry_urgent_clock(of):
        raise NotNow(URGENT_FIRST)


def _can_carry_urgent_clock(of: Referral) -> bool:
    """A referral that is not decided, or with Children's Services and not settled there."""
    escalation = Escalation.objects.filter(referral=of).first()
    return of.status in WAITING or bool(escalation and not escalation.settled)


def _require_not_urgent(referral: Referral) -> None:
    if Referral.objects.filter(pk=referral.pk, urgent=True).exists():
        raise NotNow(URGENT_FIRST)


def _require_reason(because: str) -> None:
    if not because.strip():
        raise Invalid("Say why you decide this.", field="because")
