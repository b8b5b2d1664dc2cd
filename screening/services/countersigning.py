"""The second signature: agreed, or sent back with a reason. Nobody countersigns their own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from cases.models import Decided
from core import trail
from core.refusals import Invalid, NotAllowed, NotNow
from duties.models import Clock
from duties.services import Owner, close_duty, open_duty
from screening import policies
from screening.events import ScreeningEvent
from screening.models import PATHWAY, Screening, ScreeningStatus
from screening.services.signing import keep_outcome


@transaction.atomic
def countersign(screening: Screening, *, by: User, at: datetime, note: str = "") -> Screening:
    """Agree with the outcome as a second person (pathway, section 2)."""
    _require_countersigner(screening, by)
    keep_outcome(screening, Decided.COUNTERSIGNED, note, by=by, at=at)
    PATHWAY.move(screening, to=ScreeningStatus.COUNTERSIGNED, by=by, at=at)
    screening.countersigned_by, screening.countersigned_at = by, at
    screening.countersign_note = note.strip()
    screening.save(update_fields=["countersigned_by", "countersigned_at", "countersign_note"])
    close_duty(Clock.COUNTERSIGN, about=screening, by=by, at=at)
    trail.record(
        ScreeningEvent.COUNTERSIGNED,
        screening,
        by=by,
        at=at,
        case=screening.case_id,
        facts={"level": screening.chosen},
    )
    return screening


@transaction.atomic
def send_back(screening: Screening, *, because: str, by: User, at: datetime) -> Screening:
    """Not agreed: the screening stands until a correction supersedes it, and one is now owed."""
    _require_countersigner(screening, by)
    if not because.strip():
        raise Invalid("Say what should be looked at again.", field="because")
    keep_outcome(screening, Decided.SENT_BACK, because, by=by, at=at)
    PATHWAY.move(screening, to=ScreeningStatus.RETURNED, by=by, at=at, because=because)
    screening.countersign_note = because.strip()
    screening.save(update_fields=["countersign_note"])
    close_duty(Clock.COUNTERSIGN, about=screening, by=by, at=at)
    case = screening.case
    open_duty(
        Clock.CORRECT_SCREENING,
        about=screening,
        reference=case.reference,
        authority=case.authority,
        owner=Owner(person=screening.screener),
        starts_at=at,
        by=by,
        at=at,
        case_id=case.pk,
        subject_id=case.child_id,
    )
    trail.record(ScreeningEvent.RETURNED, screening, by=by, at=at, case=case.pk)
    return screening


def _require_countersigner(screening: Screening, by: User) -> None:
    access.require(by, Permission.SCREENING_COUNTERSIGN, screening)
    if screening.status != ScreeningStatus.AWAITING:
        raise NotNow(policies.may_countersign(by, screening).sentence)
    decision = policies.may_countersign(by, screening)
    if not decision:
        raise NotAllowed(decision.sentence)
