"""Correct a signed screening by another; abandon a draft; take one over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agencies import access
from agencies.models import User
from agencies.permissions import Permission
from core import trail
from core.refusals import Invalid, NotNow
from screening import policies
from screening.events import ScreeningEvent
from screening.models import PATHWAY, Answer, Screening, ScreeningStatus
from screening.services.filling import new_draft


@transaction.atomic
def correct_screening(
    screening: Screening, *, because: str, by: User | None, at: datetime
) -> Screening:
    """Start the correction: a draft with the same answers that will supersede on signing.

    It keeps the version the screening was made with (house style: Data, not code).
    """
    access.require(by, Permission.SCREENING_FILL, screening)
    if not because.strip():
        raise Invalid("Say what is corrected and why.", field="because")
    old = Screening.objects.select_for_update().get(pk=screening.pk)
    if by is not None:
        _require(policies.may_correct(by, old))
    draft = new_draft(old.case, old.version, by=by, at=at, supersedes=old, because=because.strip())
    Answer.objects.bulk_create(
        Answer(
            screening=draft,
            indicator=answer.indicator,
            windows=answer.windows,
            basis=answer.basis,
            evidence=answer.evidence,
        )
        for answer in old.answers.order_by("pk")
    )
    draft.completed_on = old.completed_on
    draft.voice_of_child = old.voice_of_child
    draft.protective_factors = old.protective_factors
    draft.save(update_fields=["completed_on", "voice_of_child", "protective_factors"])
    return draft


@transaction.atomic
def abandon_screening(
    screening: Screening, *, because: str, by: User | None, at: datetime
) -> Screening:
    """Leave a draft unfinished, with the reason; it stays, and counts for nothing."""
    access.require(by, Permission.SCREENING_FILL, screening)
    if not because.strip():
        raise Invalid("Say why the screening is not finished.", field="because")
    if by is not None:
        _require(policies.may_fill(by, screening))
    PATHWAY.move(screening, to=ScreeningStatus.ABANDONED, by=by, at=at, because=because)
    trail.record(ScreeningEvent.ABANDONED, screening, by=by, at=at, case=screening.case_id)
    return screening


@transaction.atomic
def take_over(screening: Screening, *, by: User, at: datetime) -> Screening:
    """Continue a draft somebody else began; from now on it is one's own to sign."""
    access.require(by, Permission.SCREENING_FILL, screening)
    draft = Screening.objects.select_for_update().get(pk=screening.pk)
    _require(policies.may_take_over(by, draft))
    if draft.case.screenings.filter(screener=by, status=ScreeningStatus.DRAFT).exists():
        raise NotNow("You have a draft of your own on this case. Finish or abandon that first.")
    draft.screener = by
    draft.agency_id = access.viewer_of(by).posts[0].agency_id
    draft.save(update_fields=["screener", "agency"])
    trail.record(ScreeningEvent.TAKEN_OVER, draft, by=by, at=at, case=draft.case_id)
    return draft


def _require(decision: access.Decision) -> None:
    if not decision:
        raise NotNow(decision.sentence)
