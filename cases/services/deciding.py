"""Keep a decision with everything that was open to whoever took it (capability 14)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model

from agencies import access
from agencies.models import User
from cases.models import Case, Decided, DecisionRecord
from cases.models.decision import LONGEST_OUTCOME
from core import trail
from core.models import Event


def keep_decision(
    case: Case,
    kind: Decided,
    *,
    outcome: str,
    by: User | None,
    at: datetime,
    because: str = "",
    options: Iterable[str] = (),
    about: Model | None = None,
) -> DecisionRecord | None:
    """Write a decision down beside what its taker could read before it; None for the portal's own.

    Called before the decision is carried out, in its transaction: what follows from it was not
    there to be seen.
    """
    if by is None:
        return None
    seen = access.events_readable(by, case)
    every = Event.objects.filter(case_id=case.pk).count()
    about = about or case
    return DecisionRecord.objects.create(
        case=case,
        kind=kind,
        outcome=outcome[:LONGEST_OUTCOME],
        options=list(options),
        because=because.strip(),
        record_kind=trail.kind_of(about),
        record_id=about.pk,
        seen=seen,
        unseen=every - len(seen),
        by=by,
        at=at,
    )
