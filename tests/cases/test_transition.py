"""The way to adult services: the queue from 17, the alarm at 17½, the steps, the closing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from agencies import access
from agencies.access import viewer_of
from agencies.models import User
from agencies.permissions import Permission
from agencies.roles import Role
from agencies.selectors import agency_with
from cases import services
from cases.closing import undone
from cases.models import (
    OUTCOMES,
    Case,
    CaseStatus,
    HandOver,
    HandOverKind,
    TransitionOutcome,
    TransitionStep,
)
from cases.selectors import transition_queue, young_people
from cases.selectors.transition import birthday, half_past_17, transition_of
from core.calendar import local
from core.refusals import Invalid, NotNow
from duties.models import Clock, Duty
from tests.agencies.clients import sign_in
from tests.agencies.factories import AgencyFactory, UserFactory
from tests.cases.factories import make_case
from tests.children.factories import make_child

pytestmark = pytest.mark.django_db
BORN = date(1998, 3, 31)
SEVENTEEN = datetime(2015, 3, 31, 12, tzinfo=UTC)
EIGHTEEN = datetime(2016, 4, 1, 12, tzinfo=UTC)
LEAD = "The other side accepted the case"
STEPS = "The young person is 18, and the way to adult services is written down"


@pytest.fixture
def coordinator() -> User:
    return UserFactory(role=Role.COORDINATOR)


@pytest.fixture
def lead() -> User:
    return UserFactory(role=Role.ADULT_LEAD, role__agency=AgencyFactory(code="ADULTS"))


def young(born_on: date = BORN, status: CaseStatus = CaseStatus.MASE_CYCLE) -> Case:
    case = make_case(child=make_child(born_on=born_on), at=datetime(2014, 9, 1, tzinfo=UTC))
    Case.objects.filter(pk=case.pk).update(status=status)
    return Case.objects.select_related("child").get(pk=case.pk)


def offer(case: Case, lead: User, by: User | None = None, at: datetime = SEVENTEEN) -> HandOver:
    post = viewer_of(lead).posts[0]
    return services.offer_to_team(
        case,
        agency=agency_with(post.agency_id),
        role=Role.ADULT_LEAD,
        because="Turns 18.",
        kind=HandOverKind.ADULT,
        by=by,
        at=at,
    )


def enter(case: Case, step: TransitionStep, by: User | None, **details: Any) -> Any:
    said: dict[str, Any] = {
        "outcome": OUTCOMES[step][0],
        "on": SEVENTEEN.date(),
        "words": "Invented.",
        "at": SEVENTEEN,
        **details,
    }
    return services.enter_transition(case, step=step, by=by, **said)


@pytest.mark.parametrize(
    ("born_on", "seventeen", "half"),
    [
        (date(1998, 3, 31), date(2015, 3, 31), date(2015, 10, 1)),
        (date(2000, 2, 29), date(2017, 3, 1), date(2017, 8, 29)),
        (date(1998, 8, 31), date(2015, 8, 31), date(2016, 3, 1)),
        (date(1998, 12, 5), date(2015, 12, 5), date(2016, 6, 5)),
    ],
)
def test_the_birthday_and_the_alarm(born_on: date, seventeen: date, half: date) -> None:
    child = make_child(born_on=born_on)
    assert birthday(child, 17) == seventeen
    assert half_past_17(child) == half


def test_the_queue_begins_on_the_17th_birthday(coordinator: User) -> None:
    case = young()
    viewer = viewer_of(coordinator)
    assert not young_people(viewer, today=date(2015, 3, 30)).exists()
    assert list(young_people(viewer, today=date(2015, 3, 31))) == [case]
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED, closed_at=SEVENTEEN)
    assert not young_people(viewer, today=date(2015, 3, 31)).exists()


def test_from_17_an_adult_lead_is_owed_by_17_and_a_half_and_only_once() -> None:
    case = young()
    assert services.owe_adult_leads(at=SEVENTEEN) == 1
    assert services.owe_adult_leads(at=SEVENTEEN.replace(hour=13)) == 0
    duty = Duty.objects.get(clock=Clock.NAME_ADULT_LEAD)
    assert (duty.case_id, duty.due_at) == (case.pk, local(date(2015, 10, 1), time(9)))


def test_the_lead_reads_the_case_once_accepted_and_nothing_is_owed(
    lead: User, coordinator: User
) -> None:
    case = young()
    services.owe_adult_leads(at=SEVENTEEN)
    made = offer(case, lead, coordinator)
    assert not access.can(lead, Permission.CASE_VIEW, case)
    services.accept_hand_over(made, by=lead, at=SEVENTEEN)
    case.refresh_from_db()
    assert case.status == CaseStatus.TRANSITION
    assert access.can(lead, Permission.CASE_VIEW, case)
    assert Duty.objects.get(clock=Clock.NAME_ADULT_LEAD).status == Duty.Status.DONE
    assert services.owe_adult_leads(at=SEVENTEEN) == 0


def test_a_declined_offer_leaves_the_case_where_it_was(lead: User, coordinator: User) -> None:
    case = young()
    services.decline_hand_over(
        offer(case, lead, coordinator), answer="Another team.", by=lead, at=SEVENTEEN
    )
    case.refresh_from_db()
    assert case.status == CaseStatus.MASE_CYCLE


def test_a_child_goes_to_no_adult_lead(lead: User, coordinator: User) -> None:
    case = young(born_on=timezone.localdate().replace(day=1) - timedelta(days=365 * 12))
    with pytest.raises(NotNow, match="17th birthday"):
        offer(case, lead, coordinator)


def test_the_alarm_stands_until_a_lead_has_accepted(lead: User, coordinator: User) -> None:
    case = young()
    viewer = viewer_of(coordinator)
    half = datetime(2015, 10, 1, 9, tzinfo=UTC)
    assert not transition_queue(viewer, now=SEVENTEEN).lines[0].alarm
    made = offer(case, lead, coordinator)
    (line,) = transition_queue(viewer, now=half).lines
    assert line.alarm
    assert "waits for an answer" in line.lead
    services.accept_hand_over(made, by=lead, at=half)
    (line,) = transition_queue(viewer, now=half).lines
    assert not line.alarm


def test_what_came_before_a_reopening_is_history_and_not_done(
    lead: User, coordinator: User
) -> None:
    case = young()
    enter(case, TransitionStep.YPSE, coordinator, words="Before it was closed.")
    services.accept_hand_over(offer(case, lead, coordinator), by=lead, at=SEVENTEEN)
    again = SEVENTEEN + timedelta(days=60)
    case.spells.update(closed_at=again - timedelta(days=30))
    case.spells.create(opened_at=again)
    viewer = viewer_of(coordinator)
    page = transition_of(viewer, case, now=again)
    assert {line.on for line in page.steps} == {None}
    assert [line.words for line in page.earlier] == ["Before it was closed."]
    assert page.lead == ""
    (line,) = transition_queue(viewer, now=again).lines
    assert (line.done, line.lead) == ((), "")
    enter(case, TransitionStep.YPSE, coordinator, words="Discussed afresh.", at=again)
    page = transition_of(viewer, case, now=again)
    assert [line.words for line in page.steps if line.on] == ["Discussed afresh."]
    assert len(page.earlier) == 1


def test_the_page_shows_earlier_steps_as_history(coordinator: User, client: Client) -> None:
    case = young()
    enter(case, TransitionStep.YPSE, coordinator, words="Before it was closed.")
    case.spells.update(closed_at=SEVENTEEN + timedelta(days=1))
    case.spells.create(opened_at=SEVENTEEN + timedelta(days=2))
    shown = sign_in(client, coordinator).get(
        reverse("desk:case_section", args=[case.pk, "hand-over"])
    )
    said = shown.content.decode()
    assert said.index("Before the case was opened again") < said.index("Before it was closed.")


def test_fresh_consent_is_asked_from_17_on(coordinator: User) -> None:
    case = young()
    with pytest.raises(Invalid, match="17th birthday"):
        enter(case, TransitionStep.CONSENT, coordinator, on=date(2015, 3, 30))
    enter(case, TransitionStep.CONSENT, coordinator)


@pytest.mark.parametrize("step", list(TransitionStep))
def test_what_is_no_outcome_of_a_step_is_refused(step: TransitionStep, coordinator: User) -> None:
    case = young()
    for outcome in set(TransitionOutcome) - set(OUTCOMES[step]):
        with pytest.raises(Invalid, match="what came of it"):
            enter(case, step, coordinator, outcome=outcome)
    with pytest.raises(Invalid, match="in the future"):
        enter(case, step, coordinator, on=date(2020, 1, 1))
    with pytest.raises(Invalid, match="what was decided"):
        enter(case, step, coordinator, words=" ")


def test_a_closed_case_takes_no_step(coordinator: User) -> None:
    case = young()
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED, closed_at=SEVENTEEN)
    case.refresh_from_db()
    with pytest.raises(NotNow, match="closed"):
        enter(case, TransitionStep.YPSE, coordinator)


def test_it_closes_at_18_once_the_lead_accepted_and_each_step_is_written_down(
    lead: User, coordinator: User
) -> None:
    case = young()
    made = offer(case, lead, coordinator)
    assert {LEAD, STEPS} <= set(undone(case, reason="TRANSITION_ADULT", at=EIGHTEEN))
    services.accept_hand_over(made, by=lead, at=SEVENTEEN)
    case.refresh_from_db()
    for step in TransitionStep:
        assert STEPS in undone(case, reason="TRANSITION_ADULT", at=EIGHTEEN)
        enter(case, step, coordinator)
    assert STEPS in undone(case, reason="TRANSITION_ADULT", at=SEVENTEEN)
    left = undone(case, reason="TRANSITION_ADULT", at=EIGHTEEN)
    assert not {LEAD, STEPS} & set(left)


def test_the_queue_asks_as_often_however_long_it_is(coordinator: User) -> None:
    viewer = viewer_of(coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            transition_queue(viewer, now=SEVENTEEN)
        return len(queries)

    young()
    few = asked()
    for _ in range(12):
        young()
    assert asked() == few
