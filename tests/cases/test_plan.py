"""The plan of a case: begun once, its actions owed and closed with evidence, its reviews."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from agencies.roles import Role
from cases.indicators import restored
from cases.models import ActionOutcome, ActionStatus, Case, CaseStatus, PlanAction, PlanReview
from cases.policies import sight_of_indicators
from cases.selectors.movement import as_it_was
from cases.services import (
    add_action,
    allocate,
    begin_plan,
    change_action,
    change_plan,
    close_action,
    close_case,
    drop_action,
    move_case,
    review_plan,
)
from core.models import Event
from core.refusals import Invalid, NotAllowed, NotNow, OutOfReach, Stale
from duties.models import Clock, Duty
from duties.selectors import open_for
from tests.agencies.factories import UserFactory, agency
from tests.cases.factories import (
    HEARD,
    action_said,
    hear,
    make_action,
    make_case,
    make_plan,
)
from tests.screening.factories import make_signed

pytestmark = pytest.mark.django_db
NOW = HEARD
DAY = timedelta(days=1)


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 22, 59, tzinfo=UTC)


def duty(of: Any) -> Duty:
    return Duty.objects.get(record_id=of.pk, status="OPEN")


def closed_case() -> Case:
    case = make_case()
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    return close_case(case, reason="RISK_REDUCED", by=None, at=NOW)


def test_a_plan_is_begun_once_and_its_review_is_owed() -> None:
    plan = make_plan(next_on=date(2015, 10, 16))
    owed = duty(plan)
    assert (owed.clock, owed.due_at) == (Clock.PLAN_REVIEW, end_of(date(2015, 10, 16)))
    assert owed.owner_role == Role.COORDINATOR
    with pytest.raises(NotNow, match="has a plan already"):
        make_plan(plan.case)


def test_a_plan_needs_an_aim_a_day_to_come_and_an_open_case() -> None:
    for wrong, field in (({"aim": " "}, "aim"), ({"next_on": NOW.date()}, "next_on")):
        with pytest.raises(Invalid) as refused:
            make_plan(**wrong)
        assert refused.value.field == field
    with pytest.raises(NotNow, match="closed"):
        make_plan(closed_case())


def test_who_may_not_plan_does_not_begin_one() -> None:
    case = make_case()
    with pytest.raises(OutOfReach):
        make_plan(case, by=UserFactory(role=Role.SOCIAL_WORKER))
    plan = make_plan(case, by=UserFactory(role=Role.COORDINATOR))
    assert plan.saved_by


def test_an_action_is_owed_by_whoever_it_was_given_to() -> None:
    action = make_action()
    owed = duty(action)
    assert owed.clock == Clock.PLAN_ACTION
    assert (owed.owner_role, owed.owner_agency) == (Role.SCREENER, agency("CSE_TEAM"))
    assert owed.due_at == end_of(date(2015, 9, 30))
    person = UserFactory(role=Role.SOCIAL_WORKER)
    named = make_action(action.plan, person=person, role=Role.SOCIAL_WORKER, agency=agency("CSC"))
    assert (named.number, duty(named).owner) == (2, person)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": " "}, "what"),
        ({"due_on": date(2015, 9, 15)}, "due_on"),
        ({"no_wish_because": " "}, "no_wish_because"),
        ({"indicators": ("S01",)}, "indicators"),
    ],
)
def test_add_action_refuses_what_cannot_be(wrong: dict[str, Any], field: str) -> None:
    plan = make_plan()
    with pytest.raises(Invalid) as refused:
        make_action(plan, **wrong)
    assert refused.value.field == field
    assert not PlanAction.objects.exists()
    assert not Duty.objects.filter(clock=Clock.PLAN_ACTION).exists()


def test_add_action_refuses_the_wish_of_another_child() -> None:
    other = hear(make_case(), wishes=("Somebody else's wish",)).wishes.get()
    with pytest.raises(Invalid, match="not this child's"):
        make_action(wish=other)


def test_the_database_holds_that_an_action_cites_a_wish_or_says_why_not() -> None:
    action = make_action()
    for wrong in (
        {"no_wish_because": ""},
        {"status": "DONE", "closed_at": NOW},
        {"status": "DROPPED", "closed_at": NOW},
        {"closed_at": NOW},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanAction.objects.filter(pk=action.pk).update(**wrong)


def test_an_action_reduces_what_the_last_screening_ticked() -> None:
    screening = make_signed(ticked=("R01", "S01"))
    plan = make_plan(screening.case)
    assert {one.code for one in restored(plan.ticked)} == {"R01", "S01"}
    action = make_action(plan, indicators=("R01",))
    tied = restored(action.indicators)
    assert [one.code for one in tied] == ["R01"]
    assert tied[0].label == screening.version.tool.indicator("R01").label
    assert action.tool_version == screening.version_id
    with pytest.raises(Invalid, match="what the last screening ticked"):
        make_action(plan, indicators=("R02",))
    with pytest.raises(Invalid, match="Tick what this action should reduce"):
        make_action(plan)
    wish = hear(plan.case, wishes=("A wish",)).wishes.get()
    assert make_action(plan, wish=wish, no_wish_because="").indicators == []


HEALTH = {"code": "H1", "label": "Invented health words", "health": True}


def with_health(action: PlanAction) -> PlanAction:
    PlanAction.objects.filter(pk=action.pk).update(indicators=[*action.indicators, HEALTH])
    action.refresh_from_db()
    return action


@pytest.mark.parametrize(
    ("role", "of", "codes"),
    [
        (Role.MASE_CHAIR, "CSC", ["R01", "H1"]),
        (Role.POLICE_CSE, "WMP", ["R01"]),
        (Role.RUNAWAYS, "RUNAWAYS", []),
    ],
)
def test_each_reader_is_shown_the_indicators_of_the_screenings_they_read(
    role: Role, of: str, codes: list[str]
) -> None:
    plan = make_plan(make_signed(ticked=("R01",)).case)
    action = with_health(make_action(plan, indicators=("R01",)))
    allocate(plan.case, agency=agency(of), role=role, by=None, at=NOW)
    shown = sight_of_indicators(UserFactory(role=role), plan.case)
    assert [one.code for one in restored(action.indicators) if shown(one)] == codes


def test_a_change_keeps_the_indicators_that_its_writer_is_not_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = make_plan(make_signed(ticked=("R01", "R02")).case)
    action = with_health(make_action(plan, indicators=("R01",)))
    without_health = lambda who, case: lambda one: not one.health  # noqa: E731
    monkeypatch.setattr("cases.services.actions.sight_of_indicators", without_health)
    said = action_said(indicators=("R02",))
    changed = change_action(action, said, edition=1, by=None, at=NOW)
    assert {one.code for one in restored(changed.indicators)} == {"R02", "H1"}


def test_a_done_action_has_its_evidence_and_its_duty_ends() -> None:
    action = make_action()
    done = close_action(
        action, evidence=" Seen on 20 September. ", outcome=ActionOutcome.HELPED, by=None, at=NOW
    )
    done.refresh_from_db()
    assert (done.status, done.evidence, done.closed_at) == ("DONE", "Seen on 20 September.", NOW)
    assert Duty.objects.get(record_id=action.pk).status == Duty.Status.DONE
    with pytest.raises(NotNow, match="closed already"):
        close_action(done, evidence="Again.", outcome=ActionOutcome.HELPED, by=None, at=NOW)


@pytest.mark.parametrize(
    ("evidence", "outcome", "field"), [(" ", "HELPED", "evidence"), ("Seen.", "", "outcome")]
)
def test_close_action_refuses_what_says_nothing(evidence: str, outcome: Any, field: str) -> None:
    action = make_action()
    with pytest.raises(Invalid) as refused:
        close_action(action, evidence=evidence, outcome=outcome, by=None, at=NOW)
    assert refused.value.field == field
    assert duty(action)


def test_a_dropped_action_says_why_and_nobody_owes_it() -> None:
    action = make_action()
    with pytest.raises(Invalid, match="why the action is dropped"):
        drop_action(action, because=" ", by=None, at=NOW)
    drop_action(action, because="Moved away.", by=None, at=NOW)
    assert Duty.objects.get(record_id=action.pk).status == Duty.Status.CANCELLED
    action.refresh_from_db()
    assert (action.status, action.dropped_because) == ("DROPPED", "Moved away.")
    with pytest.raises(NotNow, match="is closed"):
        change_action(action, action_said(what="New."), edition=1, by=None, at=NOW)


def test_whoever_owes_an_action_closes_it_and_nobody_else_of_the_role_does() -> None:
    worker, other = (UserFactory(role=Role.DIRECT_WORKER) for _ in range(2))
    action = make_action(person=worker, role=Role.DIRECT_WORKER, agency=agency("PHASE"))
    said: dict[str, Any] = {"evidence": "Done.", "outcome": ActionOutcome.HELPED, "at": NOW}
    with pytest.raises(OutOfReach):
        close_action(action, by=other, **said)
    with pytest.raises(NotAllowed):
        drop_action(action, because="No.", by=worker, at=NOW)
    assert close_action(action, by=worker, **said).status == ActionStatus.DONE


def test_a_case_with_an_open_action_does_not_close_and_the_review_ends_with_it() -> None:
    case = make_case()
    move_case(case, to=CaseStatus.OUTCOME_SET, by=None, at=NOW)
    action = make_action(make_plan(case))
    with pytest.raises(NotNow, match="Still to do: Do an action of the plan"):
        close_case(case, reason="RISK_REDUCED", by=None, at=NOW)
    close_action(action, evidence="Done.", outcome=ActionOutcome.HELPED, by=None, at=NOW)
    late = end_of(date(2015, 10, 16)) + DAY
    with pytest.raises(NotNow, match="Still to do: Review the plan"):
        close_case(case, reason="RISK_REDUCED", by=None, at=late)
    close_case(case, reason="RISK_REDUCED", by=None, at=NOW)
    assert not open_for(case.pk)


def test_a_changed_action_moves_its_duty_to_the_new_owner_and_day() -> None:
    action = make_action()
    before = duty(action)
    said = action_said(
        what="Another thing.",
        agency=agency("CSC"),
        role=Role.SOCIAL_WORKER,
        due_on=date(2015, 10, 5),
    )
    changed = change_action(action, said, edition=1, by=None, at=NOW)
    after = duty(changed)
    assert (changed.edition, changed.what, after.pk) == (2, "Another thing.", before.pk)
    assert (after.owner_agency, after.due_at) == (agency("CSC"), end_of(date(2015, 10, 5)))
    names = set(Event.objects.filter(record_id=after.pk).values_list("name", flat=True))
    assert {"duty.due_changed", "duty.handed_over"} <= names


def test_an_action_that_is_late_may_be_changed_without_another_day() -> None:
    action = make_action()
    late = end_of(action.due_on) + DAY
    assert change_action(action, action_said(what="Same day."), edition=1, by=None, at=late)
    past = action_said(due_on=action.due_on - DAY)
    with pytest.raises(Invalid, match="must not be in the past"):
        change_action(action, past, edition=2, by=None, at=late)


def test_a_stale_save_is_refused_and_the_same_text_twice_is_one_save() -> None:
    plan, action = make_plan(), make_action()
    change_plan(plan, edition=1, aim="First.", by=None, at=NOW)
    with pytest.raises(Stale):
        change_plan(plan, edition=1, aim="Second.", by=None, at=NOW)
    again = change_plan(plan, edition=1, aim="First.", by=None, at=NOW)
    assert (again.aim, again.edition) == ("First.", 2)
    change_action(action, action_said(what="First."), edition=1, by=None, at=NOW)
    with pytest.raises(Stale):
        change_action(action, action_said(what="Second."), edition=1, by=None, at=NOW)
    action.refresh_from_db()
    assert (action.what, action.edition) == ("First.", 2)


def reviewed(plan: Any, *, at: datetime, **more: Any) -> PlanReview:
    facts = {
        "held_on": at.date(),
        "took_part": "Invented people.",
        "summary": "Invented finding.",
        "next_on": at.date() + 30 * DAY,
        "by": None,
        "at": at,
        **more,
    }
    return review_plan(plan, **facts)


def test_a_review_shows_what_went_what_came_and_what_stayed() -> None:
    first = make_signed(ticked=("R01", "R02"), at=NOW - DAY)
    plan = make_plan(first.case)
    kinds = {
        name: make_action(plan, indicators=("R01",), what=name)
        for name in ("in time", "late", "dropped", "open late")
    }
    said: dict[str, Any] = {"outcome": ActionOutcome.HELPED, "by": None}
    close_action(kinds["in time"], evidence="Done.", at=NOW + DAY, **said)
    close_action(kinds["late"], evidence="Done at last.", at=NOW + 20 * DAY, **said)
    drop_action(kinds["dropped"], because="Not wanted.", by=None, at=NOW + DAY)
    make_signed(case=first.case, ticked=("R02", "R03"), at=NOW + 20 * DAY)
    review = reviewed(plan, at=NOW + 21 * DAY)
    moved = as_it_was(review.movement)
    assert [one.code for one in moved.gone] == ["R01"]
    assert [one.code for one in moved.new] == ["R03"]
    assert [one.code for one in moved.still] == ["R02"]
    assert {one.what: one.way for one in moved.actions} == {
        "in time": "DONE",
        "late": "DONE_LATE",
        "dropped": "DROPPED",
        "open late": "LATE",
    }
    later = as_it_was(reviewed(plan, at=NOW + 40 * DAY).movement)
    assert (later.gone, later.new) == ((), ())
    assert [one.what for one in later.actions] == ["open late"]


def test_a_review_ends_its_duty_and_owes_the_next() -> None:
    plan = make_plan()
    first = duty(plan)
    reviewed(plan, at=NOW + DAY)
    first.refresh_from_db()
    assert first.status == Duty.Status.DONE
    assert duty(plan).due_at == end_of((NOW + 31 * DAY).date())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": (NOW + 5 * DAY).date()}, "held_on"),
        ({"held_on": (NOW - 5 * DAY).date()}, "held_on"),
        ({"took_part": " "}, "took_part"),
        ({"summary": ""}, "summary"),
        ({"next_on": NOW.date()}, "next_on"),
    ],
)
def test_review_plan_refuses_what_cannot_be(wrong: dict[str, Any], field: str) -> None:
    plan = make_plan()
    with pytest.raises(Invalid) as refused:
        reviewed(plan, at=NOW + DAY, **wrong)
    assert refused.value.field == field
    assert not PlanReview.objects.exists()
    assert duty(plan)


def test_a_review_never_changes() -> None:
    review = reviewed(make_plan(), at=NOW + DAY)
    for change in (
        lambda: PlanReview.objects.filter(pk=review.pk).update(summary="Other."),
        lambda: PlanReview.objects.filter(pk=review.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_screener_adds_to_a_plan_and_does_not_change_it() -> None:
    case = make_case()
    allocate(case, agency=agency("CSE_TEAM"), role=Role.SCREENER, by=None, at=NOW)
    screener = UserFactory(role=Role.SCREENER)
    plan = begin_plan(case, aim="Aim.", next_on=date(2015, 10, 1), by=screener, at=NOW)
    action = add_action(plan, action_said(), by=screener, at=NOW)
    for refused in (
        lambda: change_plan(plan, edition=1, aim="Other.", by=screener, at=NOW),
        lambda: change_action(action, action_said(what="X"), edition=1, by=screener, at=NOW),
        lambda: reviewed(plan, at=NOW + DAY, by=screener),
    ):
        with pytest.raises(NotAllowed, match="Only a coordinator"):
            refused()
