"""The copies a worklist sorts by, as the database keeps them for whoever writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from agencies import access
from agencies.models import Share
from agencies.roles import Role
from cases.models import Case, CaseGrant, CaseStatus
from cases.services import move_case
from duties import services as duties
from duties.models import Clock, Duty
from tests.agencies.factories import agency
from tests.cases.factories import make_case
from tests.duties.factories import open_duty_of

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)


def due_at(case: Case) -> datetime | None:
    return Case.objects.values_list("due_at", flat=True).get(pk=case.pk)


def granted(case: Case) -> CaseGrant:
    access.share(
        case,
        agency=agency("CSC"),
        role=Role.SOCIAL_WORKER,
        purpose=Share.Purpose.PROTECT_CHILD,
        because="They know the family.",
        by=None,
        at=NOW,
    )
    return CaseGrant.objects.get(content_object=case)


@pytest.mark.django_db
def test_the_tests_write_as_the_role_that_owns_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)


@pytest.mark.django_db
def test_a_case_falls_due_with_its_earliest_open_duty() -> None:
    case = make_case()
    assert due_at(case) is None
    later = open_duty_of(case, Clock.RESCREEN, starts_at=NOW)
    assert due_at(case) == later.due_at
    sooner = open_duty_of(case, Clock.RETURN_INTERVIEW, starts_at=NOW)
    assert due_at(case) == sooner.due_at
    duties.close_duty(Clock.RETURN_INTERVIEW, about=case, by=None, at=NOW)
    assert due_at(case) == later.due_at
    Duty.objects.filter(pk=later.pk).update(due_at=NOW + timedelta(days=1))
    assert due_at(case) == NOW + timedelta(days=1)
    Duty.objects.all().delete()
    assert due_at(case) is None


@pytest.mark.django_db
def test_a_stopped_clock_makes_nothing_due() -> None:
    case = make_case()
    open_duty_of(case, Clock.SCREEN_REFERRAL, starts_at=NOW)
    duties.stop_clock(Clock.SCREEN_REFERRAL, about=case, because="Asked.", by=None, at=NOW)
    assert due_at(case) is None


@pytest.mark.django_db
def test_a_duty_handed_to_another_case_is_due_there() -> None:
    first, second = make_case(), make_case()
    duty = open_duty_of(first, Clock.RESCREEN, starts_at=NOW)
    Duty.objects.filter(pk=duty.pk).update(case_id=second.pk)
    assert (due_at(first), due_at(second)) == (None, duty.due_at)


@pytest.mark.django_db
def test_a_grant_follows_its_case_from_the_start() -> None:
    case = make_case()
    duty = open_duty_of(case, Clock.RESCREEN, starts_at=NOW)
    grant = granted(case)
    assert (grant.status, grant.due_at) == (CaseStatus.SCREENING, duty.due_at)
    move_case(case, to=CaseStatus.WITH_SOCIAL_CARE, by=None, at=NOW)
    duties.close_duty(Clock.RESCREEN, about=case, by=None, at=NOW)
    grant.refresh_from_db()
    assert (grant.status, grant.due_at) == (CaseStatus.WITH_SOCIAL_CARE, None)


@pytest.mark.django_db
def test_a_grant_cannot_say_otherwise_than_its_case() -> None:
    grant = granted(make_case())
    CaseGrant.objects.update(status=CaseStatus.CLOSED, due_at=NOW)
    grant.refresh_from_db()
    assert (grant.status, grant.due_at) == (CaseStatus.SCREENING, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_duties_opened_at_once_the_earlier_counts() -> None:
    case = make_case()
    start = Barrier(2)

    def opens(clock: Clock) -> None:
        start.wait()
        open_duty_of(case, clock, starts_at=NOW)
        connection.close()

    threads = [Thread(target=opens, args=(c,)) for c in (Clock.RESCREEN, Clock.RETURN_INTERVIEW)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert due_at(case) == NOW + timedelta(hours=72)
