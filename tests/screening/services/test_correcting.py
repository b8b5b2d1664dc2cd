"""A signed screening is corrected by another that supersedes it; drafts end or change hands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from agencies.roles import Role
from cases.models import RiskLevel
from core.refusals import Invalid, NotNow
from core.workflow import history
from duties.models import Clock, Duty
from duties.selectors import duty_of
from screening import services
from screening.models import Screening, ScreeningStatus
from tests.screening.factories import NOW, discuss_threshold, make_draft, make_signed, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def corrected(old: Screening, level: RiskLevel = RiskLevel.AT_RISK) -> Screening:
    draft = services.correct_screening(
        old, because="A tick was on the wrong line.", by=old.screener, at=LATER
    )
    draft = services.choose_outcome(
        draft, level=level, rationale="Invented.", by=old.screener, at=LATER
    )
    if level == RiskLevel.SIGNIFICANT:
        discuss_threshold(draft, by=old.screener, at=LATER)
    return services.sign_screening(draft, by=old.screener, at=LATER)


def test_a_correction_starts_with_the_same_answers_and_changes_nothing_yet() -> None:
    old = make_signed(ticked=("R01", "R02"), voice_of_child="Invented words.")
    draft = services.correct_screening(
        old, because="A tick was on the wrong line.", by=old.screener, at=LATER
    )
    assert [one.indicator for one in draft.answers.order_by("pk")] == ["R01", "R02"]
    assert (draft.voice_of_child, draft.completed_on) == ("Invented words.", old.completed_on)
    assert (draft.version, draft.supersedes) == (old.version, old)
    old.refresh_from_db()
    assert old.status == ScreeningStatus.SIGNED


def test_signing_the_correction_supersedes_and_sets_the_level_again() -> None:
    old = make_signed(level=RiskLevel.NO_CURRENT_RISK)
    new = corrected(old)
    old.refresh_from_db()
    assert old.status == ScreeningStatus.SUPERSEDED
    assert history(old).values_list("because", flat=True).last() == "A tick was on the wrong line."
    new.case.refresh_from_db()
    assert new.case.level == RiskLevel.AT_RISK


def test_correcting_what_was_screened_again_since_moves_nothing_today() -> None:
    old = make_signed(level=RiskLevel.SERIOUS)
    services.acknowledge_escalation(old, name="A.", by=person(Role.SOCIAL_WORKER), at=NOW)
    services.record_course_of_action(
        old, course="NO_SECTION_47", because="Invented.", by=person(Role.SOCIAL_WORKER), at=NOW
    )
    later = make_signed(case=old.case, at=NOW + timedelta(days=1))
    due = duty_of(later.pk, Clock.RESCREEN)
    for _ in range(2):
        old = corrected(old, RiskLevel.SERIOUS)
        old.case.refresh_from_db()
        assert old.case.level == RiskLevel.AT_RISK
        assert old.case.status == "CSE_TEAM_MANAGED"
        assert duty_of(old.pk, Clock.URGENT_DECISION) is None
    assert due
    assert duty_of(later.pk, Clock.RESCREEN) == due
    assert due.status == Duty.Status.OPEN
    assert duty_of(old.pk, Clock.COUNTERSIGN), "a second person still looks at it"


def test_the_latest_screening_still_sets_the_level_after_an_older_one_was_corrected() -> None:
    older = make_signed(level=RiskLevel.AT_RISK)
    latest = make_signed(case=older.case, level=RiskLevel.AT_RISK, at=NOW + timedelta(days=1))
    corrected(older)
    corrected(latest, RiskLevel.NO_CURRENT_RISK)
    older.case.refresh_from_db()
    assert older.case.level == RiskLevel.NO_CURRENT_RISK


def test_a_correction_ends_what_was_owed_on_the_screening_sent_back() -> None:
    old = make_signed(level=RiskLevel.SIGNIFICANT)
    services.send_back(old, because="Look again.", by=person(Role.COORDINATOR), at=NOW)
    corrected(old, RiskLevel.SIGNIFICANT)
    duty = duty_of(old.pk, Clock.CORRECT_SCREENING)
    assert duty is not None
    assert duty.status == Duty.Status.DONE


def test_a_correction_of_what_waits_makes_its_countersignature_needless() -> None:
    old = make_signed(level=RiskLevel.SIGNIFICANT)
    corrected(old)
    duty = duty_of(old.pk, Clock.COUNTERSIGN)
    assert duty is not None
    assert duty.status == Duty.Status.CANCELLED


def test_a_screening_is_corrected_once() -> None:
    old = make_signed()
    corrected(old)
    with pytest.raises(NotNow, match="that stands"):
        corrected(Screening.objects.get(pk=old.pk))


def test_an_abandoned_correction_leaves_room_for_another() -> None:
    old = make_signed()
    draft = services.correct_screening(old, because="Invented.", by=old.screener, at=LATER)
    with pytest.raises(NotNow, match="has been started"):
        corrected(old)
    services.abandon_screening(draft, because="Invented.", by=old.screener, at=LATER)
    assert corrected(old).supersedes == old


def test_a_draft_is_not_corrected() -> None:
    draft = make_draft()
    with pytest.raises(NotNow, match="Only a signed screening"):
        services.correct_screening(draft, because="Invented.", by=draft.screener, at=LATER)


@pytest.mark.parametrize("step", ["correct_screening", "abandon_screening"])
def test_a_reason_is_wanted(step: str) -> None:
    draft = make_draft()
    with pytest.raises(Invalid):
        getattr(services, step)(draft, because="  ", by=draft.screener, at=LATER)


def test_a_draft_is_taken_over_by_somebody_who_can_sign_it() -> None:
    draft, other = make_draft(), person(Role.COORDINATOR)
    taken = services.take_over(draft, by=other, at=LATER)
    assert taken.screener == other
    with pytest.raises(NotNow, match="Take it over to continue"):
        services.choose_outcome(
            taken, level=RiskLevel.AT_RISK, rationale="Invented.", by=draft.screener, at=LATER
        )


def test_nobody_takes_over_their_own_draft_or_a_second_one() -> None:
    draft = make_draft()
    assert draft.screener
    with pytest.raises(NotNow, match="already"):
        services.take_over(draft, by=draft.screener, at=LATER)
    busy = person(Role.SCREENER)
    make_draft(case=draft.case, by=busy)
    with pytest.raises(NotNow, match="a draft of your own"):
        services.take_over(draft, by=busy, at=LATER)
