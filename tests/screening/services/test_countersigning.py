"""The second signature: another person, of the right role, who agrees or says why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from agencies.roles import Role
from cases.models import RiskLevel
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow
from duties.models import Clock, Duty
from duties.selectors import duty_of
from screening import selectors, services
from screening.events import ScreeningEvent
from screening.models import Screening, ScreeningStatus
from tests.screening.factories import NOW, make_ready, make_signed, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=5)


@pytest.fixture
def waiting() -> Screening:
    return make_signed(level=RiskLevel.SIGNIFICANT)


def test_countersigning_ends_the_clock_and_is_told(waiting: Screening) -> None:
    coordinator = person(Role.COORDINATOR)
    services.countersign(waiting, note=" Agreed. ", by=coordinator, at=LATER)
    waiting.refresh_from_db()
    assert waiting.status == ScreeningStatus.COUNTERSIGNED
    assert (waiting.countersigned_by, waiting.countersigned_at) == (coordinator, LATER)
    assert waiting.countersign_note == "Agreed."
    duty = duty_of(waiting.pk, Clock.COUNTERSIGN)
    assert duty is not None
    assert duty.status == Duty.Status.DONE
    told = Event.objects.get(name=ScreeningEvent.COUNTERSIGNED)
    assert told.facts == {"level": "SIGNIFICANT"}


def test_nobody_countersigns_their_own() -> None:
    manager = person(Role.TEAM_MANAGER)
    signed = make_signed(level=RiskLevel.SERIOUS, by=manager)
    with pytest.raises(NotAllowed, match="somebody else countersigns"):
        services.countersign(signed, by=manager, at=LATER)
    with pytest.raises(IntegrityError, match="nobody_countersigns"), transaction.atomic():
        Screening.objects.filter(pk=signed.pk).update(countersigned_by=manager)


def test_who_chose_the_outcome_before_another_took_over_does_not_countersign() -> None:
    coordinator, screener = person(Role.COORDINATOR), person(Role.SCREENER)
    draft = make_ready(level=RiskLevel.SIGNIFICANT, by=coordinator)
    signed = services.sign_screening(
        services.take_over(draft, by=screener, at=NOW), by=screener, at=NOW
    )
    with pytest.raises(NotAllowed, match="had a hand in"):
        services.countersign(signed, by=coordinator, at=LATER)
    services.countersign(signed, by=person(Role.COORDINATOR), at=LATER)
    assert signed.status == ScreeningStatus.COUNTERSIGNED


def test_what_a_coordinator_screened_the_team_manager_countersigns() -> None:
    signed = make_signed(level=RiskLevel.SERIOUS, by=person(Role.COORDINATOR))
    with pytest.raises(NotAllowed, match="the team manager countersigns"):
        services.countersign(signed, by=person(Role.COORDINATOR), at=LATER)
    services.countersign(signed, by=person(Role.TEAM_MANAGER), at=LATER)
    assert signed.status == ScreeningStatus.COUNTERSIGNED


def test_a_screener_does_not_countersign(waiting: Screening) -> None:
    with pytest.raises(NotAllowed, match="Only a coordinator or team manager"):
        services.countersign(waiting, by=person(Role.SCREENER), at=LATER)


def test_what_is_countersigned_is_not_countersigned_again(waiting: Screening) -> None:
    services.countersign(waiting, by=person(Role.COORDINATOR), at=LATER)
    with pytest.raises(NotNow, match="does not wait"):
        services.countersign(waiting, by=person(Role.TEAM_MANAGER), at=LATER)


def test_sending_back_owes_the_screener_a_correction(waiting: Screening) -> None:
    services.send_back(waiting, because="Look at S03 again.", by=person(Role.COORDINATOR), at=LATER)
    assert waiting.status == ScreeningStatus.RETURNED
    duty = duty_of(waiting.pk, Clock.CORRECT_SCREENING)
    assert duty is not None
    assert duty.owner == waiting.screener
    ended = duty_of(waiting.pk, Clock.COUNTERSIGN)
    assert ended is not None
    assert ended.status == Duty.Status.DONE


def test_sending_back_needs_a_reason(waiting: Screening) -> None:
    with pytest.raises(Invalid, match="looked at again"):
        services.send_back(waiting, because=" ", by=person(Role.COORDINATOR), at=LATER)


def test_the_list_holds_what_a_person_may_countersign_and_nothing_else(
    waiting: Screening,
) -> None:
    own = make_signed(level=RiskLevel.SERIOUS, by=person(Role.COORDINATOR))
    coordinator, manager = person(Role.COORDINATOR), person(Role.TEAM_MANAGER)
    assert list(selectors.awaiting_countersignature_for(coordinator)) == [waiting]
    assert set(selectors.awaiting_countersignature_for(manager)) == {waiting, own}
    assert not selectors.awaiting_countersignature_for(person(Role.SCREENER)).exists()
