"""Which episodes a person sees, and the queue that must agree with the duties."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from agencies import access
from agencies.roles import Role
from cases.models import Case, CaseStatus
from cases.services import allocate, close_case, move_case
from children.services import look_after
from core.refusals import OutOfReach
from duties.models import Clock, Duty
from duties.services import cancel_duty
from missing import selectors, services
from missing.models import Setting
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child
from tests.missing.factories import CAME_BACK, LATER, LEFT, make_episode
from tests.missing.test_services import signed

pytestmark = pytest.mark.django_db
NEXT_DAY = CAME_BACK + timedelta(days=1)


def test_the_authority_is_the_boundary() -> None:
    here, elsewhere = make_episode(), make_episode(where=authority(SANDWELL))
    worker = UserFactory(role=Role.RUNAWAYS)
    assert list(selectors.episodes_for(worker)) == [here]
    assert selectors.episode_for(worker, here.pk) == here
    with pytest.raises(OutOfReach):
        selectors.episode_for(worker, elsewhere.pk)


@pytest.mark.parametrize("unknown", ["7f0c4c53-6e8b-4a61-9a7d-111111111111", "not an id"])
def test_an_unknown_id_is_out_of_reach(unknown: str) -> None:
    with pytest.raises(OutOfReach):
        selectors.episode_for(UserFactory(role=Role.RUNAWAYS), unknown)


def test_a_referrer_who_logs_reads_no_episode() -> None:
    referrer = UserFactory(role=Role.REFERRER)
    make_episode(by=referrer)
    assert not selectors.episodes_for(referrer).exists()


def test_an_allocated_case_opens_the_childs_episodes_in_its_authority_only() -> None:
    case, worker = make_case(), UserFactory(role=Role.SOCIAL_WORKER)
    episode = make_episode(child=case.child)
    make_episode(child=case.child, where=authority(SANDWELL))
    assert not selectors.episodes_for(worker).exists()
    allocate(case, agency=agency("CSC"), role=Role.SOCIAL_WORKER, by=None, at=LATER)
    assert list(selectors.episodes_for(worker)) == [episode]


def test_ended_not_screened_empties_when_the_child_is_screened() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    make_episode()
    assert list(selectors.ended_not_screened(access.HOUSE)) == [episode]
    signed(Case.objects.get(child=episode.child), NEXT_DAY)
    assert not selectors.ended_not_screened(access.HOUSE).exists()


def test_a_screening_before_the_return_does_not_count() -> None:
    case = make_case()
    signed(case, CAME_BACK - timedelta(minutes=1))
    episode = make_episode(child=case.child, ended_at=CAME_BACK)
    assert list(selectors.ended_not_screened(access.HOUSE)) == [episode]


def test_a_screening_in_another_authority_does_not_count() -> None:
    case = make_case(where=authority(SANDWELL))
    episode = make_episode(child=case.child, ended_at=CAME_BACK)
    signed(case, NEXT_DAY)
    assert list(selectors.ended_not_screened(access.HOUSE)) == [episode]


def closed(case: Case, *, at: datetime) -> None:
    """The case is decided and closed."""
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=at)
    close_case(case, reason="NOT_CSE", by=None, at=at)


def test_a_case_closed_after_the_return_was_recorded_waits_for_no_screening() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    for clock in (Clock.SCREEN_AFTER_MISSING, Clock.RETURN_INTERVIEW):
        cancel_duty(clock, about=episode, by=None, at=LATER)
    case = Case.objects.get(child=episode.child)
    closed(case, at=LATER)
    assert not selectors.ended_not_screened(access.HOUSE).exists()
    assert selectors.duty_faults() == []


def test_a_return_recorded_after_the_case_was_closed_waits_for_a_screening() -> None:
    case = make_case(at=LEFT)
    closed(case, at=NEXT_DAY)
    episode = make_episode(child=case.child, ended_at=CAME_BACK)
    assert list(selectors.ended_not_screened(access.HOUSE)) == [episode]
    assert selectors.duty_faults() == []


def test_the_check_agrees_through_the_whole_way() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    assert selectors.duty_faults() == []
    case = Case.objects.get(child=episode.child)
    signed(case, NEXT_DAY)
    services.close_after_screening(case.pk, by_id=None, at=NEXT_DAY)
    assert selectors.duty_faults() == []
    call_command("check_duties")


def test_the_check_names_a_duty_that_is_missing() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    cancel_duty(Clock.SCREEN_AFTER_MISSING, about=episode, by=None, at=LATER)
    with pytest.raises(CommandError, match=f"{episode.reference}: ended and not screened"):
        call_command("check_duties")


def test_the_check_names_a_duty_that_is_done_already() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    signed(Case.objects.get(child=episode.child), NEXT_DAY)
    assert selectors.duty_faults() == [
        f"{episode.reference}: screened since, and a duty still asks for it"
    ]


def test_the_check_names_a_return_without_its_interview() -> None:
    episode = make_episode(ended_at=CAME_BACK)
    Duty.objects.filter(record_id=episode.pk, clock=Clock.RETURN_INTERVIEW).delete()
    assert selectors.duty_faults() == [
        f"{episode.reference}: ended, and no return interview was ever owed"
    ]


def test_looked_after_at_start_is_derived_from_care_on_that_day() -> None:
    child = make_child()
    during = make_episode(child=child, setting=Setting.CARE, ended_at=CAME_BACK)
    after = make_episode(child=child, started_at=CAME_BACK + timedelta(days=3))
    look_after(
        child,
        legal_status="C2",
        responsible=authority(),
        from_on=LEFT.date(),
        until_on=CAME_BACK.date(),
        by=None,
        at=LATER,
    )
    assert selectors.looked_after_at_start(during)
    assert not selectors.looked_after_at_start(after)


def test_start_times_count_by_the_clock_in_london_and_leave_reports_out() -> None:
    make_episode(started_at=datetime(2015, 10, 3, 22, 59, tzinfo=UTC))
    make_episode(started_at=datetime(2015, 10, 3, 23, 1, tzinfo=UTC))
    make_episode(started_at=None, reported_at=LEFT)
    make_episode(started_at=datetime(2014, 1, 1, tzinfo=UTC))
    found = selectors.start_times(access.HOUSE, now=LATER)
    grid = {day.name: [square.count for square in day.squares] for day in found.days}
    assert (grid["Saturday"], grid["Sunday"]) == ([0] * 7 + [1], [1] + [0] * 7)
    assert (found.total, found.marked) == (2, 1)


def test_start_times_are_those_within_reach() -> None:
    make_episode(where=authority(SANDWELL))
    assert selectors.start_times(UserFactory(role=Role.RUNAWAYS), now=LATER).total == 0
    make_episode()
    assert selectors.start_times(UserFactory(role=Role.RUNAWAYS), now=LATER).total == 1
