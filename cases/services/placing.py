"""Put a case on the record of the child it turned out to be about."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from agencies.models import User
from cases.events import CaseEvent
from cases.models import Case, CaseStatus, Mention
from children.models import Child
from core import trail
from core.refusals import NotNow
from duties.services import put_duties_of_case_on, put_duties_on


@transaction.atomic
def place_case(record_id: uuid.UUID, *, on: Child, by: User | None, at: datetime) -> Case:
    """The case is about this child, with all that stands in it.

    Raises NotNow where the child has an open case in the authority already.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=record_id)
    others = Case.objects.filter(child__identity=on.identity_id, authority=case.authority_id)
    if case.status != CaseStatus.CLOSED and others.exclude(status=CaseStatus.CLOSED).exists():
        raise NotNow(
            f"{case.reference} stays where it is: the other child has an open case there already."
        )
    case.child = on
    case.save(update_fields=["child"])
    put_duties_of_case_on(case.pk, subject_id=on.pk)
    Mention.objects.filter(case_id=case.pk).update(subject_id=on.pk)
    trail.record(CaseEvent.PLACED, case, by=by, at=at, case=case.pk, facts={"child": str(on.pk)})
    return case


def put_on_child(record_id: uuid.UUID, *, subject_id: uuid.UUID) -> None:
    """What a record owes and what it heard is about this child, for barriers to hold."""
    put_duties_on(record_id, subject_id=subject_id)
    Mention.objects.filter(record_id=record_id).update(subject_id=subject_id)
