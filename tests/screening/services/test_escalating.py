"""Serious goes to Children's Services at once, and stays urgent until they have answered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agencies.models import Share
from agencies.roles import Role
from cases.models import CaseStatus, Course, RiskLevel
from cases.selectors import cases_for
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach
from duties.models import Clock, Duty
from duties.selectors import duties_for, duty_of
from screening import services
from screening.models import Escalation, Screening
from tests.agencies.factories import SANDWELL, authority
from tests.cases.factories import make_case
from tests.screening.factories import NOW, make_signed, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def serious() -> Screening:
    return make_signed(level=RiskLevel.SERIOUS)


def urgent(screening: Screening) -> Duty:
    duty = duty_of(screening.pk, Clock.URGENT_DECISION)
    assert duty is not None
    return duty


def answer(screening: Screening, course: Course = Course.SECTION_47) -> None:
    worker = person(Role.SOCIAL_WORKER)
    services.acknowledge_escalation(screening, name="A social worker", by=worker, at=LATER)
    services.record_course_of_action(
        screening, course=course, because="Invented reason.", by=worker, at=LATER
    )


def test_serious_starts_the_urgent_clock_with_the_social_workers(serious: Screening) -> None:
    duty = urgent(serious)
    assert (duty.owner_role, duty.urgent) == (Role.SOCIAL_WORKER, True)
    assert duty.due_at == NOW + timedelta(hours=24)
    worker = person(Role.SOCIAL_WORKER)
    assert duty in duties_for(worker)
    assert serious.case in cases_for(worker)
    assert Share.objects.get().purpose == Share.Purpose.PROTECT_CHILD


def test_countersigning_delays_nothing_of_it(serious: Screening) -> None:
    assert serious.case.status == CaseStatus.WITH_SOCIAL_CARE
    assert serious.countersigned_at is None
    assert Escalation.objects.get().sent_at == serious.signed_at


def test_a_lower_outcome_escalates_nothing() -> None:
    make_signed(level=RiskLevel.SIGNIFICANT)
    assert not Escalation.objects.exists()


def test_what_waits_with_childrens_services_already_is_not_sent_again(serious: Screening) -> None:
    again = make_signed(case=serious.case, level=RiskLevel.SERIOUS, at=LATER)
    assert duty_of(again.pk, Clock.URGENT_DECISION) is None


def test_what_they_answered_before_is_no_answer_to_a_new_serious(serious: Screening) -> None:
    answer(serious)
    again = make_signed(case=serious.case, level=RiskLevel.SERIOUS, at=LATER + timedelta(days=40))
    assert urgent(again).status == Duty.Status.OPEN
    assert again.case.status == CaseStatus.WITH_SOCIAL_CARE


def test_an_authority_without_an_agency_of_social_workers_still_owes_the_decision() -> None:
    case = make_case(where=authority(SANDWELL))
    screener = person(Role.SCREENER, role__serving=authority(SANDWELL))
    signed = make_signed(case=case, by=screener, level=RiskLevel.SERIOUS)
    assert urgent(signed).owner_agency is None
    assert not Share.objects.exists()


def test_the_urgent_clock_ends_on_both_answers_and_on_neither_alone(
    serious: Screening,
) -> None:
    worker = person(Role.SOCIAL_WORKER)
    services.acknowledge_escalation(serious, name="A social worker", by=worker, at=LATER)
    assert urgent(serious).status == Duty.Status.OPEN
    services.record_course_of_action(
        serious, course=Course.SECTION_47, because="Invented.", by=worker, at=LATER
    )
    assert urgent(serious).status == Duty.Status.DONE
    assert urgent(serious).closed_at == LATER


def test_without_a_section_47_enquiry_the_case_goes_back_to_the_team(
    serious: Screening,
) -> None:
    answer(serious, Course.NO_SECTION_47)
    serious.case.refresh_from_db()
    assert serious.case.status == CaseStatus.CSE_TEAM_MANAGED


def test_an_acknowledgement_names_somebody(serious: Screening) -> None:
    with pytest.raises(Invalid, match="by name"):
        services.acknowledge_escalation(serious, name=" ", by=person(Role.SOCIAL_WORKER), at=LATER)


@pytest.mark.parametrize(
    ("course", "because"), [("NOTHING", "Invented."), (Course.SECTION_47, " ")]
)
def test_a_course_of_action_is_one_of_the_list_with_a_reason(
    serious: Screening, course: str, because: str
) -> None:
    with pytest.raises(Invalid):
        services.record_course_of_action(
            serious, course=course, because=because, by=person(Role.SOCIAL_WORKER), at=LATER
        )


def test_what_was_answered_is_not_answered_again(serious: Screening) -> None:
    answer(serious)
    worker = person(Role.SOCIAL_WORKER)
    with pytest.raises(NotNow, match="A social worker has acknowledged"):
        services.acknowledge_escalation(serious, name="Another", by=worker, at=LATER)
    with pytest.raises(NotNow, match="is recorded"):
        services.record_course_of_action(
            serious, course=Course.SECTION_17, because="Invented.", by=worker, at=LATER
        )


def test_the_cse_team_does_not_answer_for_childrens_services(serious: Screening) -> None:
    with pytest.raises(NotAllowed):
        services.acknowledge_escalation(
            serious, name="Somebody", by=person(Role.COORDINATOR), at=LATER
        )


def test_social_workers_of_a_screening_not_sent_to_them_do_not_find_it() -> None:
    signed = make_signed(level=RiskLevel.SIGNIFICANT)
    with pytest.raises(OutOfReach):
        services.acknowledge_escalation(
            signed, name="Somebody", by=person(Role.SOCIAL_WORKER), at=LATER
        )
