"""A corrected date of birth: from when, and by when, an adult lead is owed."""

from __future__ import annotations

from datetime import date, time

import pytest

from cases import services
from cases.models import Case, CaseStatus
from cases.tasks import count_age_again
from children.events import ChildEvent
from children.services import change_details
from core.calendar import local
from core.models import Event
from duties.events import DutyEvent
from duties.models import Clock, Duty
from tests.cases.test_transition import BORN, SEVENTEEN, young

pytestmark = pytest.mark.django_db


def put_right(case: Case, born_on: date | None) -> list[Duty]:
    """Correct the date of birth, let the effects run, and give what has been owed since."""
    change_details(case.child, born_on=born_on, by=None, at=SEVENTEEN)
    for event in Event.objects.filter(name=ChildEvent.FACT_CORRECTED):
        count_age_again(event)
    return list(Duty.objects.filter(clock=Clock.NAME_ADULT_LEAD).order_by("pk"))


def test_a_corrected_date_of_birth_moves_the_day_of_the_duty() -> None:
    case = young()
    services.owe_adult_leads(at=SEVENTEEN)
    (duty,) = put_right(case, date(1998, 3, 1))
    assert (duty.status, duty.due_at) == (Duty.Status.OPEN, local(date(2015, 9, 1), time(9)))
    assert Event.objects.filter(name=DutyEvent.DUE_CHANGED).count() == 1


@pytest.mark.parametrize("born_on", [date(1998, 4, 1), None])
def test_a_child_who_turns_out_younger_owes_no_adult_lead(born_on: date | None) -> None:
    case = young()
    services.owe_adult_leads(at=SEVENTEEN)
    (duty,) = put_right(case, born_on)
    assert duty.status == Duty.Status.CANCELLED


def test_a_child_who_turns_out_older_owes_an_adult_lead_at_once() -> None:
    case = young(born_on=date(1999, 3, 31))
    assert services.owe_adult_leads(at=SEVENTEEN) == 0
    (duty,) = put_right(case, BORN)
    assert (duty.case_id, duty.due_at) == (case.pk, local(date(2015, 10, 1), time(9)))


def test_a_corrected_name_or_a_closed_case_changes_no_duty() -> None:
    closed = young()
    Case.objects.filter(pk=closed.pk).update(status=CaseStatus.CLOSED, closed_at=SEVENTEEN)
    assert put_right(closed, BORN) == []
    case = young()
    services.owe_adult_leads(at=SEVENTEEN)
    change_details(case.child, given_name="Another", by=None, at=SEVENTEEN)
    put_right(case, BORN)
    assert not Event.objects.filter(name=DutyEvent.DUE_CHANGED).exists()
