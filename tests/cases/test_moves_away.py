"""A child who moves and has no PNC alert or trigger plan: the step does not apply, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agencies.models import User
from agencies.roles import Role
from cases import services
from cases.closing import undone
from cases.models import (
    Case,
    CaseStatus,
    ClosingStep,
    HandOver,
    HandOverEntry,
    HandOverNote,
    RiskLevel,
)
from cases.selectors import hand_over_page
from core.models import Event
from core.refusals import Invalid, NotNow
from duties.models import Clock, Duty
from tests.agencies.clients import sign_in
from tests.agencies.factories import SANDWELL, UserFactory, authority
from tests.cases.factories import hear
from tests.cases.test_handover import DAY, LAST_STEPS, LATER, across, in_state

pytestmark = pytest.mark.django_db
N = HandOverNote
NONE = "Never reported missing, so there is none."


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def offer(coordinator: User) -> HandOver:
    """An at-risk child who moves to Sandwell; the force there is to be told."""
    UserFactory(role=Role.COORDINATOR, role__serving=authority(SANDWELL))
    case = in_state(CaseStatus.MASE_CYCLE)
    Case.objects.filter(pk=case.pk).update(level=RiskLevel.AT_RISK)
    return across(case, coordinator)


def write(offer: HandOver, kind: N, by: User, **more: Any) -> HandOverEntry:
    facts = {"on": DAY, "words": "Invented.", "at": LATER, **more}
    return services.note_hand_over(offer, kind=kind, by=by, **facts)


def lack(offer: HandOver, kind: N, by: User, **more: Any) -> HandOverEntry:
    return write(offer, kind, by, **{"applies": False, "words": NONE, **more})


def status_of_telling() -> str:
    return Duty.objects.get(clock=Clock.TELL_FORCE).status


def test_the_duty_ends_once_each_step_is_done_or_does_not_apply(
    offer: HandOver, coordinator: User
) -> None:
    write(offer, N.FORCE_TOLD, coordinator)
    write(offer, N.OFFICER, coordinator)
    lack(offer, N.PNC_ALERT, coordinator)
    assert status_of_telling() == Duty.Status.OPEN
    lack(offer, N.TRIGGER_PLAN, coordinator)
    assert status_of_telling() == Duty.Status.DONE


def test_the_case_closes_as_moved_with_steps_that_do_not_apply(
    offer: HandOver, coordinator: User
) -> None:
    case = offer.case
    hear(case)
    for step in (ClosingStep.AGREED, ClosingStep.DISRUPTION, *LAST_STEPS):
        services.write_closing_entry(
            case, step=step, on=DAY, words="Invented.", by=coordinator, at=LATER
        )
    there = User.objects.get(memberships__authority=authority(SANDWELL))
    offer = services.accept_hand_over(offer, by=there, at=LATER)
    for kind in (N.PNC_ALERT, N.TRIGGER_PLAN):
        lack(offer, kind, coordinator)
    case.refresh_from_db()
    assert undone(case, reason="TRANSFER_LA", at=LATER)
    for kind in (N.FORCE_TOLD, N.OFFICER):
        write(offer, kind, coordinator)
    services.close_by_hand(
        case, reason="TRANSFER_LA", because="Accepted in writing.", by=coordinator, at=LATER
    )
    assert case.status == CaseStatus.CLOSED


@pytest.mark.parametrize("kind", [N.FORCE_TOLD, N.OFFICER, N.RISK])
def test_what_every_child_who_moves_is_owed_always_applies(
    offer: HandOver, coordinator: User, kind: N
) -> None:
    with pytest.raises(Invalid) as refused:
        lack(offer, kind, coordinator)
    assert refused.value.field == "kind"


def test_the_database_holds_it_too(offer: HandOver, coordinator: User) -> None:
    row = write(offer, N.OFFICER, coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOverEntry.objects.filter(pk=row.pk).update(applies=False)


def test_the_reason_is_wanted(offer: HandOver, coordinator: User) -> None:
    with pytest.raises(Invalid) as refused:
        lack(offer, N.PNC_ALERT, coordinator, words=" ")
    assert refused.value.field == "words"


def test_what_was_handed_over_applies(offer: HandOver, coordinator: User) -> None:
    write(offer, N.PNC_ALERT, coordinator)
    with pytest.raises(NotNow, match=r"The PNC alert was handed over on .*, so it applies"):
        lack(offer, N.PNC_ALERT, coordinator)


def test_an_alert_that_is_put_later_is_handed_over_after_all(
    offer: HandOver, coordinator: User
) -> None:
    lack(offer, N.PNC_ALERT, coordinator)
    write(offer, N.PNC_ALERT, coordinator, at=LATER + timedelta(hours=1))
    steps = {step.kind: step for step in hand_over_page(coordinator, offer.pk).steps}
    assert steps[N.PNC_ALERT].applies


def test_the_page_beside_the_packet_and_the_timeline_say_so(
    offer: HandOver, coordinator: User
) -> None:
    client = sign_in(Client(), coordinator)
    page = reverse("cases:hand_over_note", args=[offer.pk])
    said = {"kind": "NO_PNC_ALERT", "words": NONE}
    said |= {"on_day": str(DAY.day), "on_month": str(DAY.month), "on_year": str(DAY.year)}
    assert b"There is no PNC alert: this does not apply" in client.get(page).content
    answer = client.post(page, said, follow=True)
    text = answer.content.decode()
    assert "Does not apply" in text
    assert NONE in text
    assert Event.objects.get(name="hand_over.noted").facts == {"step": "NO_PNC_ALERT"}
    timeline = reverse("desk:case_section", args=[offer.case_id, "timeline"])
    assert "There is no PNC alert: this does not apply" in client.get(timeline).content.decode()
