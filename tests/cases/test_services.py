"""Open, level, close: one open case for a child, history as it was, nothing owed at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from agencies.roles import Role
from cases.hearing import match_key
from cases.models import Case, CaseStatus, Mention, RiskLevel
from cases.selectors import level_at, open_case_of
from cases.services import (
    allocate,
    close_case,
    correct_level,
    end_allocation,
    mention,
    move_case,
    open_case,
    set_level,
)
from children.models import Child
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow
from duties.models import Clock, Duty
from duties.services import close_duty
from tests.agencies.factories import SANDWELL, UserFactory, agency, authority
from tests.cases.factories import make_case
from tests.children.factories import make_child
from tests.duties.factories import open_duty_of

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_eight_doors_at_once_open_one_case() -> None:
    child, start = make_child(), Barrier(8)
    opened: list[Case] = []

    def opens() -> None:
        start.wait()
        opened.append(open_case(child, authority=authority(), by=None, at=NOW))
        connection.close()

    threads = [Thread(target=opens) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 8
    assert len(set(opened)) == Case.objects.count() == 1


@pytest.mark.django_db
def test_a_child_recorded_twice_has_one_open_case_by_identity() -> None:
    first, again = make_child(), make_child()
    Child.objects.filter(pk=again.pk).update(identity=first.identity)
    again.refresh_from_db()
    assert make_case(child=again) == make_case(child=first)
    assert open_case_of(again, authority()) == open_case_of(first, authority())


@pytest.mark.django_db
def test_each_authority_has_its_own_case() -> None:
    child = make_child()
    assert make_case(child=child) != make_case(child=child, where=authority(SANDWELL))


def closed_case() -> Case:
    case = make_case()
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    return close_case(case, reason="RISK_REDUCED", by=None, at=NOW)


@pytest.mark.django_db
def test_a_closed_case_is_reopened_and_keeps_both_spells() -> None:
    case = closed_case()
    again = open_case(case.child, authority=authority(), by=None, at=NOW + DAY)
    assert again == case
    assert again.status == CaseStatus.SCREENING
    spells = list(case.spells.order_by("opened_at").values_list("closed_at", "closure_reason"))
    assert spells == [(NOW, "RISK_REDUCED"), (None, "")]


@pytest.mark.django_db
def test_an_escalation_opens_reopens_or_steps_up() -> None:
    there = CaseStatus.WITH_SOCIAL_CARE
    assert make_case(status=there).status == there
    child = closed_case().child
    assert open_case(child, authority=authority(), by=None, at=NOW, status=there).status == there
    open_one = make_case()
    open_case(open_one.child, authority=authority(), by=None, at=NOW, status=there)
    open_one.refresh_from_db()
    assert open_one.status == there


@pytest.mark.django_db
def test_the_level_of_a_day_is_what_was_set_by_then() -> None:
    case = make_case()
    for days, level in ((0, RiskLevel.AT_RISK), (10, RiskLevel.SERIOUS)):
        set_level(case, level=level, from_at=NOW + days * DAY, reached=case, by=None, at=NOW)
    levels = [level_at(case, NOW + days * DAY) for days in (-1, 0, 9, 10)]
    assert [row.level if row else None for row in levels] == [
        None,
        RiskLevel.AT_RISK,
        RiskLevel.AT_RISK,
        RiskLevel.SERIOUS,
    ]
    assert Case.objects.get(pk=case.pk).level == RiskLevel.SERIOUS


@pytest.mark.django_db
def test_a_level_recorded_late_does_not_become_the_level_now() -> None:
    case = make_case()
    set_level(case, level=RiskLevel.SERIOUS, from_at=NOW, reached=case, by=None, at=NOW)
    set_level(case, level=RiskLevel.AT_RISK, from_at=NOW - DAY, reached=case, by=None, at=NOW)
    assert Case.objects.get(pk=case.pk).level == RiskLevel.SERIOUS


@pytest.mark.django_db
def test_a_corrected_level_keeps_the_wrong_row_superseded() -> None:
    case = make_case()
    wrong = set_level(case, level=RiskLevel.SERIOUS, from_at=NOW, reached=case, by=None, at=NOW)
    right = correct_level(wrong, level=RiskLevel.AT_RISK, from_at=NOW, by=None, at=NOW + DAY)
    assert level_at(case, NOW) == right
    wrong.refresh_from_db()
    assert (wrong.level, wrong.superseded_at) == (RiskLevel.SERIOUS, NOW + DAY)
    assert Case.objects.get(pk=case.pk).level == RiskLevel.AT_RISK


@pytest.mark.django_db
def test_a_case_that_owes_something_does_not_close_and_one_that_has_done_it_does() -> None:
    case = make_case()
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    open_duty_of(case, Clock.COUNTERSIGN, starts_at=NOW)
    with pytest.raises(NotNow, match="Still to do: Countersign the screening"):
        close_case(case, reason="RISK_REDUCED", by=None, at=NOW)
    close_duty(Clock.COUNTERSIGN, about=case, by=None, at=NOW)
    assert close_case(case, reason="RISK_REDUCED", by=None, at=NOW).status == CaseStatus.CLOSED


@pytest.mark.django_db
def test_the_next_routine_screening_ends_with_the_case() -> None:
    case = make_case()
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    duty = open_duty_of(case, Clock.RESCREEN, starts_at=NOW)
    late = duty.due_at + DAY
    with pytest.raises(NotNow, match="Still to do: Screen again"):
        close_case(case, reason="RISK_REDUCED", by=None, at=late)
    close_case(case, reason="RISK_REDUCED", by=None, at=NOW)
    duty.refresh_from_db()
    assert duty.status == Duty.Status.CANCELLED


@pytest.mark.django_db
def test_a_serious_case_does_not_close_as_not_engaging() -> None:
    case = make_case()
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    set_level(case, level=RiskLevel.SERIOUS, from_at=NOW, reached=case, by=None, at=NOW)
    with pytest.raises(NotNow, match="serious risk"):
        close_case(case, reason="DISENGAGED", by=None, at=NOW)
    with pytest.raises(Invalid, match="Choose a reason"):
        close_case(case, reason="BECAUSE", by=None, at=NOW)


@pytest.mark.django_db
def test_who_may_not_move_a_case_does_not_close_it() -> None:
    case = make_case()
    allocate(case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, by=None, at=NOW)
    with pytest.raises(NotAllowed, match="does not move"):
        close_case(case, reason="OTHER", by=UserFactory(role=Role.DIRECT_WORKER), at=NOW)


@pytest.mark.django_db
def test_a_case_is_given_once_and_leaves_two_events() -> None:
    case = make_case()
    to: dict[str, Any] = {"agency": agency("CSC"), "role": Role.SOCIAL_WORKER}
    row = allocate(case, **to, by=None, at=NOW)
    assert allocate(case, **to, by=None, at=NOW) == row
    end_allocation(row, by=None, at=NOW + DAY)
    names = Event.objects.filter(name__startswith="case.alloc").values_list("name", flat=True)
    assert list(names.order_by("id")) == ["case.allocated", "case.allocation_ended"]


@pytest.mark.parametrize(
    ("kind", "written", "key"),
    [
        (Mention.Kind.PLATE, "ab12 cde", "ab12cde"),
        (Mention.Kind.PLATE, "AB1? ", "ab1?"),
        (Mention.Kind.PHONE, "07700 900 123", "447700900123"),
        (Mention.Kind.PHONE, "+44 7700 900123", "447700900123"),
        (Mention.Kind.HANDLE, "@Some Body", "somebody"),
        (Mention.Kind.PLACE, "The  Invented Café", "the invented café"),
    ],
)
def test_what_is_heard_is_matched_however_it_is_written(
    kind: Mention.Kind, written: str, key: str
) -> None:
    assert match_key(kind, written) == key


@pytest.mark.django_db
def test_a_record_hears_a_thing_once_and_nothing_is_nothing() -> None:
    case = make_case()

    def hear(value: str) -> Mention | None:
        kind = Mention.Kind.PHONE
        return mention(case, kind=kind, value=value, heard_at=NOW, by=None, at=NOW)

    assert hear("07700 900123") == hear("07700900123")
    assert hear(" - ") is None
    assert Mention.objects.count() == 1
