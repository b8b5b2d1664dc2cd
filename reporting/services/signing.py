"""Sign a return off, which freezes it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from core import trail
from core.refusals import NotAllowed, NotNow
from duties.models import Clock
from duties.services import close_duty
from reporting import policies
from reporting.events import ReturnEvent
from reporting.models import PATHWAY, Return, ReturnStatus
from reporting.selectors.returns import checksum_as_stored


@transaction.atomic
def sign_off_return(record: Return, *, by: User | None, at: datetime) -> Return:
    """Sign a draft off: from now on nothing of it changes, and what it revises is superseded.

    Whoever drafted it does not sign it. What is stored must still fit its checksum.
    """
    access.require(by, Permission.RETURN_SIGN_OFF, record)
    if record.status == ReturnStatus.DRAFT and not (decision := policies.may_sign(by, record)):
        raise NotAllowed(decision.sentence)
    if checksum_as_stored(record) != record.checksum:
        raise NotNow("What is stored no longer fits the checksum. Draft the return again.")
    if record.revises:
        _supersede(record.revises, by=by, at=at)
    PATHWAY.move(
        record,
        to=ReturnStatus.SIGNED_OFF,
        by=by,
        at=at,
        also={"signed_at": at, "signed_by": by},
    )
    record.signed_at, record.signed_by = at, by
    close_duty(Clock.SIGN_OFF_RETURN, about=record, by=by, at=at)
    trail.record(ReturnEvent.SIGNED_OFF, record, by=by, at=at, facts={"checksum": record.checksum})
    return record


def _supersede(signed: Return, *, by: User | None, at: datetime) -> None:
    PATHWAY.move(
        signed, to=ReturnStatus.SUPERSEDED, by=by, at=at, because="A revision was signed off."
    )
    trail.record(ReturnEvent.SUPERSEDED, signed, by=by, at=at)
