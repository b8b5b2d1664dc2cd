"""Put a referral on the record of the child it turned out to be about."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F

from agencies.models import User
from cases.models import Case
from cases.services import give_to_cse_team, open_case, put_on_child
from children.models import Child
from core import trail
from referrals.events import ReferralEvent
from referrals.models import Referral


@transaction.atomic
def place_referral(record_id: uuid.UUID, *, on: Child, by: User | None, at: datetime) -> Referral:
    """The referral is about this child; a record made from the referrer's words is no tie."""
    referral = Referral.objects.select_for_update().get(pk=record_id)
    referral.child, referral.child_tied_at = on, at if on.verified else None
    referral.save(update_fields=["child", "child_tied_at"])
    put_on_child(referral.pk, subject_id=on.pk)
    trail.record(ReferralEvent.CHILD_TIED, referral, by=by, at=at, case=referral.case_id)
    return referral


@transaction.atomic
def follow_case(case_id: uuid.UUID, goes_on_id: uuid.UUID | str, *, at: datetime) -> None:
    """The case was closed as a second one: its referrals belong to the case that goes on."""
    goes_on = Case.objects.get(pk=goes_on_id)
    for referral in Referral.objects.filter(case=case_id):
        _into(referral, goes_on, at=at)


@transaction.atomic
def part_referrals(child_ids: Collection[uuid.UUID | str], *, at: datetime) -> None:
    """Two records were taken apart: a referral goes to the case of the child it is about.

    That case is opened, or reopened, in screening where there is none, and given to the CSE team.
    """
    identities = Child.objects.filter(pk__in=child_ids).values("identity")
    rows = Referral.objects.filter(child__identity__in=identities, case__isnull=False)
    for referral in rows.exclude(case__child__identity=F("child__identity")):
        case = open_case(referral.child, authority=referral.authority, by=None, at=at)
        _into(referral, case, at=at)
        give_to_cse_team(case, by=None, at=at)


def _into(referral: Referral, case: Case, *, at: datetime) -> None:
    referral.case = case
    referral.save(update_fields=["case"])
    facts = {"case": str(case.pk)}
    trail.record(ReferralEvent.CASE_CHANGED, referral, by=None, at=at, case=case.pk, facts=facts)
