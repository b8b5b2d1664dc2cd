"""The first MASE is owed from the outcome on, done when it is booked, and falls elsewhere."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from agencies.roles import Role
from cases import services
from cases.models import Case, CaseStatus
from children.models import Child
from core.calendar import add_working_days
from duties.models import Clock, Duty
from duties.selectors import duties_for
from tests.agencies.factories import UserFactory
from tests.cases.factories import OPENED, make_case
from tests.children.factories import make_child

pytestmark = pytest.mark.django_db
S = CaseStatus
DAY = timedelta(days=1)
SET, ARRIVED = OPENED + DAY, OPENED + 2 * DAY
LATER = OPENED + 30 * DAY


def on_the_way(case: Case, *states: CaseStatus, start: datetime = SET) -> Case:
    """A step a day."""
    for day, state in enumerate(states):
        services.move_case(case, to=state, by=None, at=start + day * DAY, because="Invented")
    return case


@pytest.fixture
def case() -> Case:
    return on_the_way(make_case(), S.OUTCOME_SET, S.CSE_TEAM_MANAGED)


def owed(case: Case) -> Duty:
    return Duty.objects.get(case_id=case.pk, clock=Clock.INITIAL_MASE)


def test_it_is_owed_by_the_coordinator_from_the_outcome_on(case: Case) -> None:
    duty = owed(case)
    assert duty.opened_at == SET
    assert duty.due_at == add_working_days(SET, 10)
    assert duty in duties_for(UserFactory(role=Role.COORDINATOR))
    assert duty not in duties_for(UserFactory(role=Role.SCREENER))


def test_it_is_not_owed_before_the_cse_team_manages_the_case() -> None:
    case = on_the_way(make_case(), S.OUTCOME_SET)
    assert not Duty.objects.filter(case_id=case.pk).exists()


def test_for_a_case_that_comes_back_it_counts_from_then() -> None:
    case = on_the_way(make_case(), S.OUTCOME_SET, S.WITH_SOCIAL_CARE, S.CSE_TEAM_MANAGED)
    assert owed(case).opened_at == SET + 2 * DAY


def test_it_is_done_when_it_is_booked_and_owed_once(case: Case) -> None:
    on_the_way(case, S.MASE_CYCLE, start=LATER)
    assert owed(case).status == Duty.Status.DONE
    on_the_way(case, S.WITH_SOCIAL_CARE, S.CSE_TEAM_MANAGED, start=LATER + DAY)
    assert owed(case).status == Duty.Status.DONE


def test_it_falls_when_childrens_services_lead_the_case(case: Case) -> None:
    services.step_up(case, by=None, at=LATER, because="A new concern.")
    assert owed(case).status == Duty.Status.CANCELLED


def test_it_falls_with_a_case_that_closes_as_the_second(case: Case) -> None:
    other = on_the_way(make_case(child=make_child()), S.OUTCOME_SET, S.CSE_TEAM_MANAGED)
    Child.objects.filter(pk=other.child_id).update(identity=case.child.identity_id)
    by = UserFactory(role=Role.TEAM_MANAGER)
    services.close_as_second(Case.objects.get(pk=case.pk), because="One", by=by, at=LATER)
    assert owed(case).status == Duty.Status.CANCELLED
    assert owed(other).status == Duty.Status.OPEN


def test_a_case_opened_again_owes_it_anew(case: Case) -> None:
    coordinator = UserFactory(role=Role.COORDINATOR)
    on_the_way(case, S.MASE_CYCLE, start=ARRIVED)
    services.close_case(case, reason="RISK_REDUCED", by=coordinator, at=LATER, because="Invented")
    services.open_case(case.child, authority=case.authority, by=None, at=LATER + DAY)
    case = Case.objects.get(pk=case.pk)
    on_the_way(case, S.OUTCOME_SET, S.CSE_TEAM_MANAGED, start=LATER + 2 * DAY)
    assert set(Duty.objects.filter(clock=Clock.INITIAL_MASE).values_list("status", flat=True)) == {
        Duty.Status.DONE,
        Duty.Status.OPEN,
    }
