"""Signing fixes the screening, sets the level, moves the case and starts what is owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import InternalError, transaction

from agencies.roles import Role
from cases.models import CaseStatus, RiskLevel
from cases.services import allocate, close_case, move_case
from core.models import Event
from core.refusals import NotAllowed, NotNow
from duties.models import Clock, Duty
from duties.selectors import duty_of
from screening import assessing, policies, services
from screening.events import ScreeningEvent
from screening.models import DefinitionOfCse, Screening, ScreeningStatus
from tests.agencies.factories import agency
from tests.cases.factories import make_case
from tests.screening.factories import (
    NOW,
    given,
    make_draft,
    make_ready,
    make_signed,
    person,
    tool_version,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("level", "status", "case_status"),
    [
        (RiskLevel.NO_CURRENT_RISK, ScreeningStatus.SIGNED, CaseStatus.OUTCOME_SET),
        (RiskLevel.AT_RISK, ScreeningStatus.SIGNED, CaseStatus.OUTCOME_SET),
        (RiskLevel.SIGNIFICANT, ScreeningStatus.AWAITING, CaseStatus.OUTCOME_SET),
        (RiskLevel.SERIOUS, ScreeningStatus.AWAITING, CaseStatus.WITH_SOCIAL_CARE),
    ],
)
def test_signing_sets_the_level_and_moves_the_case(
    level: RiskLevel, status: ScreeningStatus, case_status: CaseStatus
) -> None:
    signed = make_signed(level=level)
    signed.refresh_from_db()
    case = signed.case
    assert signed.status == status
    assert signed.signed_at == NOW
    assert case.level == level
    assert case.status == case_status
    (row,) = case.levels.all()
    assert row.reached_id == signed.pk
    assert row.from_at == NOW


def test_signing_is_told_once_with_codes_only() -> None:
    signed = make_signed(level=RiskLevel.AT_RISK)
    told = Event.objects.get(name=ScreeningEvent.SIGNED)
    assert told.record_id == signed.pk
    assert told.case_id == signed.case_id
    assert told.facts == {"level": "AT_RISK", "tool": "DUDLEY-2015"}


@pytest.mark.parametrize("level", [RiskLevel.SIGNIFICANT, RiskLevel.SERIOUS])
def test_significant_and_above_owe_a_countersignature(level: RiskLevel) -> None:
    signed = make_signed(level=level)
    duty = duty_of(signed.pk, Clock.COUNTERSIGN)
    assert duty is not None
    assert duty.owner_role == Role.COORDINATOR
    assert duty.case_id == signed.case_id


def test_a_lower_outcome_owes_no_countersignature() -> None:
    assert duty_of(make_signed().pk, Clock.COUNTERSIGN) is None


def test_where_the_coordinator_screened_the_team_manager_countersigns() -> None:
    signed = make_signed(level=RiskLevel.SERIOUS, by=person(Role.COORDINATOR))
    duty = duty_of(signed.pk, Clock.COUNTERSIGN)
    assert duty is not None
    assert duty.owner_role == Role.TEAM_MANAGER


def test_every_signed_screening_starts_three_months_to_the_next() -> None:
    first = make_signed()
    case = first.case
    duty = duty_of(first.pk, Clock.RESCREEN)
    assert duty is not None
    assert duty.due_at.date() == date(2015, 12, 15)
    later = NOW + timedelta(days=30)
    second = make_signed(case=case, by=first.screener, at=later)
    again = duty_of(second.pk, Clock.RESCREEN)
    assert again is not None
    assert again.opened_at == later
    duty.refresh_from_db()
    assert (duty.status, duty.closed_at) == (Duty.Status.DONE, later)


def test_the_next_routine_screening_ends_with_the_case_unless_it_is_late() -> None:
    signed = make_signed(level=RiskLevel.NO_CURRENT_RISK)
    coordinator = person(Role.COORDINATOR)
    late = NOW + timedelta(days=120)
    with pytest.raises(NotNow, match="Screen again"):
        close_case(signed.case, reason="RISK_REDUCED", by=coordinator, at=late)
    close_case(signed.case, reason="RISK_REDUCED", by=coordinator, at=NOW + timedelta(days=30))
    duty = duty_of(signed.pk, Clock.RESCREEN)
    assert duty is not None
    assert duty.status == Duty.Status.CANCELLED


def test_a_case_with_childrens_services_stays_there_while_it_is_screened() -> None:
    case = make_case(status=CaseStatus.WITH_SOCIAL_CARE)
    signed = make_signed(case=case, level=RiskLevel.AT_RISK)
    assert signed.case.status == CaseStatus.WITH_SOCIAL_CARE


def stepped_down(level: RiskLevel) -> Screening:
    first = make_signed(level=level)
    for step in (CaseStatus.CSE_TEAM_MANAGED, CaseStatus.STEPPED_DOWN):
        move_case(first.case, to=step, by=None, at=NOW)
    return first


def test_a_rescreen_that_raises_brings_a_stepped_down_case_back() -> None:
    first = stepped_down(RiskLevel.AT_RISK)
    again = make_signed(
        case=first.case, by=first.screener, level=RiskLevel.SIGNIFICANT, at=NOW + timedelta(days=60)
    )
    assert again.case.status == CaseStatus.OUTCOME_SET


def test_a_rescreen_that_does_not_raise_leaves_it_stepped_down() -> None:
    first = stepped_down(RiskLevel.AT_RISK)
    again = make_signed(case=first.case, by=first.screener, at=NOW + timedelta(days=60))
    assert again.case.status == CaseStatus.STEPPED_DOWN


@pytest.mark.parametrize(
    ("born", "learning", "age"), [(date(2003, 9, 15), False, 12), (date(2003, 9, 16), False, 11)]
)
def test_the_age_is_that_of_the_day_of_completion(born: date, learning: bool, age: int) -> None:
    draft = make_draft()
    child = draft.case.child
    child.born_on = born
    child.save()
    services.choose_outcome(
        draft, level=RiskLevel.AT_RISK, rationale="Invented.", by=draft.screener, at=NOW
    )
    signed = services.sign_screening(draft, by=draft.screener, at=NOW)
    assert signed.age == age


@pytest.mark.parametrize(
    ("day", "definition"),
    [
        (NOW, DefinitionOfCse.GUIDANCE_2009),
        (NOW.replace(year=2017, month=2, day=15), DefinitionOfCse.GUIDANCE_2009),
        (NOW.replace(year=2017, month=2, day=16), DefinitionOfCse.STATUTORY_2017),
    ],
)
def test_the_definition_in_force_is_kept(day: datetime, definition: DefinitionOfCse) -> None:
    assert make_signed(at=day).definition_of_cse == definition


def test_what_the_rule_suggested_is_kept_with_its_reasons() -> None:
    draft = make_ready(level=RiskLevel.SIGNIFICANT, ticked=("S01", "R01"))
    agreeing = person(Role.COORDINATOR)
    services.agree_rule(
        draft.case.authority,
        version=draft.version,
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=date(2015, 9, 1),
        by=agreeing,
        at=NOW,
    )
    signed = services.sign_screening(draft, by=draft.screener, at=NOW)
    assert signed.rule == "WM-SUGGEST-1"
    assert signed.suggested == RiskLevel.SIGNIFICANT
    assert signed.because == [
        {
            "says": "One or two significant indicators, current or in the past 6 months.",
            "ticks": [["S01", "CURRENT_6M"]],
        }
    ]


def test_without_an_agreed_rule_nothing_is_suggested() -> None:
    signed = make_signed(level=RiskLevel.SERIOUS, ticked=("S01", "S02", "S03"))
    assert (signed.rule, signed.suggested, signed.because) == ("JUDGEMENT_ONLY", "", [])


def counting_is_agreed(draft: Screening) -> None:
    services.agree_rule(
        draft.case.authority,
        version=draft.version,
        rule="WM-SUGGEST-1",
        agreed_by="The safeguarding children board",
        agreed_on=date(2015, 9, 1),
        by=person(Role.COORDINATOR),
        at=NOW,
    )


def missing(draft: Screening) -> str:
    with pytest.raises(NotNow) as refused:
        services.sign_screening(draft, by=draft.screener, at=NOW)
    return refused.value.sentence


def test_nothing_is_signed_without_a_day_and_an_outcome() -> None:
    assert missing(make_draft(completed_on=None)) == (
        "Enter the day the screening was completed. "
        "Choose the outcome and give the judgement behind it."
    )


@pytest.mark.parametrize("left_out", ["basis", "evidence"])
def test_nothing_is_signed_while_a_tick_lacks_its_evidence(left_out: str) -> None:
    draft = make_ready()
    draft.answers.update(**{left_out: ""})
    assert missing(draft) == (
        "Give the evidence of every tick: what it is and what stands behind it."
    )


def test_a_critical_tick_is_not_signed_before_the_danger_card_was_read() -> None:
    draft = make_ready(ticked=("R11",))
    assert Event.objects.filter(name=ScreeningEvent.DANGER_SHOWN).count() == 1
    Screening.objects.filter(pk=draft.pk).update(danger_seen_at=None)
    assert missing(draft).startswith("Read the danger card")


def test_significant_is_not_signed_without_the_threshold_discussion() -> None:
    draft = make_draft()
    services.choose_outcome(
        draft, level=RiskLevel.SIGNIFICANT, rationale="Invented.", by=draft.screener, at=NOW
    )
    assert missing(draft) == (
        "Record the threshold discussion: significant is not signed without it."
    )


def test_another_outcome_than_suggested_is_not_signed_without_a_reason() -> None:
    draft = make_ready(level=RiskLevel.AT_RISK, ticked=("S01",))
    counting_is_agreed(draft)
    assert missing(draft) == "Say why the outcome differs from the one suggested."


def test_nobody_signs_the_screening_of_another() -> None:
    draft = make_ready()
    with pytest.raises(NotAllowed, match="Only the person who screened"):
        services.sign_screening(draft, by=person(Role.SCREENER), at=NOW)


def test_a_direct_worker_fills_in_but_does_not_sign() -> None:
    worker = person(Role.DIRECT_WORKER)
    case = make_case()
    allocate(case, agency=agency("PHASE"), role=Role.DIRECT_WORKER, by=None, at=NOW)
    draft = make_ready(case=case, by=worker)
    with pytest.raises(NotAllowed, match="in the CSE team, signs"):
        services.sign_screening(draft, by=worker, at=NOW)


def test_a_signed_screening_is_not_signed_again() -> None:
    signed = make_signed()
    with pytest.raises(NotNow, match="finished"):
        services.sign_screening(signed, by=signed.screener, at=NOW)


def test_the_database_refuses_to_change_a_signed_screening() -> None:
    signed = make_signed()
    with pytest.raises(InternalError, match="never changes"), transaction.atomic():
        Screening.objects.filter(pk=signed.pk).update(rationale="Rewritten.")
    with pytest.raises(InternalError, match="never changes"), transaction.atomic():
        signed.answers.update(evidence="Rewritten.")
    with pytest.raises(InternalError, match="never changes"), transaction.atomic():
        signed.answers.all().delete()
    with pytest.raises(InternalError), transaction.atomic():
        Screening.objects.filter(pk=signed.pk).delete()


def test_a_published_tool_never_changes() -> None:
    version = tool_version()
    version.definition = {**version.definition, "name": "Another name"}
    with pytest.raises(InternalError, match="toolversion"), transaction.atomic():
        version.save()


def test_answers_without_a_box_in_the_version_are_left_out() -> None:
    draft = make_draft(answers=[*given("R01"), *given("S08"), *given("S01", window="TICK")])
    assert [answer.indicator for answer in draft.answers.all()] == ["R01"]


def test_a_reason_given_for_another_suggestion_is_asked_for_again() -> None:
    draft = make_draft(ticked=("S01",))
    counting_is_agreed(draft)
    by, no_risk = draft.screener, RiskLevel.NO_CURRENT_RISK
    first = assessing.suggested_level(draft)
    draft = services.choose_outcome(
        draft, level=no_risk, rationale="Seen.", difference_reason="One tick.", by=by, at=NOW
    )
    assert policies.missing_to_sign(draft) == ()
    draft = services.save_answers(
        draft, answers=given("R01", "R02", "R03"), completed_on=NOW.date(), by=by, at=NOW
    )
    assert assessing.suggested_level(draft) not in (first, no_risk)
    assert policies.missing_to_sign(draft) == (policies.SUGGESTED_ANEW,)
    draft = services.choose_outcome(
        draft, level=no_risk, rationale="Seen.", difference_reason="Still.", by=by, at=NOW
    )
    assert policies.missing_to_sign(draft) == ()
