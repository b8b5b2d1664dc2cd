"""Clocks start, stop, run on and end as the pathway says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from cases.models import Case
from core.calendar import local
from core.refusals import NotNow
from duties import services
from duties.clocks import limit_of
from duties.models import Clock, ClockLimit, Duty
from duties.selectors import open_for
from tests.agencies.factories import SANDWELL, authority
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 1, 5)
SCREEN = Clock.SCREEN_REFERRAL


def on(day: date, hour: int) -> datetime:
    return local(day, time(hour))


def stop(case: Case, at: datetime) -> None:
    services.stop_clock(SCREEN, about=case, because="More wanted.", by=None, at=at)


def resume(case: Case, at: datetime) -> datetime:
    duty = services.resume_clock(SCREEN, about=case, by=None, at=at)
    assert duty
    return Duty.objects.get(pk=duty.pk).due_at


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        (Clock.RETURN_INTERVIEW, datetime(2026, 1, 8, 10)),
        (Clock.SCREEN_REFERRAL, datetime(2026, 1, 6, 10)),
        (Clock.RESCREEN, datetime(2026, 4, 5, 10)),
    ],
)
def test_a_clock_runs_its_own_length(clock: Clock, due: datetime) -> None:
    duty = open_duty_of(make_case(), clock, starts_at=on(MONDAY, 10))
    assert duty.due_at == local(due.date(), due.time())


def test_an_authority_may_have_its_own_limit() -> None:
    own = ClockLimit.objects.create(
        clock=SCREEN, authority=authority(), amount=2, unit="WORKING_DAYS", source="Agreed"
    )
    assert limit_of(SCREEN, authority()) == own
    assert limit_of(SCREEN, authority(SANDWELL)).amount == 1


def test_a_record_owes_a_thing_once() -> None:
    case = make_case()
    first = open_duty_of(case, SCREEN, starts_at=on(MONDAY, 10))
    assert open_duty_of(case, SCREEN, starts_at=on(MONDAY, 12)) == first


def test_a_stop_keeps_the_working_time_left() -> None:
    case = make_case()
    open_duty_of(case, SCREEN, starts_at=on(MONDAY, 10))
    stop(case, on(MONDAY, 16))
    assert resume(case, on(MONDAY + timedelta(days=2), 9)) == on(date(2026, 1, 8), 3)


def test_a_stop_over_a_weekend_neither_gives_nor_takes() -> None:
    case, friday = make_case(), date(2026, 1, 9)
    open_duty_of(case, SCREEN, starts_at=on(friday, 10))
    stop(case, on(friday, 16))
    assert resume(case, on(date(2026, 1, 11), 12)) == on(date(2026, 1, 12), 18)


def test_a_stop_while_the_clock_would_rest_changes_nothing() -> None:
    case, friday = make_case(), date(2026, 1, 9)
    before = open_duty_of(case, SCREEN, starts_at=on(friday, 10)).due_at
    stop(case, on(date(2026, 1, 10), 9))
    assert resume(case, on(date(2026, 1, 11), 21)) == before


def test_a_late_duty_stays_as_late_as_it_was() -> None:
    case = make_case()
    before = open_duty_of(case, SCREEN, starts_at=on(MONDAY, 10)).due_at
    stop(case, before + timedelta(hours=2))
    assert resume(case, before + timedelta(hours=26)) == before + timedelta(hours=24)


def test_a_stopped_clock_stops_once_and_says_why() -> None:
    case = make_case()
    duty = open_duty_of(case, SCREEN, starts_at=on(MONDAY, 10))
    stop(case, on(MONDAY, 12))
    stop(case, on(MONDAY, 13))
    assert [row.because for row in duty.stops.all()] == ["More wanted."]


def test_the_urgent_clock_never_stops() -> None:
    case = make_case()
    open_duty_of(case, Clock.URGENT_DECISION, starts_at=on(MONDAY, 10))
    with pytest.raises(NotNow, match="never stops"):
        services.stop_clock(
            Clock.URGENT_DECISION, about=case, because="Busy.", by=None, at=on(MONDAY, 11)
        )


def test_a_duty_ends_done_or_no_longer_needed() -> None:
    case = make_case()
    open_duty_of(case, SCREEN, starts_at=on(MONDAY, 10))
    open_duty_of(case, Clock.RESCREEN, starts_at=on(MONDAY, 10))
    done = services.close_duty(SCREEN, about=case, by=None, at=on(MONDAY, 12))
    dropped = services.cancel_duty(Clock.RESCREEN, about=case, by=None, at=on(MONDAY, 12))
    assert done
    assert dropped
    assert (done.status, dropped.status) == (Duty.Status.DONE, Duty.Status.CANCELLED)
    assert not open_for(case.pk).exists()


def test_a_record_that_owes_nothing_has_nothing_to_end() -> None:
    case, at = make_case(), on(MONDAY, 12)
    assert services.close_duty(SCREEN, about=case, by=None, at=at) is None
    assert services.resume_clock(SCREEN, about=case, by=None, at=at) is None
    assert services.stop_clock(SCREEN, about=case, because="x", by=None, at=at) is None
